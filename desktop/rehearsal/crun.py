"""crun.ai: one query for every model, Suno included (docs.crun.ai, get-task-info and suno-task-info)."""

from typing import override
from uuid import NAMESPACE_URL, uuid5

from desktop.domain.status import MediaKind
from desktop.rehearsal.links import Links
from desktop.rehearsal.sample import Ending, Quirk, Sample, Server
from desktop.rehearsal.service import Keys, Service, links_of, reason_of
from desktop.rehearsal.walk import Entry, Phase, Stage, Tasks
from desktop.rehearsal.wire import Ask, Reply, json_reply

_MESSAGES = {
    401: "Unauthorized - Authentication credentials are missing or invalid",
    402: "Insufficient Credits",
    403: "API key is disabled",
    404: "Not Found",
    422: "Validation Error",
    429: "Rate Limited - Request limit has been exceeded for this resource",
    455: "Service Unavailable - System is currently undergoing maintenance",
    500: "Server Error",
}
_SONG_SECONDS = (192.4, 185.0)


class Crun(Service):
    """crun.ai on loopback. A task it does not know is HTTP 200 with body code 404, as the page's 200 response describes."""

    def __init__(self, keys: Keys, tasks: Tasks, links: Links) -> None:
        super().__init__(Server.CRUN, keys, tasks, links)

    @override
    def key_of(self, ask: Ask) -> str:
        return ask.headers.get("x-api-key", "")

    @override
    def asked(self, ask: Ask) -> tuple[str, ...]:
        task_id = ask.first("task_id")
        return (task_id,) if task_id else ()

    @override
    def trouble(self, status: int) -> Reply:
        return json_reply({"code": status, "message": _MESSAGES.get(status, "Server Error"), "data": None}, status)

    @override
    def route(self, ask: Ask, now: float, *, own: bool) -> Reply:
        match (ask.method, ask.segments):
            case ("GET", ("api", "v1", "client", "job", "TaskInfo")):
                return self._task_info(ask.first("task_id"), now, own=own)
            case ("GET", ("api", "v1", "client", "account", "balance")):
                return json_reply({"code": 200, "message": "success", "data": {"balance": 842.5}})
            case _:
                return self.trouble(404)

    def _task_info(self, task_id: str, now: float, *, own: bool) -> Reply:
        if not task_id:
            return self.trouble(422)
        entry = self._tasks.find(self.server, task_id, own=own)
        if entry is None:
            return json_reply({"code": 404, "message": "Task not found", "data": None})
        return json_reply({"code": 200, "message": "success", "data": self._data(entry, entry.stage(now), now)})

    def _data(self, entry: Entry, stage: Stage, now: float) -> dict[str, object]:
        sample = entry.sample
        vendor, _, model = sample.model.partition("/")
        finished = stage.finished
        data: dict[str, object] = {
            "task_id": sample.task_id,
            "provider": vendor.capitalize(),
            "model_version": model,
            "status": _status(sample, stage),
            "param": {"model": sample.model, "callback_url": None, "input": _input(sample)},
            "create_at": int(stage.created),
            "result": self._result(entry, now) if finished is not None else None,
            "duration_s": None if finished is None else round(finished - stage.created),
            "complete_at": None if finished is None else int(finished),
            "source": "api",
        }
        if finished is not None and sample.credits:
            data["credits"] = sample.credits
        return data

    def _result(self, entry: Entry, now: float) -> dict[str, object] | None:
        sample = entry.sample
        if sample.ending is Ending.FAILED:
            return {"code": int(sample.code or 501), "message": reason_of(sample, "Generation failed.")}
        if sample.ending is Ending.STRANGE_WORD:
            return None
        result: dict[str, object] = {"code": 200, "message": "ok"}
        if sample.kind is MediaKind.AUDIO:
            result["suno_data"] = [self._song(entry, number, now) for number in (1, 2) if sample.file(f"audio-{number}")]
        if Quirk.COPIES in sample.quirks:
            result["media_urls"] = links_of(self, entry, now, "audio-")
        elif sample.kind is not MediaKind.AUDIO:
            urls = [] if sample.ending is Ending.NO_FILES else links_of(self, entry, now)
            result |= {"media_url": urls[0]} if urls and Quirk.SINGULAR in sample.quirks else {"media_urls": urls}
        return result

    def _song(self, entry: Entry, number: int, now: float) -> dict[str, object]:
        sample = entry.sample
        song: dict[str, object] = {
            "suno_id": str(uuid5(NAMESPACE_URL, f"{sample.task_id}/{number}")),
            "title": sample.title,
            "prompt": sample.text,
            "tags": sample.tags,
            "suno_model_name": "chirp-crow",
            "duration": _SONG_SECONDS[number - 1],
            "created_at": int(entry.born),
        }
        fields = {"suno_audio_url": "audio", "suno_image_url": "small-cover", "suno_image_large_url": "cover"}
        for field, key in fields.items():
            if file := sample.file(f"{key}-{number}"):
                song[field] = self.link(entry, file, now)
        return song


def _status(sample: Sample, stage: Stage) -> str:
    match stage.phase, sample.ending:
        case (Phase.WAITING, _):
            return "pending"
        case (Phase.GENERATING, _):
            return "running"
        case (_, Ending.STRANGE_WORD):
            return sample.word
        case (_, Ending.FAILED):
            return "failed"
        case _:
            return "success"


def _input(sample: Sample) -> dict[str, object]:
    if sample.kind is MediaKind.AUDIO:
        words = {"title": sample.title, "tags": sample.tags, "lyrics": sample.text}
        return {"mode": "custom", "model": "v5", "instrumental": False, **words}
    return {"prompt": sample.prompt, "output_format": "png", "aspect_ratio": "16:9"}
