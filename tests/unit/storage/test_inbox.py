"""Claiming, reading and putting away the files of an inbox: nothing is lost, nothing is taken twice, nothing is replaced."""

import errno
import os
import threading
from pathlib import Path

import pytest

from desktop.domain.inbox import MOST_BYTES
from desktop.storage.inbox import STALE_SECONDS, InboxFolder, NoPlainFile, Seen, TooLarge, reason_path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(root: Path, name: str, text: str = "ids") -> Path:
    """Put a file into the inbox."""
    path = root / name
    path.write_text(text, encoding="utf-8")
    return path


def seen(folder: InboxFolder, name: str) -> Seen:
    """Return a file as a look finds it."""
    return next(each for each in folder.look() if each.name == name)


def names(folder: Path) -> list[str]:
    """Return what is in a folder."""
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_only_plain_files_of_the_known_endings_are_seen(root: Path, tmp_path: Path) -> None:
    for name in ("a.txt", "b.JSON", "c.csv", "d.log", ".hidden.txt", "e.png", "f.tmp", "g", "h.txt.part"):
        put(root, name)
    (root / "folder.txt").mkdir()
    (root / "link.txt").symlink_to(put(tmp_path, "outside.txt"))
    os.mkfifo(root / "pipe.txt")
    assert {each.name for each in InboxFolder(root, "me").look()} == {"a.txt", "b.JSON", "c.csv", "d.log"}


def test_the_oldest_file_comes_first(root: Path) -> None:
    for number, name in enumerate(("z.txt", "a.txt", "m.txt")):
        os.utime(put(root, name), (number, number))
    assert [each.name for each in InboxFolder(root, "me").look()] == ["z.txt", "a.txt", "m.txt"]


def test_a_file_is_claimed_by_one_of_many_owners(root: Path) -> None:
    for number in range(40):
        put(root, f"{number}.txt", str(number))
    folders = [InboxFolder(root, f"owner {number}") for number in range(4)]
    seen_by_all = folders[0].look()
    claimed: list[list[Path]] = [[] for _ in folders]
    start = threading.Barrier(len(folders))

    def work(folder: InboxFolder, mine: list[Path]) -> None:
        start.wait()
        mine += [path for each in seen_by_all if (path := folder.claim(each)) is not None]

    threads = [threading.Thread(target=work, args=pair) for pair in zip(folders, claimed, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = [path for mine in claimed for path in mine]
    assert sorted(path.name for path in taken) == sorted(each.name for each in seen_by_all)
    assert all(path.read_text() == path.stem for path in taken)


def test_what_a_killed_owner_held_is_found_under_its_name_alone(root: Path) -> None:
    put(root, "a.txt")
    first = InboxFolder(root, "me")
    path = first.claim(seen(first, "a.txt"))
    assert InboxFolder(root, "me").held() == [path]
    assert InboxFolder(root, "another").held() == []


def test_nothing_is_replaced_in_done_or_failed(root: Path) -> None:
    folder = InboxFolder(root, "me")
    for text in ("one", "two", "three"):
        put(root, "a.txt", text)
        path = folder.claim(seen(folder, "a.txt"))
        assert path is not None
        if text == "three":
            folder.put_failed(path, "why")
        else:
            folder.put_done(path)
    assert names(root / "done") == ["a (2).txt", "a.txt"]
    assert (root / "done" / "a.txt").read_text() == "one"
    put(root, "a.txt", "four")
    again = folder.claim(seen(folder, "a.txt"))
    assert again is not None
    assert folder.put_failed(again, "another reason").name == "a (2).txt"
    assert (root / "failed" / "a.txt.reason.txt").read_text() == "why"
    assert (root / "failed" / "a (2).txt.reason.txt").read_text() == "another reason"
    assert (root / "failed" / "a (2).txt").read_text() == "four"


def test_a_drive_that_only_links_gives_a_file_to_one_owner_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(root, "a.txt")
    one, two = InboxFolder(root, "one"), InboxFolder(root, "two")
    known = seen(one, "a.txt")
    link = os.link

    def slow_link(source: Path, target: Path) -> None:
        link(source, target)
        assert two.claim(known) is None, "the other owner comes between the link and the old name's end"

    monkeypatch.setattr("desktop.storage.files._rename_at_once", lambda *_: False)
    monkeypatch.setattr(os, "link", slow_link)
    assert [one.claim(known) is not None, two.claim(known) is not None] == [True, False]
    assert (one.held(), two.held()) == ([root / ".taking" / "one" / "a.txt"], [])


def test_a_name_in_work_is_not_written_over(root: Path) -> None:
    folder = InboxFolder(root, "me")
    put(root, "a.txt", "first")
    path = folder.claim(seen(folder, "a.txt"))
    assert path is not None
    put(root, "a.txt", "second")
    assert folder.claim(seen(folder, "a.txt")) is None
    assert (path.read_text(), (root / "a.txt").read_text()) == ("first", "second")


def test_an_inbox_that_is_away_is_not_made_anew(root: Path) -> None:
    folder = InboxFolder(root, "me")
    put(root, "a.txt")
    known = seen(folder, "a.txt")
    path = folder.claim(known)
    assert path is not None
    root.rename(root.with_name("away"))
    assert folder.claim(known) is None
    for put_away in (folder.put_done, lambda path: folder.put_failed(path, "why")):
        with pytest.raises(FileNotFoundError):
            put_away(path)
    folder.give_back()
    assert not root.exists()


def test_a_full_disk_leaves_no_half_reasons(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = InboxFolder(root, "me")
    put(root, "a.txt")
    path = folder.claim(seen(folder, "a.txt"))
    assert path is not None
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        for _ in range(2):
            with pytest.raises(OSError, match="No space"):
                folder.put_failed(path, "why")
    assert names(root / "failed") == []
    folder.put_failed(path, "why")
    assert names(root / "failed") == ["a.txt", "a.txt.reason.txt"]


def test_a_reason_that_is_put_in_with_its_file_is_no_file_of_ids(root: Path) -> None:
    put(root, "a.txt")
    put(root, "a.txt.reason.txt")
    assert [each.name for each in InboxFolder(root, "me").look()] == ["a.txt"]


def test_what_is_held_is_given_back_when_its_owner_leaves(root: Path) -> None:
    folder = InboxFolder(root, "me")
    put(root, "a.txt", "held")
    folder.claim(seen(folder, "a.txt"))
    put(root, "a.txt", "newer")
    folder.give_back()
    assert names(root) == ["a (2).txt", "a.txt"]
    assert (root / "a (2).txt").read_text() == "held"
    folder.give_back()


def test_a_run_killed_between_reason_and_move_leaves_one_of_each(root: Path) -> None:
    folder = InboxFolder(root, "me")
    put(root, "a.txt")
    path = folder.claim(seen(folder, "a.txt"))
    assert path is not None
    (root / "failed").mkdir()
    (root / "failed" / "a.txt.reason.txt").write_text("why")
    folder.put_failed(path, "why")
    assert names(root / "failed") == ["a.txt", "a.txt.reason.txt"]


def test_a_failed_file_keeps_its_mode_and_nobody_else_reads_its_reason(root: Path) -> None:
    folder = InboxFolder(root, "me")
    put(root, "a.txt").chmod(0o600)
    path = folder.claim(seen(folder, "a.txt"))
    assert path is not None
    target = folder.put_failed(path, "why")
    assert target.stat().st_mode & 0o777 == reason_path(target).stat().st_mode & 0o777 == 0o600


def test_a_huge_file_and_what_is_no_file_are_not_read(root: Path) -> None:
    folder = InboxFolder(root, "me")
    huge = put(root, "huge.txt")
    os.truncate(huge, MOST_BYTES + 1)
    with pytest.raises(TooLarge):
        folder.read(huge)
    with pytest.raises(NoPlainFile):
        folder.read(root)


def test_the_reason_of_a_file_with_the_longest_name_has_a_name_too(root: Path) -> None:
    name = "ü" * 125 + ".txt"
    folder = InboxFolder(root, "me")
    put(root, name)
    path = folder.claim(seen(folder, name))
    assert path is not None
    target = folder.put_failed(path, "why")
    assert reason_path(target).read_text() == "why"


def test_what_another_owner_held_for_long_is_put_back_and_empty_folders_go(root: Path) -> None:
    dead, alive, mine = (InboxFolder(root, name) for name in ("dead", "alive", "mine"))
    for folder, name in ((dead, "a.txt"), (alive, "b.txt")):
        put(root, name, name)
        folder.claim(seen(folder, name))
    put(root, "a.txt", "newer")
    past = root.stat().st_mtime - STALE_SECONDS - 1
    os.utime(root / ".taking" / "dead", (past, past))
    mine.tidy()
    assert names(root) == [".taking", "a (2).txt", "a.txt"]
    assert (root / "a (2).txt").read_text() == "a.txt"
    assert names(root / ".taking") == ["alive"]
    (held,) = alive.held()
    alive.put_done(held)
    alive.tidy()
    assert names(root) == ["a (2).txt", "a.txt", "done"]
