"""What a rehearsal provider pretends to work on: sample tasks, how they end, and the files they leave."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from desktop.domain.status import Badge, IdKind, MediaKind
from desktop.rehearsal.faults import Fault, lasting_refusal


class Server(StrEnum):
    """The servers of a rehearsal. The first five are API origins, each with one key; the last two serve files."""

    CRUN = "crun"
    TRIPO = "tripo"
    TRIPO_V2 = "tripo-v2"
    BYTESPIKE = "bytespike"
    MIDJOURNEY = "midjourney"
    FILES = "files"
    ELSEWHERE = "elsewhere"


API_SERVERS: tuple[Server, ...] = (Server.CRUN, Server.TRIPO, Server.TRIPO_V2, Server.BYTESPIKE, Server.MIDJOURNEY)
"""The servers that speak a provider's dialect."""


class Ending(StrEnum):
    """How a sample ends. WORDS is a success whose answer is text; WRONG_KEY is a task that only the other key may see."""

    SUCCESS = "success"
    WORDS = "words"
    NO_FILES = "no_files"
    FAILED = "failed"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNDETERMINED = "undetermined"
    STRANGE_WORD = "strange_word"
    NEEDS_ANSWER = "needs_answer"
    NEVER_ENDS = "never_ends"
    NOT_FOUND = "not_found"
    WRONG_KEY = "wrong_key"


class Quirk(StrEnum):
    """Lawful oddities of replies that a sample can ask for.

    COPIES: crun lists its own copies of Suno songs in `media_urls` too. SINGULAR: crun says `media_url`, one string.
    MODEL_OBJECTS: Tripo V2 gives `{"type", "url"}` where a string was due. RESULT_OBJECT: ByteSpike answers with
    `result.video_url` as its per-model pages say. LISTED_TWICE: a gateway lists the id twice. PARTIAL: a gateway lists five
    fields only. PROXY_LINK, LOCALHOST_LINK: a gateway's `imageUrl` is its own image route, there or on localhost:3000.
    """

    COPIES = "copies"
    SINGULAR = "singular"
    MODEL_OBJECTS = "model_objects"
    RESULT_OBJECT = "result_object"
    LISTED_TWICE = "listed_twice"
    PARTIAL = "partial"
    PROXY_LINK = "proxy_link"
    LOCALHOST_LINK = "localhost_link"


_EVERYWHERE = frozenset(
    {Ending.SUCCESS, Ending.NO_FILES, Ending.FAILED, Ending.STRANGE_WORD, Ending.NEVER_ENDS, Ending.NOT_FOUND, Ending.WRONG_KEY}
)

ENDINGS: dict[Server, frozenset[Ending]] = {
    Server.CRUN: _EVERYWHERE,
    Server.TRIPO: _EVERYWHERE | {Ending.WORDS, Ending.BLOCKED, Ending.EXPIRED, Ending.CANCELLED},
    Server.TRIPO_V2: _EVERYWHERE | {Ending.WORDS, Ending.BLOCKED, Ending.EXPIRED, Ending.CANCELLED, Ending.UNDETERMINED},
    Server.BYTESPIKE: _EVERYWHERE | {Ending.BLOCKED, Ending.CANCELLED},
    Server.MIDJOURNEY: _EVERYWHERE | {Ending.WORDS, Ending.CANCELLED, Ending.NEEDS_ANSWER},
}
"""The endings each provider has words for."""

_BADGES: dict[Ending, Badge] = {
    Ending.SUCCESS: Badge.SAVED,
    Ending.WORDS: Badge.SAVED,
    Ending.NO_FILES: Badge.NEEDS_YOU,
    Ending.FAILED: Badge.FAILED,
    Ending.BLOCKED: Badge.BLOCKED,
    Ending.EXPIRED: Badge.FAILED,
    Ending.CANCELLED: Badge.CANCELLED,
    Ending.UNDETERMINED: Badge.NEEDS_YOU,
    Ending.STRANGE_WORD: Badge.WAITING,
    Ending.NEEDS_ANSWER: Badge.NEEDS_YOU,
    Ending.NEVER_ENDS: Badge.GENERATING,
    Ending.NOT_FOUND: Badge.NEEDS_YOU,
    Ending.WRONG_KEY: Badge.NEEDS_YOU,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFile:
    """One result file of a sample.

    `key` is its place in the reply: Tripo's output name ("model", "rendered_image", "front"), "audio-1" and "cover-1" of
    Suno, "image", "image-2" or "video" elsewhere. `media` names a file of the media folder. `pad` adds that many
    bytes without harm to the format. `spare` marks a second source of a file listed already (Suno's small cover). `faults`
    befall requests for this file.
    """

    key: str
    media: str
    name: str = ""
    pad: int = 0
    spare: bool = False
    faults: tuple[Fault, ...] = ()

    @property
    def file_name(self) -> str:
        """The last part of its address."""
        return self.name or f"{self.key}{PurePosixPath(self.media).suffix}"

    @property
    def kind(self) -> MediaKind:
        """What it is to a designer, by its extension."""
        return KIND_BY_SUFFIX[PurePosixPath(self.media).suffix]

    @property
    def lost(self) -> bool:
        """Whether it can never be had."""
        return any(lasting_refusal(fault) for fault in self.faults)


KIND_BY_SUFFIX: dict[str, MediaKind] = {
    ".png": MediaKind.IMAGE,
    ".jpg": MediaKind.IMAGE,
    ".webp": MediaKind.IMAGE,
    ".mp4": MediaKind.VIDEO,
    ".mp3": MediaKind.AUDIO,
    ".glb": MediaKind.MODEL,
}
"""The kinds of sample media."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One pretended task.

    It waits for `waiting` seconds, generates for `generating` seconds and ends as `ending` says; `age` of these seconds are
    over when it is added to a rehearsal. `out_task_id` is ByteSpike's second id; `id_kind` tells which of both a user adds.
    `action` is Tripo's task type or Midjourney's action. `text` is the answer in words, or a song's lyrics. `reason` and
    `code` are the provider's words for a bad end, `word` the strange status of STRANGE_WORD. `faults` befall its queries.
    Raises ValueError for an ending the provider has no word for.
    """

    server: Server
    task_id: str
    prompt: str = ""
    title: str = ""
    model: str = ""
    action: str = ""
    kind: MediaKind = MediaKind.IMAGE
    tags: str = ""
    text: str = ""
    out_task_id: str = ""
    id_kind: IdKind = IdKind.TASK_ID
    waiting: float = 2.0
    generating: float = 6.0
    age: float = 0.0
    ending: Ending = Ending.SUCCESS
    reason: str = ""
    code: str = ""
    word: str = "ON_HOLD"
    credits: float = 0.0
    files: tuple[SampleFile, ...] = ()
    quirks: frozenset[Quirk] = frozenset()
    faults: tuple[Fault, ...] = ()

    def __post_init__(self) -> None:
        if self.ending not in ENDINGS.get(self.server, frozenset()):
            raise ValueError(f"{self.server} has no word for the ending {self.ending}.")
        if self.id_kind is IdKind.OUT_TASK_ID and not self.out_task_id:
            raise ValueError("A sample added by its out_task_id needs one.")

    @property
    def provider(self) -> str:
        """The provider's id; both Tripo dialects are of one provider."""
        return "tripo" if self.server is Server.TRIPO_V2 else str(self.server)

    @property
    def added_id(self) -> str:
        """The id a user adds it by."""
        return self.out_task_id if self.id_kind is IdKind.OUT_TASK_ID else self.task_id

    @property
    def expect(self) -> Badge:
        """The badge it is meant to end with, for the account that owns the server's key."""
        if self.ending is not Ending.SUCCESS or not any(file.lost for file in self.files):
            return _BADGES[self.ending]
        return Badge.PARTLY_SAVED if self.expect_files else Badge.GONE

    @property
    def expect_files(self) -> int:
        """How many files of it are meant to be saved; texts inside the reply (lyrics, descriptions) are not counted."""
        if self.ending is not Ending.SUCCESS:
            return 0
        return sum(not (file.spare or file.lost) for file in self.files)

    def file(self, key_or_name: str) -> SampleFile | None:
        """Return a file of it by its key or its name."""
        return next((file for file in self.files if key_or_name in (file.key, file.file_name)), None)
