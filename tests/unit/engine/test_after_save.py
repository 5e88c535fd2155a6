"""After saving: each act once, in order, each for itself; a failure is a remark, and "Saved" stays."""

import asyncio
import json
import os
import sqlite3
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, override

import pytest
from aiohttp import web

from desktop.domain.events import TasksChanged
from desktop.domain.settings import ProjectRules
from desktop.domain.status import FileState, Remote
from desktop.domain.task import Task
from desktop.engine.after_save_acts import Done, Failed, Saved
from desktop.engine.after_save_command import Ended, RunCommand, arguments, batch_fault
from desktop.engine.after_save_copy import copy_with_sidecar
from desktop.engine.clock import SystemClock
from desktop.engine.eagle import HandToEagle
from desktop.engine.poster import NotPosted, Poster
from desktop.storage.errands import Errand
from desktop.storage.tasks import TaskStore
from desktop.storage.trouble import DatabaseTrouble
from tests.fakes.records import NOW, a_file, a_task
from tests.unit.engine.after_save_rig import KEY, Rig, at_work, clean
from tests.unit.engine.wire import http_server, unused_port

ALL = ProjectRules(name="")


def _script(folder: Path, text: str, name: str = "resize.sh") -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _told(*bodies: int) -> tuple[list[tuple[dict[str, str], bytes]], object]:
    """Return a list that fills, and a handler that answers with these statuses, the last one for ever."""
    heard: list[tuple[dict[str, str], bytes]] = []
    left = list(bodies) or [200]

    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        heard.append(({name.lower(): value for name, value in request.headers.items()}, await request.read()))
        status = left.pop(0) if len(left) > 1 else left[0]
        return web.Response(status=status, headers={"Location": "/elsewhere"} if 300 <= status < 400 else {})

    return heard, handler


# -- whose rules -----------------------------------------------------------------------------------------------------------


def test_each_project_has_its_own_rules_and_the_others_those_for_all(tmp_path: Path) -> None:
    async def story() -> None:
        own, all_ = tmp_path / "own", tmp_path / "all"
        rules = (ProjectRules(name="Film", copy_to=str(own)), ProjectRules(name="", copy_to=str(all_)))
        async with at_work(tmp_path, *rules) as rig:
            await rig.saves("a.glb", project="Film")
            await rig.saves("b.glb", project="Game")
            await rig.saves("c.glb")
            await rig.over()
        assert (_names(own), _names(all_)) == (["a.glb"], ["b.glb", "c.glb"])

    asyncio.run(story())


def test_without_rules_there_is_nothing_to_do_and_nothing_to_say(tmp_path: Path) -> None:
    async def story() -> None:
        async with at_work(tmp_path) as rig:
            task = await rig.saves("a.glb")
            await rig.over()
            assert await rig.notes(task) == ()
            await rig.until(lambda: rig.after.under_way() == 0)

    asyncio.run(story())


# -- copies ----------------------------------------------------------------------------------------------------------------


def test_every_file_is_copied_with_its_description_and_its_time(tmp_path: Path) -> None:
    async def story() -> None:
        target = tmp_path / "copies"
        async with at_work(tmp_path, replace(ALL, copy_to=str(target))) as rig:
            sidecar = rig.put("a.glb.json", b"{}")
            os.utime(sidecar, (1, 1_000_000))
            await rig.saves("a.glb", "b.glb")
            await rig.over()
        assert _names(target) == ["a.glb", "a.glb.json", "b.glb"]
        assert (target / "b.glb").read_bytes() == b"b.glb"
        assert (target / "a.glb.json").stat().st_mtime == 1_000_000

    asyncio.run(story())


def test_a_copy_replaces_nothing_and_is_not_made_twice(tmp_path: Path) -> None:
    source, target = tmp_path / "a.png", tmp_path / "to"
    source.write_bytes(b"new")
    (tmp_path / "a.png.json").write_bytes(b"{}")
    target.mkdir()
    (target / "a.png").write_bytes(b"old")
    (target / ".outtray-copy-0.part").write_bytes(b"someone's")
    for _ in range(2):
        assert copy_with_sidecar(source, target) == target / "a (2).png"
    assert _names(target) == [".outtray-copy-0.part", "a (2).png", "a (2).png.json", "a.png"]
    assert (target / "a.png").read_bytes() == b"old"


def test_copying_into_the_folder_where_the_file_is_does_nothing(tmp_path: Path) -> None:
    source = tmp_path / "a.png"
    source.write_bytes(b"x")
    assert copy_with_sidecar(source, tmp_path) == source
    assert _names(tmp_path) == ["a.png"]


def test_a_copy_half_made_by_a_run_that_was_killed_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "a.png", tmp_path / "to"
    source.write_bytes(b"whole")
    target.mkdir()

    def killed(part: Path, _: Path) -> None:
        parts.append(part)
        raise KeyboardInterrupt

    parts: list[Path] = []
    with monkeypatch.context() as patch:
        patch.setattr("desktop.engine.after_save_copy.place", killed)
        with pytest.raises(KeyboardInterrupt):
            copy_with_sidecar(source, target)
    assert _names(target) == []
    parts[0].write_bytes(b"wh")
    assert copy_with_sidecar(source, target).read_bytes() == b"whole"
    assert _names(target) == ["a.png"]


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("{tmp}/away/deep", "that folder can't be written, because it does not exist"),
        ("{tmp}/file", "a file is in that folder's place"),
    ],
)
def test_a_folder_that_takes_no_copies_is_a_remark(tmp_path: Path, folder: str, reason: str) -> None:
    async def story() -> None:
        (tmp_path / "file").write_bytes(b"")
        to = folder.format(tmp=tmp_path)
        async with at_work(tmp_path, replace(ALL, copy_to=to)) as rig:
            task = await rig.saves("a.glb", "b.glb")
            await rig.over()
            said = f"“a.glb” (and 1 other file) could not be copied to “{to}”: {reason}. Copy what is missing by hand."
            assert await rig.notes(task) == (f"After saving: {said}",)

    asyncio.run(story())


def test_a_path_that_is_not_full_is_no_folder(tmp_path: Path) -> None:
    async def story() -> None:
        async with at_work(tmp_path, replace(ALL, copy_to="copies")) as rig:
            task = await rig.saves("a.glb")
            await rig.over()
            (note,) = await rig.notes(task)
            assert note == "After saving: “copies” is no full path, so nothing was copied. Choose the folder again in Settings."

    asyncio.run(story())


# -- commands --------------------------------------------------------------------------------------------------------------


def _saved(*names: str, **fields: Any) -> Saved:
    files = tuple(a_file(name, FileState.SAVED, path=f"/r/{name}") for name in names)
    return Saved(a_task(task_id="t-1", remote=Remote.DONE, final=True, files=files, **fields), ALL, NOW)


def test_placeholders_are_filled_in_once_and_only_the_known_ones() -> None:
    saved = _saved("a b.png", "c.png", title="{path} 50%", project="Film")
    command = ["--in={path}", "{folder}", "{title}", "{task}", "{project}", "{paths}", "x{paths}", "{colour}", ""]
    filled = ["--in=/r/a b.png", "/r", "{path} 50%", "t-1", "Film", "/r/a b.png", "/r/c.png", "x{paths}", "{colour}", ""]
    assert arguments(command, saved) == filled


def test_parts_that_share_a_file_name_it_once() -> None:
    saved = _saved("a.png", "b.png")
    files = tuple(replace(f, path="/r/a.png") for f in saved.task.files)
    shared = replace(saved, task=replace(saved.task, files=files))
    assert arguments(["{paths}"], shared) == ["/r/a.png"]
    assert len(HandToEagle(Poster(version="test"), clean)._items(shared)) == 1
    assert len(shared.files) == 2


def test_a_title_is_never_taken_for_an_option_nor_breaks_an_argument() -> None:
    saved = _saved("a.png", title="--delete\x00all\nnow", project=None)
    assert arguments(["{title}", "{project}"], saved) == ["delete all now", ""]


def test_a_batch_file_is_given_no_signs_that_its_shell_would_read() -> None:
    assert batch_fault(r"C:\tools\Resize.CMD", ["a&calc.png"])
    assert not batch_fault(r"C:\tools\Resize.CMD", ["a b.png"])
    assert not batch_fault(r"C:\tools\resize.exe", ["a&b.png"])


def test_a_command_gets_its_arguments_as_they_are_and_neither_keys_nor_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTTRAY_KEY_CRUN_STUDIO", KEY)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "lent")
    monkeypatch.setenv("KEPT", "yes")
    out = tmp_path / "out"
    read, write = os.pipe()
    os.write(write, b"typed")
    os.close(write)
    own, _ = os.dup(0), os.dup2(read, 0)
    os.close(read)
    script = _script(tmp_path, f'{{ for a in "$@"; do echo "[$a]"; done; pwd; wc -c; env; }} > "{out}"')

    async def story() -> None:
        async with at_work(tmp_path, replace(ALL, command=(script, "{paths}", "$(id) ; {title}"))) as rig:
            task = await rig.saves("a b.glb", "c.glb", title="it's; rm")
            await rig.over()
            assert await rig.notes(task) == ()

    try:
        asyncio.run(story())
    finally:
        os.dup2(own, 0)
        os.close(own)
    lines = out.read_text().splitlines()
    results = tmp_path / "results"
    assert lines[:5] == [f"[{results}/a b.glb]", f"[{results}/c.glb]", "[$(id) ; it's; rm]", str(results), "0"]
    assert "KEPT=yes" in lines
    assert "XDG_ACTIVATION_TOKEN=lent" not in lines
    assert KEY not in out.read_text()


def test_a_command_that_fails_is_a_remark_with_the_first_thing_it_complained_about(tmp_path: Path) -> None:
    script = _script(tmp_path, f"echo >&2; echo '\x1b[31mno room, key={KEY}\x1b[0m' >&2; echo more >&2; exit 1")

    async def story() -> None:
        async with at_work(tmp_path, replace(ALL, command=(script,))) as rig:
            task = await rig.saves("a.glb")
            await rig.over()
            (note,) = await rig.notes(task)
            assert note == "After saving: “resize.sh” ended with exit code 1: no room, key=[hidden]."

    asyncio.run(story())


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ("kill -9 $$", 0o755, "“resize.sh” was ended by signal 9."),
        ("exit 3", 0o755, "“resize.sh” ended with exit code 3."),
        ("exit 0", 0o644, "“resize.sh” may not be run. Make it executable, or correct the command in Settings."),
        (None, 0, "“resize.sh” was not found, so it did not run. Correct the command in Settings."),
    ],
)
def test_each_way_a_command_can_fail_has_its_sentence(tmp_path: Path, text: str | None, mode: int, said: str) -> None:
    path = tmp_path / "resize.sh"
    if text is not None:
        path = Path(_script(tmp_path, text))
        path.chmod(mode)
    assert _run(tmp_path, str(path)) == Failed(f"After saving: {said}")


def test_a_file_that_is_no_program_has_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "tool"
    path.write_bytes(b"\x00\x01")
    path.chmod(0o755)
    said = "“tool” can't be run: it is no program, or its first line does not name one. Correct the command in Settings."
    assert _run(tmp_path, str(path)) == Failed(f"After saving: {said}")


def test_a_command_that_talks_without_end_is_read_only_at_its_beginning(tmp_path: Path) -> None:
    script = _script(tmp_path, "head -c 3000000 /dev/zero | tr '\\0' x >&2; exit 2")
    outcome = _run(tmp_path, script)
    assert isinstance(outcome, Failed)
    assert len(outcome.sentence) < 300


def _run(folder: Path, *command: str, limit: float = 10.0) -> Done | Failed:
    files = (a_file("a.png", FileState.SAVED, path=str(folder / "a.png")),)
    saved = Saved(a_task(files=files), replace(ALL, command=command), NOW)
    outcome = asyncio.run(RunCommand(clean, limit).do(saved))
    assert isinstance(outcome, Done | Failed)
    return outcome


def test_a_command_that_takes_too_long_is_stopped_with_what_it_started(tmp_path: Path) -> None:
    script = _script(tmp_path, f'sleep 60 & echo $! > "{tmp_path}/pid"; wait')
    said = "After saving: “resize.sh” took longer than 1 s and was stopped."
    assert _run(tmp_path, script, limit=1.0) == Failed(said)
    assert _ended(int((tmp_path / "pid").read_text()))


def _ended(pid: int) -> bool:
    """Tell whether a process ends, within a moment."""
    end = time.monotonic() + 5
    while _lives(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not _lives(pid)


def _lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_command_under_way_when_the_program_ends_is_stopped_and_runs_again_at_the_next_start(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    pids.touch()
    script = _script(tmp_path, f'echo $$ >> "{pids}"; [ $(wc -l < "{pids}") = 2 ] || exec sleep 60')
    copies = tmp_path / "copies"
    rules = replace(ALL, copy_to=str(copies), command=(script,))

    async def first() -> None:
        async with at_work(tmp_path, rules) as rig:
            await rig.saves("a.glb")
            await rig.until(lambda: bool(pids.read_text().strip()))

    async def second() -> None:
        async with at_work(tmp_path, rules) as rig:
            assert [errand.done for errand in await rig.open()] in ([("copy",)], [])
            await rig.over()

    asyncio.run(first())
    assert _ended(int(pids.read_text()))
    (copies / "a.glb").unlink()  # were it copied again, it would be back
    asyncio.run(second())
    assert len(pids.read_text().split()) == 2
    assert _names(copies) == []


# -- the webhook -----------------------------------------------------------------------------------------------------------


def test_the_webhook_is_told_ids_names_and_sums_and_neither_keys_nor_links(tmp_path: Path) -> None:
    async def story() -> None:
        heard, handler = _told()
        async with http_server(handler) as url, at_work(tmp_path, replace(ALL, webhook=f"{url}/hook?x=1")) as rig:  # type: ignore[arg-type]
            task = await rig.saves("a.glb", project="Film", title=f"Lamp {KEY}", prompt="secret prompt", finished_at=NOW)
            await rig.over()
            assert await rig.notes(task) == ()
        [(headers, body)] = heard
        told = json.loads(body)
        assert headers["outtray-delivery"] == told.pop("delivery")
        assert "authorization" not in headers
        assert told == {
            "event": "task.saved",
            "version": 1,
            "id": task.id,
            "provider": "tripo",
            "task_id": "task-0",
            "id_kind": "task_id",
            "title": "Lamp [hidden]",
            "project": "Film",
            "kind": "other",
            "files": [{"part": "a.glb", "name": "a.glb", "path": str(tmp_path / "results/a.glb"), "bytes": 5, "sha256": "ab" * 32}],
            "created_at": "2026-11-21T12:00:00Z",
            "finished_at": "2026-11-21T12:00:00Z",
            "saved_at": "2026-11-22T09:00:00Z",
        }

    asyncio.run(story())


@pytest.mark.parametrize(
    ("statuses", "tries", "said"),
    [
        ((503, 204), 2, None),
        ((500, 429, 500), 3, "{host} answered “500 Internal Server Error”. It was tried 3 times."),
        ((404,), 1, "{host} answered “404 Not Found”."),
        ((302,), 1, "{host} sends us on to another address (302), which is not followed."),
    ],
)
def test_a_webhook_is_tried_three_times_where_that_may_help(
    tmp_path: Path, statuses: tuple[int, ...], tries: int, said: str | None
) -> None:
    async def story() -> None:
        heard, handler = _told(*statuses)
        async with http_server(handler) as url, at_work(tmp_path, replace(ALL, webhook=f"{url}/hook")) as rig:  # type: ignore[arg-type]
            task = await rig.saves("a.glb")
            while await rig.open():
                await rig.pass_by(3.0)
                await asyncio.sleep(0.005)
            host = url.removeprefix("http://")
            ending = " Check its address in Settings."
            wanted = (f"After saving: the webhook was not told: {said.format(host=host)}{ending}",) if said else ()
            assert await rig.notes(task) == wanted
        assert len(heard) == tries
        assert len({headers["outtray-delivery"] for headers, _ in heard}) == 1

    asyncio.run(story())


def _not_posted(url: str, *addresses: str) -> str:
    async def story() -> str:
        poster = Poster(version="test", resolve=lambda _host, _port: addresses, deadline=2.0)
        with pytest.raises(NotPosted) as caught:
            await poster.post(url, {})
        return caught.value.why

    return asyncio.run(story())


@pytest.mark.parametrize("address", ["93.184.216.34", "169.254.169.254", "2606:2800:220:1::1"])
def test_plain_http_goes_to_no_public_address(address: str) -> None:
    said = "hooks.example:8080 is neither this computer nor in a private network, so its address must begin with https"
    assert _not_posted("http://user:pw@hooks.example:8080/x", address, "10.0.0.1") == said


def test_plain_http_reaches_the_address_that_was_checked_and_no_other() -> None:
    async def story() -> None:
        heard, handler = _told()
        async with http_server(handler) as url:  # type: ignore[arg-type]
            port = url.rpartition(":")[2]
            poster = Poster(version="test", resolve=lambda _host, _port: ("127.0.0.1",))
            assert (await poster.post(f"http://nas.invalid:{port}/", {"a": "ü"})).status == 200
        assert heard[0][0]["host"] == f"nas.invalid:{port}"
        assert json.loads(heard[0][1]) == {"a": "ü"}

    asyncio.run(story())


@pytest.mark.parametrize("url", ["ftp://x/", "hooks.example/x", "http://", "https://a b/", "http://[::1", "http://x:99999/"])
def test_an_address_that_is_none_is_said_so(url: str) -> None:
    assert _not_posted(url, "127.0.0.1") == "its address can't be read"


def test_a_server_that_is_down_or_silent_is_said_so() -> None:
    port = unused_port()
    assert _not_posted(f"http://127.0.0.1:{port}/", "127.0.0.1") == f"127.0.0.1:{port} refuses connections"

    async def silent() -> None:
        stop = asyncio.Event()

        async def handler(_: web.BaseRequest) -> web.StreamResponse:
            await stop.wait()
            return web.Response()

        async with http_server(handler) as url:
            with pytest.raises(NotPosted, match="took too long to answer"):
                await Poster(version="test", deadline=0.3).post(url, {})
            stop.set()

    asyncio.run(silent())


# -- all together ----------------------------------------------------------------------------------------------------------


def test_the_acts_follow_each_other_and_one_that_fails_stops_no_other(tmp_path: Path) -> None:
    copies = tmp_path / "no/where"
    log = tmp_path / "log"
    script = _script(tmp_path, f'echo command >> "{log}"; exit 1')

    async def story() -> None:
        async def handler(request: web.BaseRequest) -> web.StreamResponse:
            with log.open("a") as file:
                file.write(f"{request.path}\n")
            return web.json_response({"status": "success"}, status=400 if request.path == "/hook" else 200)

        async with http_server(handler) as url:
            rules = ProjectRules(name="", copy_to=str(copies), command=(script,), webhook=f"{url}/hook", eagle=True)
            async with at_work(tmp_path, rules, eagle_url=url) as rig:
                task = await rig.saves("a.glb")
                await rig.over()
                notes = await rig.notes(task)
        assert [note.split()[2] for note in notes] == ["“a.glb”", "“resize.sh”", "the"]
        assert log.read_text().split() == ["command", "/hook", "/api/item/addFromPaths"]

    asyncio.run(story())


def test_an_error_of_our_own_in_one_act_is_a_remark_and_stops_no_other(tmp_path: Path) -> None:
    class Broken(Poster):
        @override
        async def post(self, *_: object) -> object:  # type: ignore[override]  # it never answers
            raise KeyError(KEY)

    async def story() -> None:
        rules = replace(ALL, webhook="https://x.example/", eagle=True)
        async with at_work(tmp_path, rules, poster=Broken(version="test")) as rig:
            task = await rig.saves("a.glb")
            await rig.over()
            said = ["the webhook could not be told", "the files could not be handed to Eagle"]
            assert await rig.notes(task) == tuple(f"After saving: {words}. The log says more." for words in said)

    asyncio.run(story())


def test_nothing_is_done_twice_after_a_restart(tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    rules = replace(ALL, command=(_script(tmp_path, f'echo x >> "{lines}"'),))

    async def run(*, save: bool) -> None:
        async with at_work(tmp_path, rules) as rig:
            if save:
                await rig.saves("a.glb")
            await rig.over()
            await rig.until(lambda: rig.after.under_way() == 0)

    asyncio.run(run(save=True))
    asyncio.run(run(save=False))
    assert lines.read_text().split() == ["x"]


def test_what_was_saved_when_the_program_was_killed_is_done_at_the_next_start(tmp_path: Path) -> None:
    copies = tmp_path / "copies"

    async def resting() -> None:
        async with at_work(tmp_path) as rig:
            await rig.saves("a.glb")
            await rig.over()

    async def working() -> None:
        async with at_work(tmp_path, replace(ALL, copy_to=str(copies))) as rig:
            await rig.over()

    asyncio.run(resting())
    with sqlite3.connect(tmp_path / "tasks.db") as database:  # as if it had not come so far
        database.execute("UPDATE errand SET over = 0")
    database.close()
    asyncio.run(working())
    assert _names(copies) == ["a.glb"]


def test_one_webhook_that_hangs_holds_up_no_copies(tmp_path: Path) -> None:
    copies = tmp_path / "copies"

    async def story() -> None:
        stop = asyncio.Event()

        async def handler(_: web.BaseRequest) -> web.StreamResponse:
            await stop.wait()
            return web.Response()

        async with http_server(handler) as url:
            rules = (ProjectRules(name="Slow", webhook=url), ProjectRules(name="", copy_to=str(copies)))
            async with at_work(tmp_path, *rules) as rig:
                for number in range(8):
                    await rig.saves(f"slow-{number}.glb", project="Slow")
                await rig.saves("a.glb")
                await rig.until(lambda: copies.exists() and "a.glb" in _names(copies))
                assert len(await rig.open()) >= 8
                stop.set()
                await rig.over()

    asyncio.run(story())


def test_many_tasks_are_each_done_once(tmp_path: Path) -> None:
    copies, count = tmp_path / "copies", 40

    async def story() -> None:
        heard, handler = _told()
        async with http_server(handler) as url:  # type: ignore[arg-type]
            rules = replace(ALL, copy_to=str(copies), webhook=url)
            async with at_work(tmp_path, rules, clock=SystemClock()) as rig:
                await asyncio.gather(*(rig.saves(f"{number}.glb") for number in range(count)))
                await rig.over()
        assert len(_names(copies)) == count
        assert len({json.loads(body)["id"] for _, body in heard}) == len(heard) == count

    asyncio.run(story())


class _Refusing(TaskStore):
    """A store that does not take what was done, for the first times."""

    left = 2

    @override
    async def set_errand(self, errand: Errand, *, over: bool) -> None:
        if self.left:
            self.left -= 1
            raise DatabaseTrouble("The disk is full.")
        await super().set_errand(errand, over=over)


def test_what_was_done_is_not_done_again_when_the_disk_refuses_to_hear_of_it(tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    rules = replace(ALL, command=(_script(tmp_path, f'echo x >> "{lines}"'),))

    async def story() -> None:
        async with at_work(tmp_path, rules, store_class=_Refusing) as rig:
            await rig.saves("a.glb")
            while await rig.open():
                await rig.pass_by(10.0)
                await asyncio.sleep(0.01)
            await rig.pass_by(120.0)

    asyncio.run(story())
    assert lines.read_text().split() == ["x"]


class _Slow(TaskStore):
    """A store whose answers about errands arrive late, once their gate opens."""

    gates: list[asyncio.Event] = []  # noqa: RUF012  # one store a test

    @override
    async def errands(self, ids: Sequence[int] | None = None) -> list[Errand]:
        found = await super().errands(ids)
        if ids is not None and self.gates:
            await self.gates.pop(0).wait()
        return found


def test_what_ended_while_it_was_read_is_not_begun_again(tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    rules = replace(ALL, command=(_script(tmp_path, f'sleep 0.3; echo x >> "{lines}"'),))

    async def story() -> None:
        async with at_work(tmp_path, rules, store_class=_Slow) as rig:
            store = rig.store
            assert isinstance(store, _Slow)
            first, second = asyncio.Event(), asyncio.Event()
            store.gates = [first, second]
            task = await rig.saves("a.glb")
            await rig.until(lambda: store.gates == [second])
            rig.board.publish(TasksChanged(tuple(await store.get([task.id]))))
            first.set()
            await rig.over()
            await rig.until(lambda: not store.gates)
            second.set()
            await rig.saves("b.glb")
            await rig.over()
        assert lines.read_text().split() == ["x", "x"]

    asyncio.run(story())


def test_rules_that_end_meanwhile_end_what_they_asked_for(tmp_path: Path) -> None:
    async def story() -> None:
        async with at_work(tmp_path, replace(ALL, eagle=True), eagle_url=f"http://127.0.0.1:{unused_port()}") as rig:
            await _waiting(rig, [await rig.saves("a.glb")])
            rig.rules[:] = []
            async with asyncio.timeout(20.0):
                while await rig.open():
                    await rig.pass_by(10.0)
                    await asyncio.sleep(0.01)
            assert await rig.open() == []

    asyncio.run(story())


async def _waiting(rig: Rig, tasks: Sequence[Task]) -> None:
    await rig.until(lambda: rig.after.under_way() == 0)
    assert [errand.task_id for errand in await rig.open()] == [task.id for task in tasks]


def test_a_removed_task_is_left_alone_until_it_is_back(tmp_path: Path) -> None:
    copies = tmp_path / "copies"

    async def story() -> None:
        async with at_work(tmp_path) as rig:
            task = await rig.saves("a.glb")
            await rig.over()
            await rig.board.remove([task.id])
        with sqlite3.connect(tmp_path / "tasks.db") as database:
            database.execute("UPDATE errand SET over = 0")
        database.close()
        async with at_work(tmp_path, replace(ALL, copy_to=str(copies))) as rig:
            await rig.until(lambda: rig.after.under_way() == 0)
            assert not copies.exists()
            await rig.board.restore([task.id])
            await rig.until(lambda: copies.exists() and _names(copies) == ["a.glb"])

    asyncio.run(story())


def test_the_sentence_of_a_good_end_is_none() -> None:
    assert RunCommand(clean)._judged("x", Ended(0, "warning")) == Done()
