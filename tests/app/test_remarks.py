"""What the command line says beside its tables: what happened, what did not, and what to do about it."""

import asyncio
import re
from pathlib import Path
from typing import override

import pytest

from desktop.app import Application
from desktop.cli import main
from desktop.demo import _verdict
from desktop.domain.account import Account, HeaderStyle
from desktop.domain.events import AccountsChanged, AccountState, Notice
from desktop.domain.problem import ProblemKind, problem
from desktop.domain.problems import words
from desktop.domain.status import FileState, MediaKind, Remote
from desktop.domain.wording import detail_line
from desktop.engine.changes import Changes
from desktop.engine.terminal_words import terminal_words
from desktop.rehearsal.builders import images
from desktop.rehearsal.catalogue import good_samples
from desktop.rehearsal.faults import Refused
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import Ending, Sample, Server
from tests.app.conftest import Rehearse
from tests.fakes.clock import ManualClock
from tests.fakes.outtray import Outtray
from tests.fakes.records import NOW, a_file, a_task, later

UUID = "1ec04ced-4b87-44f6-a296-beee80777941"
STUDIO = Account(id="tripo-1", provider="tripo", name="Studio", base_url="https://openapi.tripo3d.ai/v3", header=HeaderStyle.BEARER)


def sample(name: str, server: Server = Server.TRIPO, ending: Ending = Ending.SUCCESS, **fields: object) -> Sample:
    """Return a task that has ended when it is first asked about."""
    given: dict[str, object] = {"files": images("reef.jpg") if ending is Ending.SUCCESS else (), "age": 60.0, **fields}
    return Sample(server=server, task_id=make_id(server, name), prompt=f"A {name}", ending=ending, **given)  # type: ignore[arg-type]


def tracked(outtray: Outtray, rehearse: Rehearse, *samples: Sample) -> Rehearsal:
    """Connect the accounts and add the samples."""
    rehearsal = rehearse(*samples)
    outtray.connect(rehearsal)
    handles = {str(c.server): f"{c.provider}/{c.name}" for c in rehearsal.connections}
    for one in samples:
        assert outtray.run("add", one.added_id, "--account", handles[one.server]).code == 0
    return rehearsal


def saved_path(outtray: Outtray) -> Path:
    (path,) = (file["path"] for task in outtray.tasks() for file in task["files"])
    return Path(path)


# -- watching --------------------------------------------------------------------------------------------------------


def test_trouble_with_an_account_is_said_once_and_so_is_its_end() -> None:
    clock = ManualClock()
    out_of_reach = problem(ProblemKind.UNREACHABLE, provider="Tripo", host="openapi.tripo3d.ai")

    async def said(*states: AccountState) -> list[list[str | None]]:
        changes = Changes(clock)
        told = []
        for state in states:
            changes.heard(AccountsChanged((state,)))
            told.append([change.text for change in await changes.take() if isinstance(change, Notice)])
        return told

    well = AccountState(STUDIO)
    first, second = (AccountState(STUDIO, problem=out_of_reach, slow_until=later(s)) for s in (30, 60))
    clock = ManualClock(NOW)
    assert asyncio.run(said(well, first, second, well, well)) == [
        [],
        ["tripo/Studio: openapi.tripo3d.ai can't be reached. Trying again in 30 s."],
        [],
        ["tripo/Studio answers again."],
        [],
    ]


def test_a_watch_says_that_a_provider_cannot_be_reached(outtray: Outtray, rehearse: Rehearse) -> None:
    tracked(outtray, rehearse, sample("lamp")).stop()
    done = outtray.run("watch", "--timeout", "4")
    assert len(re.findall(r"tripo/Studio: 127\.0\.0\.1:\d+ can't be reached\. Trying again in \d+ s\.", done.err)) == 1, done.err


def test_a_watch_ends_with_where_the_files_are_and_who_needs_the_user(outtray: Outtray, rehearse: Rehearse) -> None:
    tracked(outtray, rehearse, sample("lamp"), sample("hall", Server.MIDJOURNEY, Ending.NEEDS_ANSWER))
    done = outtray.run("watch", "--until-saved", "--to", "results")
    path = saved_path(outtray)
    lines = done.err.splitlines()
    assert any(re.match(r" *1  Saved +A lamp  1 file", line) for line in lines), done.err
    saved, needs, totals = lines[-3:]
    assert saved == f"Saved to “{path.parent}”."
    assert needs.startswith("Needs you: task 2, “A hall”. Midjourney is waiting")
    assert totals == "1 saved, 1 needs you."
    assert "Finish it where you started the task." in needs
    assert "Saved to" not in outtray.run("watch", "--until-saved").err, "what an earlier run saved is not told"


# -- files that were moved -------------------------------------------------------------------------------------------


def test_a_file_that_was_moved_is_shown_so_and_saved_again(outtray: Outtray, rehearse: Rehearse) -> None:
    tracked(outtray, rehearse, sample("lamp"))
    assert outtray.run("save", "1").code == 0
    path = saved_path(outtray)
    path.rename(outtray.work / "elsewhere.jpg")
    assert "File moved" in outtray.run("show", "1").out
    (outtray.work / "elsewhere.jpg").rename(path)
    assert outtray.run("show", "1", "--json").json["badge"] == "saved", "a file that came back is saved"
    path.unlink()
    saved = outtray.run("save", "1")
    assert (saved.code, path.is_file()) == (0, True), saved.err


def test_an_owner_that_watches_finds_out_that_a_file_was_moved(outtray: Outtray, rehearse: Rehearse) -> None:
    tracked(outtray, rehearse, sample("lamp"))
    assert outtray.run("save", "1").code == 0
    saved_path(outtray).unlink()
    with outtray.started("watch", "--json") as watch:
        watch.until('"file_moved"')
        watch.interrupt()
    assert "File moved" in outtray.run("list").out


# -- keys ------------------------------------------------------------------------------------------------------------


def test_without_a_keyring_the_variable_is_named_wherever_the_key_is_missed(outtray: Outtray, rehearse: Rehearse) -> None:
    tracked(outtray, rehearse, sample("lamp"))
    name = "OUTTRAY_KEY_TRIPO_STUDIO"
    for command in (("check", "1"), ("show", "1"), ("account", "test", "tripo/Studio"), ("watch", "--until-saved")):
        done = outtray.run(*command, environ={name: ""})
        assert name in done.out + done.err, (command, done)
        assert "for this run of Outtray only" not in done.out + done.err


def test_a_wrong_key_from_the_environment_names_its_variable(outtray: Outtray, rehearse: Rehearse) -> None:
    rehearsal = tracked(outtray, rehearse, sample("lamp"))
    rehearsal.set_fault(Refused(401), server=Server.TRIPO)
    for command in (("check", "1"), ("account", "test", "tripo/Studio")):
        done = outtray.run(*command)
        assert (done.code, "OUTTRAY_KEY_TRIPO_STUDIO" in done.err) == (1, True), (command, done)


def test_a_key_of_the_keychain_is_replaced_by_a_command() -> None:
    rejected = problem(ProblemKind.KEY_REJECTED, provider="Tripo", account="Studio")
    assert "outtray account key tripo/Studio" in terminal_words(rejected, AccountState(STUDIO, "keyring")).hint
    assert terminal_words(rejected, None) == words(rejected)


def test_another_address_forgets_no_key_that_is_not_there(outtray: Outtray) -> None:
    outtray.write_accounts([STUDIO])
    done = outtray.run("account", "edit", "tripo/Studio", "--base-url", "https://gateway.example.com")
    assert (done.code, done.err) == (0, "Changed tripo/Studio.\n")


# -- checking --------------------------------------------------------------------------------------------------------


def test_a_check_that_runs_alone_says_what_keeps_checking(outtray: Outtray, rehearse: Rehearse) -> None:
    rehearsal = tracked(outtray, rehearse, sample("lamp"), sample("endless", ending=Ending.NEVER_ENDS))
    assert outtray.run("check", "2").err.endswith("Run `outtray watch` to keep checking.\n")
    with outtray.started("watch", "--json") as watch:
        watch.until('"generating"')
        assert "outtray watch" not in outtray.run("check", "2").err, "somebody does keep checking"
        watch.interrupt()
    rehearsal.stop()
    assert outtray.run("check", "2").err.endswith("Run `outtray watch` to keep checking.\n")


def test_a_check_that_finds_nothing_exits_1_and_one_that_waits_for_an_answer_exits_0(outtray: Outtray, rehearse: Rehearse) -> None:
    tracked(outtray, rehearse, sample("hall", Server.MIDJOURNEY, Ending.NEEDS_ANSWER))
    outtray.run("add", make_id(Server.TRIPO, "absent"), "--account", "tripo/Studio")
    assert outtray.run("check", "1").code == 0
    absent = outtray.run("check", "2")
    assert (absent.code, "Not found yet" in absent.out) == (1, True), absent


# -- the list --------------------------------------------------------------------------------------------------------


def test_a_task_that_was_removed_comes_back(outtray: Outtray, rehearse: Rehearse) -> None:
    lamp = sample("lamp")
    tracked(outtray, rehearse, lamp)
    assert outtray.run("save", "1").code == 0
    outtray.run("remove", "1")
    done = outtray.run("add", lamp.task_id, "--account", "tripo/Studio")
    assert (done.code, done.err) == (0, "1 back on the list.\n"), "it is saved: nothing has to watch it"
    outtray.run("remove", "1")
    (row,) = outtray.run("add", lamp.task_id, "--account", "tripo/Studio", "--json").json
    assert (row["state"], row["badge"]) == ("back", "saved")


def test_a_filter_that_fits_no_task_is_no_empty_list(outtray: Outtray) -> None:
    outtray.write_accounts([STUDIO])
    outtray.run("add", UUID)
    assert outtray.run("list", "--status", "saved").err == "No task is “Saved” now. `outtray list` shows all tasks.\n"


def test_without_an_account_adding_says_how_to_connect_one(outtray: Outtray) -> None:
    done = outtray.run("add", UUID)
    assert done.code == 1
    assert "No account is connected." in done.err
    assert "outtray account add PROVIDER NAME" in done.err


def test_a_verb_that_does_nothing_says_so(outtray: Outtray, rehearse: Rehearse) -> None:
    tracked(outtray, rehearse, sample("hall", ending=Ending.CANCELLED))
    assert outtray.run("check", "1").code == 0
    assert outtray.run("pause", "1").err == "Nothing was to pause: “A hall” is cancelled.\n"
    assert outtray.run("resume", "1").err == "Nothing was to resume: “A hall” is cancelled.\n"
    removed = outtray.run("remove", "1", "999")
    assert (removed.code, removed.err.endswith(" Nothing was removed.\n")) == (1, True)
    assert len(outtray.tasks()) == 1


def test_a_task_is_shown_with_its_prompt_its_model_its_cost_and_its_past_in_our_words(outtray: Outtray, rehearse: Rehearse) -> None:
    tracked(outtray, rehearse, sample("lamp", model="v3.0-20250812"))
    assert outtray.run("save", "1").code == 0
    shown = outtray.run("show", "1").out
    for name, value in (("Prompt", "A lamp"), ("Model", "v3.0-20250812"), ("Cost", "")):
        assert re.search(rf"^  {name} +{re.escape(value)}", shown, re.MULTILINE), shown
    steps = [line for line in shown.splitlines() if re.match(r"  \d{4}-\d\d-\d\dT", line)]
    assert [line.split("Z  ")[1].split(" (")[0] for line in steps][-1] == "Saved"
    assert not any("done" in line.split(" (")[0] or "none" in line for line in steps), steps


def test_an_address_is_no_single_word(outtray: Outtray) -> None:
    refused = outtray.run("account", "add", "tripo", "Studio", "--base-url", "nonsense")
    assert (refused.code, refused.err.startswith("“nonsense” is not an address of a server.")) == (1, True), refused.err
    for fine in ("https://nas", "nas:8443", "localhost"):
        done = outtray.run("account", "add", "tripo", f"At {fine.rpartition('/')[2]}", "--base-url", fine)
        assert (done.code, done.err.splitlines()[0].startswith("Added tripo/At ")) == (0, True), done.err


# -- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["Generation failed: out of memory.", "out of memory", "Task failed - out of memory. "])
def test_that_it_failed_is_said_once(reason: str) -> None:
    trouble = problem(ProblemKind.GENERATION_FAILED, provider="Tripo", reason=reason)
    task = a_task(remote=Remote.FAILED, problem=trouble)
    assert detail_line(task, NOW) == "Generation failed: out of memory"
    assert words(trouble).title == "Generation failed at Tripo: “out of memory”."


def test_a_reason_that_says_nothing_more_is_left_out() -> None:
    trouble = problem(ProblemKind.GENERATION_FAILED, provider="Tripo", reason="Generation failed.")
    assert words(trouble).title == "Generation failed at Tripo."
    assert detail_line(a_task(remote=Remote.FAILED, problem=trouble), NOW) == "Generation failed"


def test_an_answer_in_words_is_no_missing_file() -> None:
    task = a_task("midjourney", remote=Remote.DONE, may_lack_files=True, text_result="A brass lamp on a desk")
    assert detail_line(task, NOW) == "Text answer"


def test_a_full_disk_names_what_is_kept_free() -> None:
    full = problem(ProblemKind.DISK_FULL, folder="/media/stick", needs="501 MB", free="200 MB", reserve="500 MB")
    assert words(full).title == "Not enough space in “/media/stick” (needs 501 MB, 200 MB free)."
    assert "keeps 500 MB free" in words(full).hint


def test_the_demo_counts_files_as_its_rows_do() -> None:
    song = next(one for one in good_samples(16) if one.expect_files)
    text = a_file("lyrics", FileState.SAVED, kind=MediaKind.TEXT, text="La la")
    files = (*(a_file(f"p{n}", FileState.SAVED) for n in range(song.expect_files)), text)
    task = a_task(song.provider, song.added_id, remote=Remote.DONE, files=files)
    assert _verdict(song, task)[4] == f"{len(files)} of {len(files)}"


def test_a_demo_without_a_folder_says_that_its_files_are_gone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Shortened(Application):
        @override
        def demo(self, folder: Path | None, *, headless: bool) -> int:
            return 0

    assert main(["demo", "--headless"], Shortened()) == 0
    assert capsys.readouterr().err == "The demo's files were deleted. To keep them: outtray demo --dir DIR\n"
    assert main(["demo", "--headless", "--dir", str(tmp_path)], Shortened()) == 0
    assert capsys.readouterr().err == ""
