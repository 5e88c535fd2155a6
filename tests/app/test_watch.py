"""`watch`: its exit codes, its JSON lines, its folder, and who follows whom."""

from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from desktop.rehearsal.builders import LOST, images
from desktop.rehearsal.faults import Refused
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Ending, Sample, Server
from desktop.storage.png_text import without_tags
from tests.app.conftest import Rehearse
from tests.fakes.outtray import Outtray


def sample(name: str, server: Server = Server.TRIPO, ending: Ending = Ending.SUCCESS, **fields: object) -> Sample:
    """Return a task that has ended when it is first asked about."""
    given: dict[str, object] = {"files": images("reef.jpg") if ending is Ending.SUCCESS else (), "age": 60.0, **fields}
    return Sample(server=server, task_id=make_id(server, name), prompt=f"A {name}", ending=ending, **given)  # type: ignore[arg-type]


def add(outtray: Outtray, rehearsal: Rehearsal, *samples: Sample) -> None:
    handles = {str(c.server): f"{c.provider}/{c.name}" for c in rehearsal.connections}
    for one in samples:
        done = outtray.run("add", one.added_id, "--account", handles[one.server])
        assert done.code == 0, done.err


def saved_paths(line: dict[str, dict[str, list[dict[str, str]]]]) -> list[Path]:
    return [Path(file["path"]) for file in line["task"]["files"]]


def test_nothing_to_do_is_a_good_end(outtray: Outtray) -> None:
    done = outtray.run("watch", "--until-saved", "--json")
    assert (done.code, done.out, done.err) == (0, '{"event": "end", "exit": 0}\n', "")
    assert outtray.run("watch", "--until-saved").err == "Nothing to watch.\n"


def test_everything_saved_or_cancelled_exits_0_and_files_lie_below_the_folder_given(outtray: Outtray, rehearse: Rehearse) -> None:
    lamp, lost = sample("lamp"), sample("hall", ending=Ending.CANCELLED)
    rehearsal = rehearse(lamp, lost)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, lamp, lost)
    done = outtray.run("watch", "--until-saved", "--to", "results", "--json")
    assert done.code == 0
    *changes, end = done.lines
    assert end == {"event": "end", "exit": 0}
    assert {line["event"] for line in changes} == {"changed"}
    last = {line["task"]["task_id"]: line for line in changes}
    assert {line["task"]["badge"] for line in last.values()} == {"saved", "cancelled"}
    (path,) = saved_paths(last[lamp.task_id])
    assert path.is_absolute()
    assert path.is_relative_to(outtray.work / "results")
    (file,) = last[lamp.task_id]["task"]["files"]
    content = path.read_bytes()
    assert file["sha256"] == sha256(content).hexdigest()
    assert sha256(without_tags(content)).hexdigest() == rehearsal.served_sha256(lamp.task_id, "image-1")
    assert (file["bytes"], file["state"]) == (path.stat().st_size, "saved")
    assert last[lamp.task_id]["task"]["expires_at"] is None
    assert outtray.run("watch", "--until-saved").code == 0, "a second run finds nothing to do"


def test_without_a_folder_files_go_to_downloads(outtray: Outtray, rehearse: Rehearse) -> None:
    lamp = sample("lamp")
    rehearsal = rehearse(lamp)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, lamp)
    done = outtray.run("watch", "--until-saved")
    assert done.code == 0
    assert done.err.splitlines()[-1] == "1 saved."
    (file,) = outtray.tasks()[0]["files"]
    assert Path(file["path"]).is_relative_to(outtray.home / "Downloads" / "Outtray")


def test_any_other_end_exits_1(outtray: Outtray, rehearse: Rehearse) -> None:
    posters = images("reef.jpg", "dusk.png")
    half = sample("poster", files=(posters[0], type(posters[1])(key="image-2", media="dusk.png", faults=LOST)))
    mixed = (sample("lamp"), half, sample("mascot", ending=Ending.BLOCKED), sample("tram", ending=Ending.FAILED))
    rehearsal = rehearse(*mixed)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, *mixed)
    done = outtray.run("watch", "--until-saved", "--timeout", "50", "--to", "out")
    assert done.code == 1
    assert sorted(done.err.splitlines()[-1].rstrip(".").split(", ")) == ["1 blocked", "1 failed", "1 partly saved", "1 saved"]


def test_an_id_that_is_not_there_is_given_up_after_three_answers(outtray: Outtray, rehearse: Rehearse) -> None:
    rehearsal = rehearse()
    outtray.connect(rehearsal)
    absent = make_id(Server.TRIPO, "absent")
    outtray.run("add", absent, "--account", "tripo/Studio")
    done = outtray.run("watch", "--until-saved", "--timeout", "30")
    assert done.code == 1
    times = [seen.began for seen in rehearsal.record.all(Server.TRIPO, task_id=absent)]
    assert len(times) == 3
    assert min(b - a for a, b in pairwise(times)) >= 2.0
    assert [task["badge"] for task in outtray.tasks()] == ["needs_you"]


def test_the_deadline_exits_3_while_a_task_is_under_way(outtray: Outtray, rehearse: Rehearse) -> None:
    endless = sample("endless", ending=Ending.NEVER_ENDS)
    rehearsal = rehearse(endless)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, endless)
    done = outtray.run("watch", "--until-saved", "--timeout", "1.5", "--json")
    assert done.code == 3
    assert done.lines[-1] == {"event": "end", "exit": 3}
    assert [line["task"]["badge"] for line in done.lines[:-1]][-1] == "generating"


def test_the_deadline_of_a_plain_watch_tells_how_settled_tasks_ended(outtray: Outtray, rehearse: Rehearse) -> None:
    lamp = sample("lamp")
    rehearsal = rehearse(lamp)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, lamp)
    assert outtray.run("watch", "--timeout", "2").code == 0
    assert outtray.run("watch", "--timeout", "0").code == 0


def test_an_interrupt_exits_130_and_ends_the_lines(outtray: Outtray, rehearse: Rehearse) -> None:
    endless = sample("endless", ending=Ending.NEVER_ENDS)
    rehearsal = rehearse(endless)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, endless)
    with outtray.started("watch", "--until-saved", "--json") as watch:
        watch.until('"generating"')
        done = watch.interrupt()
    assert done.code == 130
    assert done.lines[-1] == {"event": "end", "exit": 130}
    assert done.err == ""
    assert len(outtray.tasks()) == 1


def test_a_second_watch_says_who_watches_and_follows(outtray: Outtray, rehearse: Rehearse) -> None:
    endless, lamp = sample("endless", ending=Ending.NEVER_ENDS), sample("lamp")
    rehearsal = rehearse(endless, lamp)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, endless)
    with outtray.started("watch", "--json", "--to", "first") as owner:
        owner.until('"generating"')
        with outtray.started("watch", "--json", "--to", "second") as follower:
            assert follower.until("already", err=True) == "“outtray watch” watches this profile already. Following it.\n"
            assert follower.until("--to", err=True).endswith("/first”; --to has no effect on it.\n")
            add(outtray, rehearsal, lamp)
            follower.until('"saved"')
            owner.until('"saved"')
            late = outtray.run("watch", "--until-saved", "--timeout", "1", "--json")
            assert (late.code, late.lines[-1]) == (3, {"event": "end", "exit": 3})
            assert follower.interrupt().code == 130
        assert owner.interrupt().code == 130
    assert list((outtray.work / "first").rglob("*.jpg"))
    assert not (outtray.work / "second").exists()


def test_a_follower_takes_over_when_the_owner_ends(outtray: Outtray, rehearse: Rehearse) -> None:
    endless, lamp = sample("endless", ending=Ending.NEVER_ENDS), sample("lamp")
    rehearsal = rehearse(endless, lamp)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, endless)
    with outtray.started("watch", "--json") as owner:
        owner.until('"generating"')
        with outtray.started("watch", "--json") as follower:
            follower.until("already", err=True)
            assert owner.interrupt().code == 130
            add(outtray, rehearsal, lamp)
            follower.until('"saved"')
            assert follower.interrupt().code == 130


def test_a_removed_task_is_told_and_no_longer_waited_for(outtray: Outtray, rehearse: Rehearse) -> None:
    endless = sample("endless", ending=Ending.NEVER_ENDS)
    rehearsal = rehearse(endless)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, endless)
    with outtray.started("watch", "--until-saved", "--json") as watch:
        watch.until('"generating"')
        assert outtray.run("remove", "1").code == 0
        done = watch.end()
    assert done.code == 0
    assert done.lines[-2:] == [{"event": "removed", "id": 1}, {"event": "end", "exit": 0}]


def test_what_only_lacked_a_key_is_tried_again(outtray: Outtray, rehearse: Rehearse) -> None:
    lamp = sample("lamp")
    rehearsal = rehearse(lamp)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, lamp)
    keys = {name: "" for name in outtray.environ if name.startswith("OUTTRAY_KEY_")}
    without = outtray.run("watch", "--until-saved", environ=keys)
    assert without.code == 1
    assert [task["badge"] for task in outtray.tasks()] == ["needs_you"]
    assert outtray.run("watch", "--until-saved").code == 0


def test_check_and_save_say_how_it_went(outtray: Outtray, rehearse: Rehearse) -> None:
    lamp, endless = sample("lamp"), sample("endless", ending=Ending.NEVER_ENDS)
    rehearsal = rehearse(lamp, endless)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, lamp, endless)
    checked = outtray.run("check", endless.task_id)
    assert (checked.code, "Generating" in checked.out) == (0, True)
    saved = outtray.run("save", lamp.task_id)
    assert (saved.code, "Saved" in saved.out) == (0, True)
    unfinished = outtray.run("save", endless.task_id)
    assert unfinished.code == 1
    assert unfinished.err == "Not finished yet: 1 task. `outtray watch` saves the results once they are there.\n"
    outtray.run("pause", endless.task_id)
    paused = outtray.run("check", endless.task_id)
    assert (paused.code, paused.err) == (1, "“A endless” is paused. Let it go on with: outtray resume 2\n")


def test_check_of_a_provider_that_cannot_be_reached_ends_at_once(outtray: Outtray, rehearse: Rehearse) -> None:
    lamp = sample("lamp")
    rehearsal = rehearse(lamp)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, lamp)
    rehearsal.stop()
    done = outtray.run("check", "1")
    assert done.code == 1
    assert "can't be reached" in done.err or "refused" in done.err, done.err


def test_a_key_that_is_refused_is_said(outtray: Outtray, rehearse: Rehearse) -> None:
    lamp = sample("lamp")
    rehearsal = rehearse(lamp)
    outtray.connect(rehearsal)
    add(outtray, rehearsal, lamp)
    rehearsal.set_fault(Refused(401), server=Server.TRIPO)
    done = outtray.run("check", "1")
    assert (done.code, "Needs you" in done.out) == (1, True)
