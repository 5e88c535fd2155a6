"""What can go wrong on the way of an update, each with a sentence."""

from pathlib import Path

from desktop.domain.language import tr, words_of
from desktop.domain.wording import size_words
from desktop.engine.faults import FaultKind, FetchFault

_CUT = words_of("The connection to {host} broke off. Nothing half is kept; try again.")
_SENTENCES = {
    FaultKind.UNREACHABLE: words_of("{host} can't be reached. Check the internet connection, then try again."),
    FaultKind.TLS: words_of(
        "The secure connection to {host} can't be verified. Check this computer's clock or your company's proxy."
    ),
    FaultKind.CUT: _CUT,
    FaultKind.STALLED: _CUT,
    FaultKind.CANCELLED: _CUT,
}


class UpdateTrouble(Exception):
    """An update that was not found out about, not fetched or not opened; `sentence` says why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def swapped(host: str) -> UpdateTrouble:
    """Return the trouble of a file that isn't the signed one."""
    return UpdateTrouble(
        tr(
            "The file that {host} sent isn't the one that the update list names, so it was thrown away. "
            "Try again later, or on another network.",
            host=host,
        )
    )


def changed(path: Path) -> UpdateTrouble:
    """Return the trouble of a file that became another one on the disk."""
    return UpdateTrouble(
        tr("“{name}” was changed or moved after it was downloaded, so it isn't opened. Download it again.", name=path.name)
    )


def led_astray(host: str, *, plain: bool) -> UpdateTrouble:
    """Return the trouble of a server that leads somewhere that isn't asked: to `plain` http, or where no file server is."""
    if plain:
        return UpdateTrouble(
            tr(
                "{host} leads to an address that isn't https, so it isn't followed. Try again later, or on another network.",
                host=host,
            )
        )
    return UpdateTrouble(
        tr("{host} leads to an address where no file of Outtray's can be. Try again later, or on another network.", host=host)
    )


def answered(host: str, status: int) -> UpdateTrouble:
    """Return the trouble of a server that has no such file, or an error."""
    return UpdateTrouble(tr("{host} answered with an error (HTTP {status}). Try again later.", host=host, status=status))


def slow(host: str) -> UpdateTrouble:
    """Return the trouble of a server that took too long."""
    return UpdateTrouble(tr("{host} took too long to answer. Try again later.", host=host))


def no_room(folder: Path, needed: int) -> UpdateTrouble:
    """Return the trouble of a disk on which fewer than `needed` bytes are free."""
    size = size_words(needed)
    return UpdateTrouble(
        tr("There isn't enough room in “{folder}”: {size} must be free. Make room, then try again.", folder=folder, size=size)
    )


def no_folder(folder: Path) -> UpdateTrouble:
    """Return the trouble of a folder that takes no file."""
    return UpdateTrouble(tr("Nothing can be written to “{folder}”. Allow writing there, then try again.", folder=folder))


def unfetched(fault: FetchFault, host: str) -> UpdateTrouble:
    """Return the trouble that a fault of the connection is."""
    words = _SENTENCES.get(fault.kind)
    if words is not None:
        return UpdateTrouble(tr(words, host=host))
    return UpdateTrouble(tr("What {host} sent can't be read. Try again later.", host=host))
