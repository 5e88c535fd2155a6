"""ByteSpike: one read-only POST, no envelope, fields absent rather than null (docs.bytespike.ai, tasks-query)."""

from datetime import UTC, datetime
from typing import override

from desktop.domain.status import IdKind, MediaKind
from desktop.rehearsal.links import Links
from desktop.rehearsal.sample import Ending, Quirk, SampleFile, Server
from desktop.rehearsal.service import Keys, Service, reason_of
from desktop.rehearsal.walk import Entry, Phase, Stage, Tasks
from desktop.rehearsal.wire import Ask, Reply, json_reply

_ERRORS = {
    400: ("invalid_request_error", "invalid_param", "Exactly one of task_id or out_task_id is required."),
    401: ("authentication_error", "invalid_api_key", "Missing or revoked API key."),
    402: ("billing_error", "insufficient_balance", "The balance is too low."),
    403: ("permission_error", "permission_denied", "This key may not do that."),
    404: ("not_found_error", "task_not_found", "No task matches the supplied identifier."),
    405: ("invalid_request_error", "method_not_allowed", "Use POST."),
    429: ("rate_limit_error", "concurrency_limit", "Too many requests at a time."),
    451: ("content_policy_error", "prompt_blocked", "The prompt was blocked."),
    500: ("server_error", "internal_error", "Something went wrong on our side."),
}


class ByteSpike(Service):
    """ByteSpike on loopback."""

    def __init__(self, keys: Keys, tasks: Tasks, links: Links) -> None:
        super().__init__(Server.BYTESPIKE, keys, tasks, links)

    @override
    def key_of(self, ask: Ask) -> str:
        return ask.headers.get("x-api-key", "") or ask.bearer()

    @override
    def asked(self, ask: Ask) -> tuple[str, ...]:
        fields = ask.fields()
        given = (fields.get("task_id"), fields.get("out_task_id"))
        return tuple(value for value in given if isinstance(value, str) and value)

    @override
    def trouble(self, status: int) -> Reply:
        kind, code, message = _ERRORS.get(status, _ERRORS[500] if status >= 500 else _ERRORS[400])
        return json_reply({"error": {"type": kind, "message": message, "code": code}}, status)

    @override
    def route(self, ask: Ask, now: float, *, own: bool) -> Reply:
        if ask.segments != ("v1", "tasks", "query"):
            return self.trouble(404)
        if ask.method != "POST":
            return self.trouble(405)
        fields = ask.fields()
        ids = self.asked(ask)
        if len(ids) != 1:
            return self.trouble(400)
        id_kind = IdKind.TASK_ID if fields.get("task_id") else IdKind.OUT_TASK_ID
        entry = self._tasks.find(self.server, ids[0], own=own, id_kind=id_kind)
        return self.trouble(404) if entry is None else json_reply(self._detail(entry, now))

    def _detail(self, entry: Entry, now: float) -> dict[str, object]:
        sample, stage = entry.sample, entry.stage(now)
        data: dict[str, object] = {"task_id": sample.task_id}
        if sample.out_task_id:
            data["out_task_id"] = sample.out_task_id
        status = _status(entry, stage)
        data["status"] = status
        if status == "completed":
            data["credits_used"] = sample.credits
            return data | self._results(entry, stage, now)
        data |= {"estimated_credits": sample.credits, "estimated_seconds": max(1, round(sample.waiting + sample.generating))}
        if status == "failed":
            code = "content_policy_violation" if sample.ending is Ending.BLOCKED else "generation_failed"
            data |= {"error_code": sample.code or code, "error_message": reason_of(sample, "The generation failed.")}
        return data

    def _results(self, entry: Entry, stage: Stage, now: float) -> dict[str, object]:
        files = () if entry.sample.ending is Ending.NO_FILES else entry.sample.files
        if Quirk.RESULT_OBJECT not in entry.sample.quirks or not files:
            return {"output": [self._item(entry, file, now) for file in files]}
        ended = datetime.fromtimestamp(stage.finished or now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        word = "video_url" if files[0].kind is MediaKind.VIDEO else "image_url"
        return {"result": {word: self.link(entry, files[0], now), "duration_seconds": 2}, "completed_at": ended}

    def _item(self, entry: Entry, file: SampleFile, now: float) -> dict[str, object]:
        item: dict[str, object] = {"type": str(file.kind), "url": self.link(entry, file, now)}
        if file.kind is MediaKind.VIDEO:
            item["duration_seconds"] = 2
        return item


def _status(entry: Entry, stage: Stage) -> str:
    match stage.phase, entry.sample.ending:
        case (Phase.WAITING, _):
            return "pending"
        case (Phase.GENERATING, _):
            return "running"
        case (_, Ending.FAILED | Ending.BLOCKED):
            return "failed"
        case (_, Ending.CANCELLED):
            return "cancelled"
        case (_, Ending.STRANGE_WORD):
            return entry.sample.word
        case _:
            return "completed"
