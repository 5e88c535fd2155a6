"""What a file in the inbox says, and the words for what became of it.

Any text with ids in it will do. A JSON object with a list "ids" says more: {"ids": ["…"], "account": "tripo/Studio", "provider":
"tripo", "project": "Lamp", "id_kind": "task_id" or "out_task_id"}; all but "ids" may be left out.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop.domain.language import listed, tr, tr_n
from desktop.domain.status import IdKind

ENDINGS = (".txt", ".json", ".csv", ".log")
"""The endings of the files that are taken from an inbox; all others stay where they are."""

MOST_BYTES = 5_000_000

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BETWEEN = re.compile(r"[\s\"'`“”,;:=&?/\\()<>\[\]{}|*]+")
_ENDS = ".:!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a file asks for: `ids` that are listed as such, else a `text` to look for ids in.

    `account` is a handle or a name, `provider` a provider's id; empty where nothing is said. `flaw` is a sentence on what is wrong
    with the file although ids can be found in it.
    """

    text: str = ""
    ids: tuple[str, ...] = ()
    provider: str = ""
    account: str = ""
    project: str | None = None
    id_kind: IdKind | None = None
    flaw: str = ""

    def examined(self, *, owned: bool) -> str:
        """Return the text to examine; `owned` tells that the account is known, which decides for listed ids by itself."""
        if not self.ids:
            return self.text
        if owned or not self.provider:
            return "\n".join(self.ids)
        return json.dumps([{"provider": self.provider, self._field(task_id): task_id} for task_id in self.ids])

    def _field(self, task_id: str) -> str:
        from desktop.domain.recognise_forms import kind_for  # late: its patterns are not compiled before the first file

        return (self.id_kind or kind_for(self.provider, task_id)).value


class Unreadable(Exception):
    """Nothing can be taken from a file; the message says why and what to do."""


def read_order(name: str, data: bytes) -> Order:
    """Return what the file `name` with the content `data` asks for. Raises Unreadable."""
    text = _decoded(data)
    if not text.strip():
        raise Unreadable(tr("The file is empty. Put task ids into it: one a line will do."))
    if not name.lower().endswith(".json"):
        return Order(text=text)
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Order(text=text, flaw="" if _is_lines(text) else _flaw(error))
    return _listed(document) if isinstance(document, dict) and "ids" in document else Order(text=text)


def _decoded(data: bytes) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), "") or _unmarked(data[:200])
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(tr("The file is no text in UTF-8 or UTF-16. Save it as UTF-8 text.")) from None


def _unmarked(head: bytes) -> str:
    """Return the encoding of a text without a mark at its beginning: in UTF-16 every other byte of an id is zero."""
    if len(head) < 4 or b"\0" not in head:
        return "utf-8"
    if not any(head[1::2]):
        return "utf-16-le"
    return "utf-16-be" if not any(head[::2]) else "utf-8"


def _is_lines(text: str) -> bool:
    """Tell whether each line is a JSON document of its own."""
    try:
        return all(isinstance(json.loads(line), dict | list) for line in text.splitlines() if line.strip())
    except (ValueError, RecursionError):
        return False


def _flaw(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return tr("The file is not whole JSON: something is wrong in line {line}.", line=error.lineno)
    return tr("The file is not whole JSON.")


def _listed(document: Mapping[str, object]) -> Order:
    """Return what the documented form says, strictly: what is of another type than it should be was meant otherwise."""
    from desktop.domain.recognise_forms import ALL
    from desktop.domain.recognise_json import provider_named

    ids = document["ids"]
    if not isinstance(ids, list) or not ids or not all(isinstance(item, str | int) and not isinstance(item, bool) for item in ids):
        raise Unreadable(tr("“ids” must be a list of task ids in quotes."))
    texts = tuple(dict.fromkeys(str(item).strip() for item in ids))
    if not all(texts) or any("\n" in text or "\r" in text for text in texts):
        raise Unreadable(tr("Each of “ids” must be one task id."))
    account, provider = _words(document, "account"), _words(document, "provider")
    known = provider_named(provider) if provider else ""
    if known is None:
        raise Unreadable(tr("“provider” must be one of these: {providers}.", providers=listed(ALL)))
    if account and known and "/" not in account:
        account = f"{known}/{account}"
    return Order(ids=texts, provider=known, account=account, project=_words(document, "project") or None, id_kind=_kind(document))


def _words(document: Mapping[str, object], field: str) -> str:
    value = document.get(field)
    if value is not None and not isinstance(value, str):
        raise Unreadable(tr("“{field}” must be a text in quotes.", field=field))
    return (value or "").strip()


def _kind(document: Mapping[str, object]) -> IdKind | None:
    word = _words(document, "id_kind")
    if word and word not in list(IdKind):
        raise Unreadable(tr("“id_kind” must be one of these: {kinds}.", kinds=listed([kind.value for kind in IdKind])))
    return IdKind(word) if word else None


# -- words ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of the ids of a file: `unclear` ones with the reason, `keys` as they stand in the file (never shown)."""

    added: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    unclear: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    flaw: str = ""

    @property
    def whole(self) -> bool:
        """Whether everything in the file was taken."""
        return bool(self.added or self.known) and not (self.unclear or self.missing or self.keys or self.flaw)


def missing_of(order: Order, found: Iterable[str]) -> tuple[str, ...]:
    """Return the listed ids that were taken for none."""
    seen = {_plain(task_id) for task_id in found}
    return tuple(task_id for task_id in order.ids if _plain(task_id) not in seen)


def _plain(task_id: str) -> str:
    return re.sub(r"[\W_]", "", task_id).lower()


def reason_of(taken: Taken, data: bytes) -> str:
    """Return the text beside a file that was not taken whole: what happened to which line, and what to do."""
    text = _decoded(data)
    lines = _lines_of(text, (*taken.added, *taken.known, *(i for i, _ in taken.unclear), *taken.missing))
    parts = [_first(taken), *([taken.flaw] if taken.flaw else []), *_key_words(taken.keys, text)]
    parts += _list(tr("Added:"), ((i, "") for i in taken.added), lines)
    parts += _list(tr("On the list already:"), ((i, "") for i in taken.known), lines)
    parts += _list(tr("Not added, because it is unclear whose they are:"), taken.unclear, lines)
    parts += _list(tr("Not added, because they are no task ids:"), ((i, "") for i in taken.missing), lines)
    return "\n\n".join([*parts, *_advice(taken)]) + "\n"


def refusal_of(sentence: str, *, again: bool = True) -> str:
    """Return the text beside a file of which nothing could be taken; `again` advises to put it in again once that is done."""
    advice = (tr("Then put the file into the inbox again."),) if again else ()
    return "\n\n".join((tr("Nothing of this file was added."), sentence, *advice)) + "\n"


def _first(taken: Taken) -> str:
    if not (taken.added or taken.known):
        return tr("Nothing of this file was added.")
    if not taken.added:
        return tr("Nothing new was in this file, and not all of it is on the list.")
    return tr_n(
        "{n} task of this file was added, but not all of it.",
        "{n} tasks of this file were added, but not all of it.",
        len(taken.added),
    )


def _advice(taken: Taken) -> Iterator[str]:
    if not (taken.added or taken.known or taken.unclear or taken.missing or taken.keys):
        yield tr("No task id was found in it. Ids one a line, a reply in JSON, a table, a log or links will do.")
    if taken.unclear:
        yield tr(
            "Say whose the unclear ones are: paste them into the window, or put a JSON file into the inbox like this: {example}",
            example='{"account": "tripo/Studio", "ids": ["…"]}',
        )
    if taken.keys:
        yield tr("Delete keys from the file, and store them in Outtray under “Accounts…” in the menu.")
    if taken.flaw or taken.missing:
        yield tr("Mend the file and put it into the inbox again. What is on the list already is not added twice.")


def _key_words(keys: Sequence[str], text: str) -> Iterator[str]:
    for key in keys:
        at = text.find(key)
        if at < 0:
            yield tr("There is an API key in the file. Keys are never added from the inbox.")
        else:
            number = text.count("\n", 0, at) + 1
            yield tr("Line {line} holds an API key. Keys are never added from the inbox.", line=number)


def _list(heading: str, ids: Iterable[tuple[str, str]], lines: Mapping[str, int]) -> Iterator[str]:
    rows = [_row(task_id, reason, lines.get(task_id.lower())) for task_id, reason in ids]
    if rows:
        yield "\n".join((heading, *(f"  {row}" for row in rows)))


def _row(task_id: str, reason: str, line: int | None) -> str:
    said = f"{task_id} ({reason})" if reason else task_id
    return tr("line {line}: {words}", line=line, words=said) if line is not None else said


def _lines_of(text: str, ids: Iterable[str]) -> dict[str, int]:
    """Return in which line each id stands first, by the id in lower case; those that stand in no line as a word are left out."""
    wanted = {task_id.lower() for task_id in ids}
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        for word in _BETWEEN.split(line.lower()):
            plain = word.rstrip(_ENDS)
            if plain in wanted and plain not in found:
                found[plain] = number
    return found


def added_words(count: int) -> str:
    """Return the notice on tasks that were added."""
    return tr_n("{n} task was added from the inbox.", "{n} tasks were added from the inbox.", count)


def failed_words(names: Sequence[str]) -> str:
    """Return the notice on files that were not taken whole, the newest last."""
    if len(names) == 1:
        return tr(
            "“{name}” from the inbox could not be added whole. The text beside it in the folder “failed” says why.", name=names[0]
        )
    return tr_n(
        "{n} file from the inbox could not be added whole. The folder “failed” in it says why.",
        "{n} files from the inbox could not be added whole. The folder “failed” in it says why.",
        len(names),
    )
