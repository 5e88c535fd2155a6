"""The command line's verbs, options, exit codes and JSON, in real processes."""

import os
import subprocess
from pathlib import Path

import pytest

from desktop import __version__
from desktop.domain.account import Account, HeaderStyle
from tests.fakes.outtray import Outtray

UUID = "1ec04ced-4b87-44f6-a296-beee80777941"
OTHER = "0b1f9e2a-6d1c-4c55-9b0e-7a3f6f2f9c11"
SPIKE = "task_01K9ABCDEFGHJKMNPQRSTVWXYZ"
KEYS = {
    "id", "provider", "account", "project", "task_id", "id_kind", "title", "badge", "remote", "remote_raw", "local", "progress",
    "detail", "files", "problem", "cost", "expires_at", "created_at", "finished_at",
}  # fmt: skip


def account(provider: str, name: str, base_url: str) -> Account:
    return Account(id=f"{provider}-{name}", provider=provider, name=name, base_url=base_url, header=HeaderStyle.BEARER)


CRUN = account("crun", "Studio", "https://api.crun.ai")
TRIPO = account("tripo", "Studio", "https://openapi.tripo3d.ai/v3")
BYTESPIKE = account("bytespike", "Client A", "https://llm.bytespike.ai")


def test_version_and_help_need_no_profile(outtray: Outtray) -> None:
    assert outtray.run("--version").out == f"outtray {__version__}\n"
    shown = outtray.run("--help")
    assert shown.code == 0
    assert "outtray watch --until-saved" in shown.out
    assert not outtray.profile.root.exists()


@pytest.mark.parametrize(
    "args",
    [
        ["frobnicate"],
        ["list", "--status", "splendid"],
        ["watch", "--timeout", "nan"],
        ["watch", "--timeout", "-1"],
        ["account"],
        ["account", "add", "crun"],
        ["account", "edit", "crun/Studio"],
        ["account", "add", "crun", "Studio", "--header", "smoke-signal"],
        ["add"],
        ["add", UUID, "--id-kind", "social"],
        ["show"],
        ["save"],
    ],
    ids=" ".join,
)
def test_wrong_usage_exits_2_and_leaves_no_profile(outtray: Outtray, args: list[str]) -> None:
    done = outtray.run(*args)
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("usage: outtray")
    assert not outtray.profile.root.exists()


def test_a_task_has_exactly_the_public_keys(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    (added,) = outtray.run("add", UUID, "--project", "Lamps", "--json").json
    assert added.keys() == KEYS | {"state", "reason"}
    (task,) = outtray.tasks()
    assert task.keys() == KEYS
    assert {name: task[name] for name in ("id", "provider", "account", "project", "task_id", "id_kind", "badge", "remote")} == {
        "id": 1,
        "provider": "tripo",
        "account": "tripo/Studio",
        "project": "Lamps",
        "task_id": UUID,
        "id_kind": "task_id",
        "badge": "waiting",
        "remote": "waiting",
    }
    assert task["cost"] == {"estimated": None, "charged": None, "unit": "credits"}
    assert task["files"] == []
    assert {task[name] for name in ("problem", "progress", "expires_at", "finished_at")} == {None}
    assert len(task["created_at"]) == len("2026-11-21T22:19:07Z")
    shown = outtray.run("show", "1", "--json").json
    assert shown.keys() == KEYS | {"history", "notes", "prompt", "model"}
    assert [step["remote"] for step in shown["history"]] == ["waiting"]


def test_an_empty_profile_answers_with_empty_arrays(outtray: Outtray) -> None:
    assert outtray.run("list", "--json").json == []
    assert outtray.run("account", "list", "--json").json == []
    assert outtray.run("list").err == "No tasks here. Add some with: outtray add ID\n"


def test_list_takes_one_badge(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO, BYTESPIKE])
    outtray.run("add", UUID, SPIKE)
    assert outtray.run("pause", SPIKE).err == "1 task paused.\n"
    assert [task["task_id"] for task in outtray.run("list", "--status", "paused", "--json").json] == [SPIKE]
    assert [task["task_id"] for task in outtray.run("list", "--status", "waiting", "--json").json] == [UUID]
    outtray.run("resume", SPIKE)
    assert outtray.run("list", "--status", "paused", "--json").json == []


def test_text_is_never_a_path(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    (outtray.work / "ids.txt").write_text(UUID)
    done = outtray.run("add", "ids.txt", "--json")
    assert (done.code, [row for row in done.json if row["state"] != "unclear"]) == (1, [])
    assert outtray.tasks() == []


def test_ids_come_from_standard_input_and_files(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    log = outtray.work / "run.log"
    log.write_bytes(b"\xef\xbb\xbf12:00 started \xff task_id=" + OTHER.encode())
    assert outtray.run("add", "-", "--file", "run.log", stdin=f"id: {UUID}\n").code == 0
    assert {task["task_id"] for task in outtray.tasks()} == {UUID, OTHER}
    missing = outtray.run("add", "--file", "nowhere.csv")
    assert (missing.code, missing.out) == (1, "")
    assert missing.err == "The file “nowhere.csv” can't be read: No such file or directory. Check its name and try again.\n"


def test_a_uuid_goes_to_the_one_account_that_could_own_it(outtray: Outtray) -> None:
    outtray.write_accounts([CRUN, BYTESPIKE])
    (row,) = outtray.run("add", UUID, "--json").json
    assert (row["state"], row["account"]) == ("new", "crun/Studio")
    assert row["reason"] == "crun.ai “Studio” is your only account with ids like this"


def test_a_uuid_of_two_possible_accounts_is_unclear_until_one_is_given(outtray: Outtray) -> None:
    outtray.write_accounts([CRUN, TRIPO])
    done = outtray.run("add", UUID, "--json")
    assert done.code == 1
    assert [(row["state"], row["id"], row["task_id"]) for row in done.json] == [("unclear", None, UUID)]
    assert outtray.tasks() == []
    plain = outtray.run("add", UUID)
    assert plain.err.splitlines() == [
        "0 added, 1 unclear.",
        "Say whose the unclear ones are with --account. `outtray account list` shows the accounts.",
    ]
    ambiguous = outtray.run("add", UUID, "--account", "Studio")
    assert ambiguous.code == 1
    assert "names several accounts" in ambiguous.err
    assert outtray.run("add", UUID, "--account", "tripo/Studio").code == 0
    assert [task["account"] for task in outtray.tasks()] == ["tripo/Studio"]


def test_an_id_of_ones_own_is_bytespikes_second_kind(outtray: Outtray) -> None:
    outtray.write_accounts([CRUN, BYTESPIKE])
    rows = outtray.run("add", "lamp-kit_turntable_v03", SPIKE, "--account", "Client A", "--json").json
    assert {row["task_id"]: row["id_kind"] for row in rows} == {"lamp-kit_turntable_v03": "out_task_id", SPIKE: "task_id"}


def test_a_recognised_id_without_an_account_is_tracked_and_needs_its_user(outtray: Outtray) -> None:
    done = outtray.run("add", SPIKE, "--json")
    assert done.code == 0
    (task,) = outtray.tasks()
    assert (task["badge"], task["account"]) == ("needs_you", None)
    assert task["problem"]["title"] == "This task needs a ByteSpike key."


def test_what_is_tracked_is_not_added_again(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    first = outtray.run("add", UUID, UUID)
    assert first.err == "1 added.\nNothing watches them yet. Open Outtray, or run: outtray watch\n"
    again = outtray.run("add", UUID, OTHER)
    assert (again.code, again.err.splitlines()[0]) == (0, "1 added, 1 already tracked.")
    assert len(outtray.tasks()) == 2


def test_tasks_are_named_by_number_or_by_the_providers_id(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO, BYTESPIKE])
    outtray.run("add", UUID, SPIKE)
    assert outtray.run("show", UUID, "--json").json["id"] == outtray.run("show", "1", "--json").json["id"] == 1
    for unknown in ("77", "9" * 40, "nonsense"):
        done = outtray.run("show", unknown)
        assert (done.code, done.out) == (1, "")
        assert done.err == f"No task on the list has the id “{unknown}”. `outtray list` shows those there are.\n"
    assert outtray.run("remove", "1", SPIKE).err == "Removed 2 tasks from the list. Saved files are kept.\n"
    assert outtray.tasks() == []


def test_one_unknown_id_leaves_all_as_they_are(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    outtray.run("add", UUID)
    assert outtray.run("remove", UUID, "77").code == 1
    assert len(outtray.tasks()) == 1


@pytest.mark.parametrize("key", ["ak_0123456789abcdef0123456789abcdef", "tsk_0123456789abcdefghijklmnopqrstuvwxyzABCDEF"])
def test_a_pasted_key_is_refused_and_stored_nowhere(outtray: Outtray, key: str) -> None:
    outtray.write_accounts([TRIPO])
    done = outtray.run("add", f"-H 'Authorization: Bearer {key}' {UUID}", "--json")
    assert done.code == 1
    assert [row["task_id"] for row in done.json] == [UUID]
    assert "looks like a key" in done.err
    assert key not in done.out + done.err
    assert [path for path in outtray.files() if key.encode() in path.read_bytes()] == []


def test_arguments_that_are_no_text_are_no_error(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    command = [os.fsencode(part) for part in outtray.command("add", UUID)] + [b"\xff\xfe"]
    done = subprocess.run(command, capture_output=True, cwd=outtray.work, env=outtray.environ)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_a_terminal_without_our_characters_shows_others(outtray: Outtray) -> None:
    done = subprocess.run(
        outtray.command("show", "7"),
        capture_output=True,
        cwd=outtray.work,
        env={**outtray.environ, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    )
    assert (done.returncode, b"No task on the list has the id ?7?." in done.stderr) == (1, True)


def test_a_reader_that_goes_away_is_no_error(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    outtray.run("add", "-", stdin="\n".join(f"{UUID[:-4]}{n:04d}" for n in range(400)))
    with subprocess.Popen(
        outtray.command("list", "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=outtray.work, env=outtray.environ
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_a_profile_that_cannot_be_written_is_named(outtray: Outtray) -> None:
    (outtray.folder / "profile").write_text("a file, no folder")
    done = outtray.run("list")
    assert done.code == 1
    assert done.err.startswith(f"The profile folder “{outtray.profile.root}” can't be used: ")


def test_the_variable_names_a_profile_too(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    command = [part for part in outtray.command("account", "list") if part not in ("--profile", str(outtray.profile.root))]
    environ = {**outtray.environ, "OUTTRAY_PROFILE": str(outtray.profile.root)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=outtray.work, env=environ)
    assert "tripo/Studio" in done.stdout


def test_a_damaged_settings_file_is_set_aside_and_said(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    outtray.write_accounts([TRIPO, CRUN])
    outtray.profile.settings_file.write_bytes(b"\x00\xff not = [toml")
    done = outtray.run("account", "list", "--json")
    assert done.code == 0
    assert [one["handle"] for one in done.json] == ["tripo/Studio"]
    assert "The settings file was damaged; the copy made before the last change is used." in done.err
    assert len(list(outtray.profile.root.glob("settings-damaged-*.toml"))) == 1
    assert outtray.run("account", "list").err == ""


def test_an_unreadable_database_is_set_aside_and_said(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    outtray.run("add", UUID)
    outtray.profile.database.write_bytes(b"SQLite format 3\x00" + b"\xa5" * 8000)
    done = outtray.run("list", "--json")
    assert done.code == 0
    assert "damaged" in done.err
    assert list(outtray.profile.root.glob("*damaged*"))
    assert outtray.run("add", OTHER).code == 0
    assert OTHER in [task["task_id"] for task in outtray.tasks()]


def test_a_database_of_a_newer_program_is_refused_and_left_alone(outtray: Outtray) -> None:
    outtray.run("list")
    data = bytearray(outtray.profile.database.read_bytes())
    data[60:64] = (999).to_bytes(4)
    outtray.profile.database.write_bytes(data)
    done = outtray.run("list")
    assert (done.code, done.out) == (1, "")
    assert "was written by a newer version of Outtray" in done.err
    assert outtray.profile.database.read_bytes() == data


def test_nothing_of_a_prompt_reaches_the_terminal_as_a_command(outtray: Outtray) -> None:
    outtray.write_accounts([TRIPO])
    done = outtray.run("add", UUID, "--project", "\x1b[2Jboo")
    assert done.code == 0
    assert "\x1b" not in outtray.run("show", "1").out


def test_piped_tables_are_not_cut(outtray: Outtray, tmp_path: Path) -> None:
    outtray.write_accounts([account("tripo", "A studio with quite a long name, in the old town", TRIPO.base_url)])
    shown = outtray.run("add", UUID)
    assert f"tripo/A studio with quite a long name, in the old town  {UUID}  " in shown.out
    assert "tripo/A studio with quite a long name, in the old town" in outtray.run("list").out


def test_a_variable_that_fits_two_accounts_serves_neither_and_that_is_said(outtray: Outtray) -> None:
    twins = [account("crun", "Client A", CRUN.base_url), account("crun", "Client-A", CRUN.base_url)]
    outtray.write_accounts(twins)
    outtray.environ["OUTTRAY_KEY_CRUN_CLIENT_A"] = "ak_0123456789abcdef"
    done = outtray.run("account", "list", "--json")
    assert [one["key"] for one in done.json] == [None, None]
    assert "The variable OUTTRAY_KEY_CRUN_CLIENT_A fits crun/Client A and crun/Client-A, so it is used for neither." in done.err
    outtray.write_accounts(twins[:1])
    single = outtray.run("account", "list", "--json")
    assert ([one["key"] for one in single.json], single.err) == (["environment"], "")


def test_a_public_address_needs_https_and_a_private_one_consent(outtray: Outtray) -> None:
    assert outtray.run("account", "add", "crun", "A", "--base-url", "http://api.example.com", "--allow-http").code == 1
    assert outtray.run("account", "add", "crun", "B", "--base-url", "http://192.168.7.7:3000").code == 1
    assert outtray.run("account", "add", "crun", "C", "--base-url", "http://192.168.7.7:3000", "--allow-http").code == 0
    assert outtray.run("account", "add", "crun", "D", "--base-url", "http://127.0.0.1:3000/").code == 0
    assert outtray.run("account", "add", "gopher", "E").code == 1
    addresses = {one["handle"]: one["base_url"] for one in outtray.run("account", "list", "--json").json}
    assert addresses == {"crun/C": "http://192.168.7.7:3000", "crun/D": "http://127.0.0.1:3000"}


def test_an_account_has_exactly_the_public_keys(outtray: Outtray) -> None:
    outtray.write_accounts([CRUN])
    (one,) = outtray.run("account", "list", "--json").json
    assert one.keys() == {"id", "handle", "provider", "name", "base_url", "header", "colour", "allow_http", "key", "problem"}
