"""What is said of the inbox: what was added and what failed, gathered, and why it can't be used."""

from collections.abc import Callable
from pathlib import Path

from desktop.domain.events import Notice
from desktop.domain.inbox import added_words, failed_words
from desktop.domain.language import sentences, tr
from desktop.domain.problems import words
from desktop.storage.files import os_problem

SHOWN_SECONDS = 60.0
"""How long the notice on added tasks stands after the last one."""

TOPIC, ADDED, UNTAKEN = "inbox", "inbox added", "inbox failed"


class InboxNotices:
    """Gathers and says. `notify` keeps a notice until it is taken back, `publish` says something once."""

    def __init__(self, notify: Callable[[Notice], None], publish: Callable[[Notice], None]) -> None:
        self._notify = notify
        self._publish = publish
        self._added = 0
        self._failed: list[str] = []
        self._said = (0, 0)
        self._at = 0.0
        self._trouble = ""

    def added(self, count: int) -> None:
        """Count tasks that were added."""
        self._added += count

    def failed(self, name: str) -> None:
        """Note a file that went to `failed`."""
        self._failed.append(name)

    def tell(self, now: float, shown: float) -> None:
        """Say what was noted since the last call with all before it; `shown` seconds of calm take the good news away."""
        counts = (self._added, len(self._failed))
        if counts != self._said:
            if self._added > self._said[0]:
                self._publish(Notice(ADDED, added_words(self._added)))
            if len(self._failed) > self._said[1]:
                self._publish(Notice(UNTAKEN, failed_words(self._failed)))
            self._said, self._at = counts, now
        elif any(counts) and now - self._at > shown:
            if self._added:
                self._publish(Notice(ADDED, None))
            self._added, self._failed, self._said = 0, [], (0, 0)

    def folder_trouble(self, root: Path, error: OSError) -> None:
        """Say why the folder, or one in it, can't be used."""
        wording = words(os_problem(error, Path(error.filename) if isinstance(error, NotADirectoryError) else root))
        self.trouble(sentences(wording.title, tr("It is the inbox: what is in it is added as soon as it can be used again.")))

    def trouble(self, sentence: str) -> None:
        """Say why nothing can be taken, once; an empty one says that all is well."""
        if sentence != self._trouble:
            self._trouble = sentence
            self._notify(Notice(TOPIC, sentence or None))
