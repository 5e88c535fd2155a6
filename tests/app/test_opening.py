"""Links and files that reach the window: of a process that runs, and of one that they start."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace

import pytest

from desktop.domain.link import add_link, show_link
from desktop.domain.status import IdKind
from desktop.domain.task import TaskRef
from desktop.engine.handover_client import OwnerGone, address_of, hand_over
from desktop.qt.x11_activation import time_of
from desktop.storage.sidecars import Sidecar, write_sidecar
from tests.fakes.display import screen
from tests.fakes.outtray import Outtray, Started
from tests.fakes.window import Shown, Start, Window, until, windows

ONE, TWO, THREE = (f"1ec04ced-4b87-44f6-a1b2-00000000000{n}" for n in (1, 2, 3))


@pytest.fixture
def start(outtray: Outtray) -> Iterator[Start]:
    with windows(outtray) as start:
        yield start


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """A screen; asked for before `start`, it outlives the window."""
    with screen("1400x900") as environ:
        yield {name: environ[name] for name in ("DISPLAY", "QT_QPA_PLATFORM")}


def rows(shown: Shown) -> list[str]:
    return [row[0] for row in shown.get("rows", [])]


def test_a_link_reaches_the_running_window_and_adds_nothing_before_add_is_pressed(outtray: Outtray, start: Start) -> None:
    window = start()
    window.do("look")
    done = outtray.run("open", add_link([ONE, TWO], provider="tripo", project="Fox film"))
    assert (done.code, done.out, done.err) == (0, "", "")
    shown = window.until(lambda shown: rows(shown) == [ONE, TWO])
    assert [row[1:] for row in shown["rows"]] == [["new", "tripo"]] * 2
    assert shown["project"] == "Fox film"
    assert shown["said"].startswith("From a link:")
    assert outtray.tasks() == []
    window.until(lambda shown: shown["ready"])
    window.do("press")
    window.until(lambda shown: shown["sheet"] == "" and len(shown["selected"]) == 2)
    assert [(task["task_id"], task["project"]) for task in outtray.tasks()] == [(TWO, "Fox film"), (ONE, "Fox film")]


def test_a_link_starts_the_window_where_none_runs(outtray: Outtray, start: Start) -> None:
    window = start("open", "--", add_link([ONE], provider="crun"))
    shown = window.until(lambda shown: rows(shown) == [ONE])
    assert shown["visible"]
    assert shown["said"].startswith("From a link:")


def test_a_link_with_a_key_is_refused_in_the_window_and_in_the_terminal(outtray: Outtray, start: Start) -> None:
    key = "sk-abcdef0123456789abcdef"
    window = start()
    window.do("look")
    done = outtray.run("open", f"outtray://add?id={ONE}&key={key}")
    assert done.code == 1
    assert "A link never needs a key" in done.err
    shown = window.until(lambda shown: shown["sheet"] == "not opened")
    assert shown["said"] == done.err.strip()
    assert key not in shown["said"]
    assert outtray.tasks() == []


def test_the_token_of_the_second_start_raises_the_first_and_serves_once(
    outtray: Outtray, display: dict[str, str], start: Start
) -> None:
    window = start(environ=display | {"XDG_ACTIVATION_TOKEN": "own"})
    assert window.do("look")["came"] == []
    for number, (args, name) in enumerate((((), "XDG_ACTIVATION_TOKEN"), (("open",), "DESKTOP_STARTUP_ID")), 1):
        done = outtray.run(*args, environ=display | {name: f"token-{number}"})
        assert (done.code, done.err) == (0, "")
        assert window.do("look")["came"] == ["token-1", "token-2"][:number]
    assert outtray.run("--hidden", environ=display).code == 0
    assert outtray.run("open", "outtray:", environ=display).code == 0
    assert window.until(lambda shown: len(shown["came"]) == 3)["came"] == ["token-1", "token-2", ""]


def test_on_x11_the_window_manager_is_asked_as_of_the_users_own_click(
    outtray: Outtray, display: dict[str, str], start: Start
) -> None:
    window = start(environ=display)
    window.do("look")
    command = ["stdbuf", "-oL", "xev", "-root", "-event", "substructure", "-event", "property"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=os.environ | display) as process:
        desktop = Started(process)
        try:
            until(lambda: _started(outtray, display) and any("(_NET_STARTUP_INFO)" in line for line in desktop.out))
        finally:
            process.kill()
    kinds = [line.partition("(")[2].partition(")")[0] for line in desktop.out if "message_type" in line]
    assert kinds[:3] == ["_NET_ACTIVE_WINDOW", "_NET_STARTUP_INFO_BEGIN", "_NET_STARTUP_INFO"]


def _started(outtray: Outtray, display: dict[str, str]) -> bool:
    return outtray.run("open", environ=display | {"DESKTOP_STARTUP_ID": "panel-1_TIME12345678"}).code == 0


@pytest.mark.parametrize(
    ("startup_id", "time"),
    [
        ("gnome-shell/Outtray/1-0-host_TIME12345678", 12345678),
        ("x_TIME0", None),
        ("x_TIME99999999999", None),
        ("token", None),
        ("", None),
    ],
)
def test_the_time_of_the_click_is_in_the_starts_id(startup_id: str, time: int | None) -> None:
    assert time_of(startup_id) == time


def test_the_account_that_a_link_names_is_chosen_and_the_user_may_choose_another(outtray: Outtray, start: Start) -> None:
    for name in ("Studio", "Home"):
        assert outtray.run("account", "add", "tripo", name).code == 0
    window = start("open", add_link([ONE], account="tripo/home"), add_link([TWO], provider="crun", account="Home"))
    shown = window.until(rows)
    assert (shown["owners"], shown["reasons"]) == (["Home"], ["the link says so"])
    assert shown["choices"] == [["Home", "Studio"]]
    window.do("close")
    shown = window.until(lambda shown: rows(shown) == [TWO])
    assert "The account it names isn't connected here." in shown["said"]


def test_links_in_a_row_are_gathered_and_the_users_own_text_is_left_alone(outtray: Outtray, start: Start) -> None:
    window = start()
    window.do("add")
    window.do(f"type {THREE}")
    for one in (ONE, TWO):
        assert outtray.run("open", add_link([one], provider="tripo")).code == 0
    shown = window.do("look")
    assert (shown["sheets"], shown["text"], shown["said"]) == (1, THREE, "")
    window.do("close")
    shown = window.until(lambda shown: rows(shown) == [ONE, TWO])
    assert shown["said"].startswith("From 2 links:")
    assert outtray.run("open", add_link([THREE, ONE], provider="tripo")).code == 0
    assert window.until(lambda shown: rows(shown) == [ONE, TWO, THREE])["sheets"] == 1
    assert outtray.run("open", add_link([THREE], provider="crun"), "https://example.org/x").code == 1
    assert rows(window.do("look")) == [ONE, TWO, THREE]
    window.do("close")
    window.until(lambda shown: rows(shown) == [THREE] and shown["rows"][0][2] == "crun")
    window.do("close")
    assert "fetches no address" in window.until(lambda shown: shown["sheet"] == "not opened")["said"]


def test_a_link_shows_its_task_or_says_that_there_is_none(outtray: Outtray, start: Start) -> None:
    assert outtray.run("add", f"tripo {ONE}", f"tripo {TWO}").code == 0
    number = next(task["id"] for task in outtray.tasks() if task["task_id"] == ONE)
    window = start("open", show_link(number))
    window.until(lambda shown: shown["selected"] == [number])
    assert outtray.run("open", show_link(TWO)).code == 0
    window.until(lambda shown: shown["selected"] not in ([], [number]))
    done = outtray.run("open", show_link(THREE))
    assert (done.code, f"“{THREE}”" in done.err) == (1, True)
    assert window.until(lambda shown: shown["sheet"] == "not opened")["said"] == done.err.strip()


def test_a_text_file_is_read_by_the_window_from_the_folder_of_the_start(outtray: Outtray, start: Start) -> None:
    (outtray.work / "my ids.txt").write_text(f"{ONE}\n{TWO}\n")
    (outtray.work / "picture.png").write_bytes(b"\x89PNG")
    (outtray.work / "binary.log").write_bytes(b"\0" * 100)
    (outtray.work / "empty.csv").write_text("\n")
    os.mkfifo(outtray.work / "pipe.txt")
    with (outtray.work / "huge.json").open("wb") as file:
        file.truncate(1 << 40)
    window = start()
    window.do("look")
    assert outtray.run("open", "my ids.txt").code == 0
    shown = window.until(lambda shown: rows(shown) == [ONE, TWO])
    assert "“my ids.txt”" in shown["said"]
    window.do("close")
    (outtray.work / "odd \udcff.txt").write_text(THREE)
    assert outtray.run("open", (outtray.work / "my ids.txt").as_uri(), "odd \udcff.txt").code == 0
    assert window.until(lambda shown: rows(shown) == [ONE, TWO, THREE])["said"].startswith("From 2 files.")
    window.do("close")
    bad = ("picture.png", "binary.log", "empty.csv", "pipe.txt", "huge.json", "missing.txt")
    done = outtray.run("open", *bad)
    assert done.code == 1
    said = window.until(lambda shown: shown["sheet"] == "not opened")["said"]
    assert done.err.startswith(said)
    assert [f"“{name}”" in said for name in bad] == [True] * 5 + [False]
    assert all(f"“{name}”" in done.err for name in bad)


def test_a_files_description_shows_its_task_or_offers_to_rebuild_the_list(outtray: Outtray, start: Start) -> None:
    assert outtray.run("add", f"tripo {ONE}").code == 0
    (task,) = outtray.tasks()
    saved = outtray.work / "fox.png"
    saved.write_bytes(b"x")
    known = TaskRef("tripo", "https://openapi.tripo3d.ai", IdKind.TASK_ID, ONE)
    write_sidecar(saved, Sidecar(ref=known, part="1", size=1))
    window = start("open", f"{saved}.json")
    window.until(lambda shown: shown["selected"] == [task["id"]])
    write_sidecar(other := outtray.work / "owl.png", Sidecar(ref=replace(known, task_id=TWO), part="1", size=1))
    other.write_bytes(b"x")
    assert outtray.run("open", f"{other}.json").code == 0
    assert "“owl.png.json” is not on the list" in window.until(lambda shown: shown["sheet"] == "unlisted")["said"]
    assert len(outtray.tasks()) == 1
    window.do("press")
    (number,) = window.until(lambda shown: shown["selected"] not in ([], [task["id"]]))["selected"]
    assert outtray.run("show", str(number), "--json").json["task_id"] == TWO


def test_what_macos_sends_is_opened_also_before_the_window_is_furnished(outtray: Outtray, start: Start) -> None:
    window = start()
    assert window.do(f"early {add_link([ONE], provider='tripo')}") == {"early": True}
    assert window.until(lambda shown: rows(shown) == [ONE])["visible"]
    (outtray.work / "ids.txt").write_text(TWO)
    window.do("close")
    window.do(f"event {(outtray.work / 'ids.txt').as_uri()}")
    window.until(lambda shown: rows(shown) == [TWO])


@pytest.mark.parametrize(
    "args",
    [
        {},
        {"what": "outtray:"},
        {"what": {"a": 1}},
        {"what": [1, None, ["x"]]},
        {"what": ["outtray://add?id=x1"] * 10_000},
        {"what": ["outtray://add?id=" + "x" * 1_000_000]},
        {"what": ["\ud800\0\u202e", "", "outtray:\n", "file://host/x.txt", "relative.txt", "\\\\host\\share\\x.txt"]},
        {"what": ["/dev/zero", "/dev/stdin", "/proc/self/environ.txt", "/"], "token": ["x"]},
        {"what": ["javascript:alert(1)"], "token": "x\0y" * 9000},
    ],
    ids=lambda args: repr(args)[:40],
)
def test_hostile_openings_are_refused_in_a_sentence(hostile: tuple[Outtray, Window], args: Shown) -> None:
    outtray, window = hostile
    *said, end = hand_over(address_of(outtray.profile), "open", args)
    assert end == {"exit": 1}
    assert all(
        isinstance(line["say"], str) and "Traceback" not in line["say"] and "error inside" not in line["say"] for line in said
    )
    assert said
    while window.do("look")["sheet"]:
        window.do("close")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Outtray, Window]]:
    """One window for all of them: each must leave it fit for the next."""
    outtray = Outtray(tmp_path_factory.mktemp("hostile"))
    with windows(outtray) as start:
        window = start()
        window.do("look")
        until(outtray.profile.socket.exists)
        yield outtray, window


def test_a_start_that_meets_a_window_about_to_go_starts_another(outtray: Outtray, start: Start) -> None:
    ending = start()
    ending.do("linger")
    until(outtray.profile.socket.exists)
    ending.process.terminate()
    until(lambda: _is_sent_away(outtray))
    window = start("open", add_link([ONE], provider="tripo"))
    window.until(lambda shown: rows(shown) == [ONE])
    assert ending.process.wait() == 0


def _is_sent_away(outtray: Outtray) -> bool:
    try:
        return list(hand_over(address_of(outtray.profile), "raise", {})) == []
    except OwnerGone:
        return True


def test_starts_at_the_same_moment_make_one_window_with_all_they_bring(outtray: Outtray, start: Start) -> None:
    ids = [f"1ec04ced-4b87-44f6-a1b2-{number:012}" for number in range(8)]
    begun = [start("open", add_link([one], provider="tripo")) for one in ids]
    until(lambda: [window.process.poll() for window in begun].count(0) == len(ids) - 1)
    (window,) = (window for window in begun if window.process.poll() is None)
    window.until(lambda shown: sorted(rows(shown)) == ids)


def test_a_watch_has_no_window_and_says_what_does_the_same(outtray: Outtray) -> None:
    with outtray.started("watch", "--json") as watch:
        until(outtray.profile.socket.exists)
        done = outtray.run("open", add_link([ONE], provider="tripo", account="My studio", project="Fox"))
        assert done.code == 1
        assert f"outtray add --account 'tripo/My studio' --project Fox -- {ONE}" in done.err
        watch.interrupt()


def test_without_a_display_the_terminals_command_is_named(outtray: Outtray) -> None:
    del outtray.environ["QT_QPA_PLATFORM"]
    done = outtray.run("open", add_link([ONE, TWO]))
    assert done.code == 1
    assert done.err.strip() == f"There is no display here for a window. In the terminal it is: outtray add -- {ONE} {TWO}"
