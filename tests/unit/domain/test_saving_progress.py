"""How far saving has come: each file counts alike, and a go begins at nothing."""

from dataclasses import replace

import pytest

from desktop.domain.saving_progress import SavingProgress
from desktop.domain.status import FileState, MediaKind
from desktop.domain.task import ResultFile, Task
from tests.fakes.tasks import many_tasks

(BASE,) = many_tasks(1)


def task(*files: tuple[FileState, int], number: int = 1) -> Task:
    made = tuple(
        ResultFile(part=f"part-{place}", name="a", kind=MediaKind.IMAGE, state=state, received=received, size=100)
        for place, (state, received) in enumerate(files)
    )
    return replace(BASE, id=number, files=made, paused=False)


def test_files_count_alike_whatever_their_size() -> None:
    progress = SavingProgress()
    progress.heard([task((FileState.SAVING, 50), (FileState.QUEUED, 0), (FileState.WANTED, 0))])
    assert progress.fraction(saving=1) == pytest.approx(0.25)
    progress.heard([task((FileState.SAVED, 100), (FileState.SAVING, 50), (FileState.WANTED, 0))])
    assert progress.fraction(saving=1) == pytest.approx(0.75)


def test_without_a_file_being_saved_there_is_no_progress_and_the_next_go_begins_at_nothing() -> None:
    progress = SavingProgress()
    progress.heard([task((FileState.SAVING, 50))])
    progress.heard([task((FileState.SAVED, 100))])
    assert progress.fraction(saving=0) is None
    progress.heard([task((FileState.SAVING, 0), number=2)])
    assert progress.fraction(saving=1) == 0


def test_what_was_saved_before_failed_rests_or_left_the_list_does_not_count() -> None:
    progress = SavingProgress()
    progress.heard([task((FileState.SAVED, 100)), task((FileState.SAVING, 20), (FileState.SAVING, 60), number=2)])
    assert progress.fraction(saving=2) == pytest.approx(0.4)
    progress.heard([task((FileState.FAILED, 20), (FileState.SAVING, 60), number=2)])
    assert progress.fraction(saving=1) == pytest.approx(0.6)
    progress.heard([task((FileState.SAVING, 10), number=3), replace(task((FileState.QUEUED, 0), number=4), paused=True)])
    progress.forget([2])
    assert progress.fraction(saving=1) == pytest.approx(0.1)


def test_a_file_of_unknown_size_has_nothing_until_it_is_saved() -> None:
    progress = SavingProgress()
    unknown = task((FileState.SAVING, 700))
    progress.heard([replace(unknown, files=(replace(unknown.files[0], size=None),))])
    assert progress.fraction(saving=1) == 0
    progress.heard([task((FileState.SAVING, 700))])
    assert progress.fraction(saving=1) == 1
