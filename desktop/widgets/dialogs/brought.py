"""What links and files bring into the add dialog."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.domain.account import Account
from desktop.domain.language import sentences, tr, tr_n
from desktop.domain.link import AddAsked

MOST_GATHERED = 1000
"""How many ids of several links are shown together."""

MOST_TEXT = 5_000_000
"""How many characters of several files are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What stands in the add dialog from `files` (their names), or from that many `links`.

    `account_id` is the account that the links named; `remark` says what could not be followed of what they named.
    """

    text: str
    files: tuple[str, ...] = ()
    links: int = 0
    asked: AddAsked | None = None
    account_id: str | None = None
    remark: str = ""

    @property
    def project(self) -> str:
        """The project that the links named."""
        return self.asked.project if self.asked is not None else ""

    @property
    def words(self) -> str:
        """Where it is from, in sentences."""
        if len(self.files) == 1:
            return tr("From the file “{name}”. Nothing is added before you press Add.", name=self.files[0])
        if self.files:
            return tr_n(
                "From {n} file. Nothing is added before you press Add.",
                "From {n} files. Nothing is added before you press Add.",
                len(self.files),
            )
        origin = tr_n(
            "From a link: whoever made it chose these ids. Add them only if you know them.",
            "From {n} links: whoever made them chose these ids. Add them only if you know them.",
            self.links,
        )
        return sentences(origin, self.remark)

    def with_more(self, other: "Brought") -> "Brought | None":
        """Return this with what another link or file brought; None where that belongs elsewhere."""
        if self.files and other.files:
            text = f"{self.text}\n{other.text}"
            return Brought(text=text, files=self.files + other.files) if len(text) <= MOST_TEXT else None
        mine, more = self.asked, other.asked
        if mine is None or more is None or replace(mine, ids=()) != replace(more, ids=()):
            return None
        ids = tuple(dict.fromkeys((*mine.ids, *more.ids)))
        if len(ids) > MOST_GATHERED:
            return None
        both = replace(mine, ids=ids)
        return replace(self, asked=both, text=both.text, links=self.links + other.links)


def brought_by(link: AddAsked, accounts: Sequence[Account]) -> Brought:
    """Return what a link brings. An account that isn't connected is left to the user."""
    account, remark = _account(link, accounts)
    return Brought(text=link.text, links=1, asked=link, account_id=account.id if account is not None else None, remark=remark)


def _account(link: AddAsked, accounts: Sequence[Account]) -> tuple[Account | None, str]:
    name = link.account.casefold()
    if not name:
        return None, ""
    ours = [a for a in accounts if not link.provider or a.provider == link.provider]
    named = [a for a in ours if a.handle.casefold() == name] or [a for a in ours if a.name.casefold() == name]
    if len(named) == 1:
        return named[0], ""
    return None, tr("Several accounts have the name it gives.") if named else tr("The account it names isn't connected here.")
