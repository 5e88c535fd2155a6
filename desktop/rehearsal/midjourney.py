"""Midjourney gateways: novicezk's and trueai-org's proxies, and new-api's relay in front of one (docs.crazyrouter.com, query)."""

from enum import StrEnum
from typing import override
from uuid import NAMESPACE_URL, uuid5

from desktop.rehearsal.files import FileHost
from desktop.rehearsal.links import Links
from desktop.rehearsal.sample import Ending, Quirk, Sample, SampleFile, Server
from desktop.rehearsal.service import Keys, Service, reason_of
from desktop.rehearsal.walk import Entry, Phase, Stage, Tasks
from desktop.rehearsal.wire import Ask, Reply, json_reply, text_reply


class Gateway(StrEnum):
    """Whose ways the gateway has: how it says "no such task" and "no such key"."""

    NEW_API = "new-api"
    NOVICEZK = "novicezk"
    TRUEAI = "trueai"


_ERRORS = {
    402: ("insufficient_quota", "Insufficient quota"),
    403: ("insufficient_quota", "Insufficient quota"),
    404: ("not_found", "Not found"),
    429: ("rate_limit_exceeded", "Rate limit exceeded, please retry later"),
}
_FIVE = ("id", "action", "status", "progress", "imageUrl")


class Midjourney(Service):
    """A Midjourney gateway on loopback, in three ways. `base` is its own address, for links to its image route."""

    def __init__(self, keys: Keys, tasks: Tasks, links: Links, files: FileHost, base: str, gateway: Gateway) -> None:
        super().__init__(Server.MIDJOURNEY, keys, tasks, links)
        self._files = files
        self._base = base
        self._gateway = gateway

    @override
    def key_of(self, ask: Ask) -> str:
        secret = ask.headers.get("mj-api-secret", "")
        return secret if self._gateway is not Gateway.NEW_API else ask.bearer() or secret

    @override
    def is_open(self, ask: Ask) -> bool:
        return ask.segments[:2] == ("mj", "image")

    @override
    def asked(self, ask: Ask) -> tuple[str, ...]:
        match ask.segments:
            case ("mj", "task", "list-by-condition"):
                ids = ask.fields().get("ids")
                return tuple(str(task_id) for task_id in ids) if isinstance(ids, list) else ()
            case ("mj", "task", task_id, "fetch") | ("mj", "image", task_id):
                return (task_id,)
            case _:
                return ()

    @override
    def trouble(self, status: int) -> Reply:
        if status == 401:
            return self._no_key()
        kind, message = _ERRORS.get(status, ("server_error", "Upstream error"))
        return json_reply({"error": {"message": message, "type": kind, "code": kind}}, status)

    def _no_key(self) -> Reply:
        match self._gateway:
            case Gateway.NEW_API:
                return json_reply(
                    {"error": {"message": "无效的令牌 (request id: 2026112010000012345678)", "type": "new_api_error"}}, 401
                )
            case Gateway.NOVICEZK:
                return text_reply("", 401)
            case Gateway.TRUEAI:
                return text_reply("Authorization header missing.", 401)

    @override
    def route(self, ask: Ask, now: float, *, own: bool) -> Reply:
        match (ask.method, ask.segments):
            case ("GET", ("mj", "task", task_id, "fetch")):
                entry = self._tasks.find(self.server, task_id, own=own)
                return self._unknown() if entry is None else json_reply(self._detail(entry, now))
            case ("POST", ("mj", "task", "list-by-condition")):
                return json_reply(self._list(self.asked(ask), now, own=own))
            case ("GET" | "HEAD", ("mj", "image", task_id)):
                return self._image(ask, task_id, now)
            case _:
                return self.trouble(404)

    def _unknown(self) -> Reply:
        match self._gateway:
            case Gateway.NEW_API:
                return json_reply({"description": "task_no_found ", "type": "upstream_error", "code": 4}, 400)
            case Gateway.NOVICEZK:
                return text_reply("", media_type="application/json")
            case Gateway.TRUEAI:
                return text_reply("", 204)

    def _list(self, ids: tuple[str, ...], now: float, *, own: bool) -> list[dict[str, object]]:
        """Return those known, not in the order asked for; unknown ones are left out without a word."""
        found: list[dict[str, object]] = []
        for task_id in dict.fromkeys(reversed(ids)):
            entry = self._tasks.find(self.server, task_id, own=own)
            if entry is None:
                continue
            detail = self._detail(entry, now)
            if Quirk.LISTED_TWICE in entry.sample.quirks:
                found.append(detail | {"status": "SUBMITTED", "progress": "0%", "imageUrl": "", "finishTime": 0})
            found.append({key: detail[key] for key in _FIVE} if Quirk.PARTIAL in entry.sample.quirks else detail)
        return found

    def _image(self, ask: Ask, task_id: str, now: float) -> Reply:
        """Serve a task's picture as it is by now, or its preview; this route needs no key and knows no end."""
        entry = self._tasks.find(self.server, task_id, own=True)
        if entry is None or not entry.sample.files:
            return json_reply({"error": "midjourney_task_not_found"}, 400)
        if entry.stage(now).phase is not Phase.ENDED:
            return self._files.deliver(ask, entry.sample, SampleFile(key="preview", media="preview.webp"))
        return self._files.deliver(ask, entry.sample, entry.sample.files[0])

    def _detail(self, entry: Entry, now: float) -> dict[str, object]:
        sample, stage = entry.sample, entry.stage(now)
        status, progress = _status(entry, stage, now)
        answered = stage.phase is Phase.ENDED and sample.ending is Ending.WORDS
        data: dict[str, object] = {
            "id": sample.task_id,
            "action": sample.action,
            "customId": "",
            "botType": "",
            "prompt": sample.prompt,
            "promptEn": sample.text if answered else sample.prompt,
            "description": "提交成功",
            "state": "",
            "submitTime": int(stage.created * 1000),
            "startTime": 0 if stage.started is None else int(stage.started * 1000),
            "finishTime": int((stage.finished or 0) * 1000) if status in ("SUCCESS", "FAILURE", "CANCEL") else 0,
            "status": status,
            "progress": progress,
            "failReason": reason_of(sample, "任务超时") if status == "FAILURE" else "",
            "buttons": _buttons(sample) if status == "SUCCESS" else [],
            "maskBase64": "",
            "properties": {"finalPrompt": sample.text if answered else sample.prompt, "finalZhPrompt": ""},
        }
        return data | self._media(entry, stage, status, now)

    def _media(self, entry: Entry, stage: Stage, status: str, now: float) -> dict[str, object]:
        media: dict[str, object] = {"imageUrl": "", "videoUrl": "", "videoUrls": None}
        if stage.phase is Phase.GENERATING and entry.sample.files:
            media["imageUrl"] = f"{self._base}/mj/image/{entry.sample.task_id}?rand={int(now * 1e9)}"
        if status != "SUCCESS" or entry.sample.ending in (Ending.NO_FILES, Ending.WORDS):
            return media
        for field, key in (("imageUrl", "image"), ("videoUrl", "video")):
            if file := entry.sample.file(key):
                media[field] = self._own_link(entry, file, now)
        several = [self.link(entry, file, now) for file in entry.sample.files if file.key.startswith("image-")]
        if several:
            media["imageUrls"] = [{"url": url, "thumbnail": f"{url}&width=320"} for url in several]
        if media["videoUrl"]:
            media |= {"videoUrls": [{"url": media["videoUrl"]}], "imageUrl": media["imageUrl"] or media["videoUrl"]}
        return media

    def _own_link(self, entry: Entry, file: SampleFile, now: float) -> str:
        if Quirk.PROXY_LINK in entry.sample.quirks:
            return f"{self._base}/mj/image/{entry.sample.task_id}"
        if Quirk.LOCALHOST_LINK in entry.sample.quirks:
            return f"http://localhost:3000/mj/image/{entry.sample.task_id}"
        return self.link(entry, file, now)


def _status(entry: Entry, stage: Stage, now: float) -> tuple[str, str]:
    """Return the status word and the progress text; a row begins with an empty word, then is SUBMITTED."""
    sample = entry.sample
    match stage.phase:
        case Phase.WAITING if now - entry.born < sample.waiting / 2:
            return "", "0%"
        case Phase.WAITING:
            return "SUBMITTED", "Waiting to start"
        case Phase.GENERATING:
            return "IN_PROGRESS", f"{int(stage.progress * 100)}%"
        case Phase.ENDED:
            pass
    match sample.ending:
        case Ending.FAILED:
            return "FAILURE", "100%"
        case Ending.CANCELLED:
            return "CANCEL", ""
        case Ending.NEEDS_ANSWER:
            return "MODAL", "0%"
        case Ending.STRANGE_WORD:
            return sample.word, "0%"
        case _:
            return "SUCCESS", "100%"


def _buttons(sample: Sample) -> list[dict[str, object]]:
    if sample.action != "IMAGINE":
        return []
    job = uuid5(NAMESPACE_URL, sample.task_id)
    pairs = [("upsample", "U"), ("variation", "V")]
    buttons: list[dict[str, object]] = [
        {"customId": f"MJ::JOB::{act}::{number}::{job}", "emoji": "", "label": f"{letter}{number}", "type": 2, "style": 2}
        for act, letter in pairs
        for number in (1, 2, 3, 4)
    ]
    reroll = {"customId": f"MJ::JOB::reroll::0::{job}::SOLO", "emoji": "🔄", "label": "", "type": 2, "style": 2}
    return [*buttons[:4], reroll, *buttons[4:]]
