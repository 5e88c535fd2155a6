"""A key goes to its account's provider and is found nowhere else: not on the disk, not in what is printed, not in an argument."""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop.rehearsal.builders import images, songs
from desktop.rehearsal.faults import Html, Redirected, Refused, ServerError
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.rehearsal import Rehearsal
from desktop.rehearsal.sample import API_SERVERS, Ending, Sample, Server
from tests.app.conftest import Rehearse
from tests.fakes.outtray import Outtray

KEYS = {
    Server.CRUN: "ak_PLANTED0crun0PLANTED0crun0PLANTED0",
    Server.TRIPO: "tsk_PLANTED0tripo0PLANTED0tripo0PLANTED",
    Server.TRIPO_V2: "tsk_PLANTED0archive0PLANTED0archive0PL",
    Server.BYTESPIKE: "sk-byts-PLANTED0spike0PLANTED0spike0",
    Server.MIDJOURNEY: "a-gateways-own-form-of-key/PLANTED+MJ=",
}


def echoing(server: Server, number: int, **fields: object) -> Sample:
    """Return a task whose provider repeats the account's key wherever it has words."""
    key = KEYS[server]
    given: dict[str, object] = {"files": images("reef.jpg"), **fields}
    return Sample(
        server=server,
        task_id=make_id(server, f"echo {number}"),
        prompt=f"Lamp {number}, Authorization: Bearer {key}, worn edges",
        title=f"Echo {key}" if number % 2 else "",
        model=f"model-{key}",
        age=60,
        **given,  # type: ignore[arg-type]
    )


SAMPLES = (
    *(echoing(server, number) for number, server in enumerate(API_SERVERS)),
    echoing(Server.CRUN, 10, files=songs(), text=f"la la {KEYS[Server.CRUN]}", tags=f"pop, {KEYS[Server.CRUN]}"),
    echoing(Server.CRUN, 11, ending=Ending.FAILED, reason=f"bad key {KEYS[Server.CRUN]}", files=()),
    echoing(Server.BYTESPIKE, 12, ending=Ending.FAILED, reason=f"no: {KEYS[Server.BYTESPIKE]}", code="e1", files=()),
    echoing(Server.MIDJOURNEY, 13, ending=Ending.WORDS, text=f"you said {KEYS[Server.MIDJOURNEY]}", action="DESCRIBE", files=()),
    echoing(Server.TRIPO, 14, ending=Ending.STRANGE_WORD, word=f"ON HOLD {KEYS[Server.TRIPO]}", files=()),
)


def everything_done(outtray: Outtray, rehearsal: Rehearsal) -> str:
    """Have every task watched, checked and shown; return all that was printed."""
    handles = {str(c.server): f"{c.provider}/{c.name}" for c in rehearsal.connections}
    printed = [
        outtray.run("add", *(s.task_id for s in SAMPLES if s.server == server), "--account", handle, "--json")
        for server, handle in handles.items()
    ]
    rehearsal.set_fault(ServerError(500), server=Server.TRIPO_V2, times=1)
    rehearsal.set_fault(Html(), server=Server.BYTESPIKE, times=1)
    rehearsal.set_fault(Redirected(307), server=Server.FILES, times=3)
    rehearsal.set_fault(Refused(403), server=Server.FILES, times=2)
    watched = outtray.run("watch", "--until-saved", "--timeout", "7", "--json")
    assert watched.code == 3, f"the task with the strange word is never settled: {watched.err}"
    printed += [watched, outtray.run("list", "--json"), outtray.run("list"), outtray.run("account", "list", "--json")]
    printed += [outtray.run("account", "test", handle) for handle in handles.values()]
    printed += [outtray.run("show", sample.task_id, "--json") for sample in SAMPLES[4:]]
    return "".join(done.out + done.err for done in printed)


def holding(paths: list[Path], text: str) -> list[str]:
    return [str(path) for path in paths if text in str(path) or text.encode() in path.read_bytes()]


def test_a_planted_key_is_found_nowhere(outtray: Outtray, rehearse: Rehearse) -> None:
    rehearsal = rehearse(*SAMPLES, keys=KEYS)
    outtray.connect(rehearsal)
    printed = everything_done(outtray, rehearsal)
    saved = [path for path in (outtray.home / "Downloads").rglob("*") if path.is_file()]
    assert len(saved) >= 8, "there was something to save"
    assert "[hidden]" in printed
    with closing(sqlite3.connect(f"file:{outtray.profile.database}?mode=ro", uri=True)) as database:
        raws = [row[0] for row in database.execute("SELECT text FROM reply")]
    assert any("[hidden]" in raw for raw in raws), "the raw replies are there"
    assert "PLANTED" not in printed
    assert holding(outtray.files(), "PLANTED") == []
    names = [path.name for path in saved]
    assert [name for name in names if "PLANTED" in name] == []
    for server in API_SERVERS:
        assert rehearsal.record.holding(KEYS[server], server)
        assert rehearsal.record.holding(KEYS[server], *(other for other in Server if other is not server)) == ()
    assert rehearsal.record.count(Server.ELSEWHERE) >= 1


def test_a_key_on_standard_input_is_in_no_argument_and_no_file_without_a_keyring(outtray: Outtray, rehearse: Rehearse) -> None:
    rehearsal = rehearse(keys=KEYS)
    base = rehearsal.base_urls[Server.CRUN]
    done = outtray.run("account", "add", "crun", "Studio", "--base-url", base, "--key-stdin", stdin=f"{KEYS[Server.CRUN]}\n")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "This system has no keychain that Outtray can use. The account was not added. "
        "Outtray also takes its key from the environment variable OUTTRAY_KEY_CRUN_STUDIO.\n"
    )
    assert outtray.run("account", "list", "--json").json == []
    assert holding(outtray.files(), "PLANTED") == []


def test_there_is_no_argument_that_takes_a_key(outtray: Outtray) -> None:
    for option in ("--key", "--api-key", "--token"):
        assert outtray.run("account", "add", "crun", "Studio", option, KEYS[Server.CRUN]).code == 2
    assert outtray.run("account", "key", "crun/Studio", KEYS[Server.CRUN]).code == 2
    assert outtray.run("account", "add", "crun", "Studio", KEYS[Server.CRUN]).code == 2
