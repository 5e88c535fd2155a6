"""Tripo, both dialects: V2 as its reference page has it, V3 as it runs (docs.tripo3d.ai, get-your-task-result; tripo3d SDK)."""

import math
from abc import abstractmethod
from datetime import UTC, datetime
from typing import override
from uuid import NAMESPACE_URL, uuid5

from desktop.rehearsal.sample import Ending, Quirk, SampleFile
from desktop.rehearsal.service import Service, reason_of
from desktop.rehearsal.walk import Entry, Phase, Stage
from desktop.rehearsal.wire import Ask, Reply, json_reply

BATCH = 100
VIEWS = ("front", "left", "back", "right")

_CODES = {400: 1004, 401: 1002, 402: 2010, 403: 1005, 404: 2001, 429: 2000, 500: 1000}
_MESSAGES = {
    1000: ("Server error", "Please try again later"),
    1002: ("Authentication failed", "Please check your API key"),
    1004: ("One of your parameters is invalid", "Please check the request"),
    1005: ("You have no permission to use this", "Please check your API key"),
    2000: ("You have exceeded the limit of generation", "Please retry later"),
    2001: ("Task not found", "Please check the task id, and query with the key that created it"),
    2008: ("The input violates our content policy", "Please change the input"),
    2010: ("You need more credits to start a new task", "Please review your usage"),
    2018: ("The task took too long", "Please try again"),
}


class Tripo(Service):
    """What both dialects have in common."""

    @override
    def key_of(self, ask: Ask) -> str:
        return ask.bearer()

    @override
    def asked(self, ask: Ask) -> tuple[str, ...]:
        if ask.method == "POST":
            ids = ask.fields().get("task_ids")
            return tuple(str(task_id) for task_id in ids) if isinstance(ids, list) else ()
        return (ask.segments[-1],) if "task" in ask.segments or "tasks" in ask.segments else ()

    @override
    def trouble(self, status: int) -> Reply:
        code = self._code(status)
        message, suggestion = _MESSAGES.get(code, ("Server error", "Please try again later"))
        return self._traced(json_reply(self._error(code, message, suggestion), status))

    def _code(self, status: int) -> int:
        return _CODES.get(status, 1000 if status >= 500 else 1004)

    def one(self, task_id: str, now: float, *, own: bool) -> Reply:
        """Answer about one task."""
        entry = self._tasks.find(self.server, task_id, own=own)
        if entry is None:
            return self.trouble(404)
        return self._good(self._detail(entry, now))

    def many(self, ask: Ask, now: float, *, own: bool) -> Reply:
        """Answer about up to 100 tasks: a map of those known, and the ids missed."""
        ids = self.asked(ask)
        if not ids or len(ids) > BATCH:
            return self.trouble(400)
        found = {task_id: self._tasks.find(self.server, task_id, own=own) for task_id in ids}
        tasks = {task_id: self._detail(entry, now) for task_id, entry in found.items() if entry}
        return self._good({"tasks": tasks, "missed": [task_id for task_id, entry in found.items() if entry is None]})

    def _traced(self, reply: Reply) -> Reply:
        return reply.having(("X-Tripo-Trace-ID", str(uuid5(NAMESPACE_URL, reply.body.sha256()))))

    def _views(self, entry: Entry, now: float) -> dict[str, str]:
        files = [file for file in entry.sample.files if file.key in VIEWS]
        return {f"{file.key}_view_url": self.link(entry, file, now) for file in files}

    @abstractmethod
    def _good(self, data: object) -> Reply: ...

    @abstractmethod
    def _error(self, code: int, message: str, suggestion: str) -> dict[str, object]: ...

    @abstractmethod
    def _detail(self, entry: Entry, now: float) -> dict[str, object]: ...


class TripoV2(Tripo):
    """V2, below `/v2/openapi`: bare output keys, unix seconds, eight status words."""

    @override
    def route(self, ask: Ask, now: float, *, own: bool) -> Reply:
        match (ask.method, ask.segments):
            case ("POST", ("v2", "openapi", "task", "batch")):
                return self.many(ask, now, own=own)
            case ("GET", ("v2", "openapi", "task", task_id)):
                return self.one(task_id, now, own=own)
            case ("GET", ("v2", "openapi", "user", "balance")):
                return self._good({"balance": 1240, "frozen": 0})
            case _:
                return self._traced(json_reply(self._error(9000, "Route not found", "Please check the address"), 404))

    @override
    def _good(self, data: object) -> Reply:
        return self._traced(json_reply({"code": 0, "data": data}))

    @override
    def _error(self, code: int, message: str, suggestion: str) -> dict[str, object]:
        return {"code": code, "message": message, "suggestion": suggestion}

    @override
    def _detail(self, entry: Entry, now: float) -> dict[str, object]:
        sample, stage = entry.sample, entry.stage(now)
        good = _is_good(entry, stage)
        data: dict[str, object] = {
            "task_id": sample.task_id,
            "type": sample.action,
            "status": _word(entry, stage, {Ending.BLOCKED: "banned", Ending.EXPIRED: "expired"}),
            "input": {"prompt": sample.prompt, "model_version": sample.model},
            "output": self._output(entry, now) if good else {},
            "progress": _percent(stage),
            "create_time": int(stage.created),
            "consumed_credit": int(sample.credits) if good else 0,
            "queuing_num": math.ceil(entry.born + sample.waiting - now) if stage.phase is Phase.WAITING else -1,
            "running_left_time": math.ceil(stage.seconds_left) if stage.phase is Phase.GENERATING else -1,
        }
        if stage.phase is Phase.ENDED and sample.ending is Ending.FAILED:
            data |= {"error_code": int(sample.code or 1001), "error_msg": reason_of(sample, "Generation failed")}
        return data

    def _output(self, entry: Entry, now: float) -> dict[str, object]:
        if entry.sample.ending is Ending.WORDS:
            return {"riggable": True, "rig_type": "biped"}
        output: dict[str, object] = {}
        for file in entry.sample.files:
            if file.key not in VIEWS:
                output[file.key] = self._value(entry, file, now)
        if views := self._views(entry, now):
            output["generate_multiview_image"] = views
        return output

    def _value(self, entry: Entry, file: SampleFile, now: float) -> object:
        url = self.link(entry, file, now)
        if Quirk.MODEL_OBJECTS in entry.sample.quirks:
            return {"type": file.file_name.rpartition(".")[2], "url": url}
        return url


class TripoV3(Tripo):
    """V3, below `/v3`: two `status` fields, `_url` keys, ISO times, five status words."""

    @override
    def route(self, ask: Ask, now: float, *, own: bool) -> Reply:
        match (ask.method, ask.segments):
            case ("POST", ("v3", "tasks", "list")):
                return self.many(ask, now, own=own)
            case ("GET", ("v3", "tasks", task_id)):
                return self.one(task_id, now, own=own)
            case ("GET", ("v3", "account", "balance")):
                return self._good({"balance": 1240.0, "frozen": 0.0})
            case _:
                return self._traced(json_reply(self._error(4001, "Route not found", "Please check the address"), 404))

    @override
    def _code(self, status: int) -> int:
        return 2 if status == 401 else super()._code(status)

    @override
    def _good(self, data: object) -> Reply:
        return self._traced(json_reply({"code": 0, "status": "success", "data": data}))

    @override
    def _error(self, code: int, message: str, suggestion: str) -> dict[str, object]:
        message, suggestion = _MESSAGES[1002] if code == 2 else (message, suggestion)
        request_id = str(uuid5(NAMESPACE_URL, f"{code}/{message}"))
        return {"code": code, "status": "error", "message": message, "suggestion": suggestion, "request_id": request_id}

    @override
    def _traced(self, reply: Reply) -> Reply:
        return super()._traced(reply).having(("X-Request-ID", str(uuid5(NAMESPACE_URL, reply.body.sha256()))))

    @override
    def _detail(self, entry: Entry, now: float) -> dict[str, object]:
        sample, stage = entry.sample, entry.stage(now)
        good = _is_good(entry, stage)
        code, message = _v3_error(entry, stage)
        return {
            "task_id": sample.task_id,
            "type": sample.action,
            "status": _word(entry, stage, {Ending.BLOCKED: "failed", Ending.EXPIRED: "failed"}),
            "progress": _percent(stage),
            "input": {"prompt": sample.prompt, "model": sample.model},
            "output": self._output(entry, now) if good else {},
            "created_at": _iso(stage.created),
            "completed_at": None if stage.finished is None else _iso(stage.finished),
            "credits_consumed": sample.credits if good else 0.0,
            "error_code": code,
            "error_message": message,
        }

    def _output(self, entry: Entry, now: float) -> dict[str, object]:
        if entry.sample.ending is Ending.WORDS:
            return {"riggable": True, "rig_type": "biped"}
        output: dict[str, object] = {}
        for file in entry.sample.files:
            if file.key not in VIEWS:
                output[f"{file.key}_url"] = self.link(entry, file, now)
        if views := self._views(entry, now):
            output["generate_multiview_image"] = views
        return output


def _is_good(entry: Entry, stage: Stage) -> bool:
    return stage.phase is Phase.ENDED and entry.sample.ending in (Ending.SUCCESS, Ending.WORDS, Ending.WRONG_KEY)


def _word(entry: Entry, stage: Stage, bad: dict[Ending, str]) -> str:
    if stage.phase is not Phase.ENDED:
        return "queued" if stage.phase is Phase.WAITING else "running"
    match entry.sample.ending:
        case Ending.FAILED | Ending.CANCELLED:
            return str(entry.sample.ending)
        case Ending.UNDETERMINED:
            return "unknown"
        case Ending.STRANGE_WORD:
            return entry.sample.word
        case ending:
            return bad.get(ending, "success")


def _percent(stage: Stage) -> int:
    return int(stage.progress * 100)


def _v3_error(entry: Entry, stage: Stage) -> tuple[int | None, str | None]:
    if stage.phase is not Phase.ENDED:
        return None, None
    codes = {Ending.FAILED: 1001, Ending.BLOCKED: 2008, Ending.EXPIRED: 2018}
    code = codes.get(entry.sample.ending)
    if code is None:
        return None, None
    return int(entry.sample.code or code), reason_of(entry.sample, _MESSAGES.get(code, ("Generation failed", ""))[0])


def _iso(at: float) -> str:
    return datetime.fromtimestamp(int(at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
