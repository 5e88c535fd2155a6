"""Updates over a real server on loopback: what isn't what the makers signed is refused, each time with its sentence."""

import asyncio
import json
import os
import sys
import threading
from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from desktop.domain.update import Found, Installer, Newer, Refused, System, Unfit, UpToDate, Version, Why
from desktop.domain.wording import size_words
from desktop.engine.part_file import PartFile
from desktop.engine.trust import SystemTrust
from desktop.engine.update_faults import UpdateTrouble
from desktop.engine.update_system import this_system
from desktop.engine.updates import SOURCE, Updater, chosen_source, updater_of, updates_off
from desktop.storage.build import Build, Channel
from desktop.storage.paths import Profile
from tests.fakes.update_site import INSTALLER, NOTES, NOW, Signer, Site, endless, file_entry, half, said, site, updater
from tests.unit.engine.wire import make_certificate, tls_server, unused_port

SIGNER = Signer()


def run(story: Callable[[Site], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with site() as made:
            await asyncio.wait_for(story(made), 20)

    asyncio.run(whole())


def looked(folder: Path, published: Callable[[Site], bytes], **other: Any) -> Found:
    """Return what a look at a published list comes to."""
    found: list[Found] = []

    async def story(there: Site) -> None:
        there.publish(published(there))
        found.append(await updater(there.list_url, folder, SIGNER, **other).look())

    run(story)
    return found[0]


def good(there: Site, **other: object) -> bytes:
    return SIGNER.list(**said(file_entry(there.file_url), **other))


def refused_because(found: Found) -> tuple[Why, str]:
    assert isinstance(found, Refused), found
    return found.why, found.sentence


async def offered(there: Site, looking: Updater) -> Installer:
    there.publish(good(there))
    there.publish_file()
    found = await looking.look()
    assert isinstance(found, Newer)
    return found.installer


def left(folder: Path) -> list[str]:
    downloads = folder / "Downloads"
    return sorted(path.name for path in downloads.iterdir()) if downloads.exists() else []


async def troubled(act: Awaitable[object]) -> str:
    with pytest.raises(UpdateTrouble) as caught:
        await act
    return caught.value.sentence


# -- the list ----------------------------------------------------------------------------------------------------------------


def test_a_signed_list_shows_the_newer_version_with_its_notes(tmp_path: Path) -> None:
    found = looked(tmp_path, good)
    assert isinstance(found, Newer)
    assert (str(found.updates.version), found.updates.notes["en"]) == ("1.2", NOTES)
    assert found.installer.name == "outtray_1.2_amd64.deb"


def test_looking_sends_a_plain_request_that_tells_nothing_of_the_user(tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        there.publish(good(there))
        await updater(there.list_url, tmp_path, SIGNER).look()
        ((path, headers),) = there.heads
        assert path == "/outtray-updates.json"
        assert headers["User-Agent"] == "Outtray/1.1"
        assert headers["Cache-Control"] == "no-cache"
        assert set(headers) <= {"Host", "User-Agent", "Accept", "Accept-Encoding", "Cache-Control"}

    run(story)


def test_a_list_signed_by_somebody_else_is_refused(tmp_path: Path) -> None:
    forger = Signer()
    found = looked(tmp_path, lambda there: forger.sign(json.dumps(said(file_entry(there.file_url))).encode(), name=SIGNER.id))
    why, sentence = refused_because(found)
    assert why is Why.WRONG_SIGNATURE
    assert sentence.startswith("The update list has a wrong signature: it was changed on its way. Nothing of it is used.")


def test_a_list_of_an_unknown_key_is_refused(tmp_path: Path) -> None:
    why, sentence = refused_because(looked(tmp_path, lambda there: Signer().list(**said(file_entry(there.file_url)))))
    assert why is Why.UNKNOWN_KEY
    assert "a key that this Outtray doesn't know" in sentence


def test_a_payload_put_under_another_ones_signature_is_refused(tmp_path: Path) -> None:
    def swapped(there: Site) -> bytes:
        document = json.loads(good(there))
        document["payload"] = b64encode(b64decode(document["payload"]).replace(b'"1.2"', b'"9.9"')).decode()
        return json.dumps(document).encode()

    assert refused_because(looked(tmp_path, swapped))[0] is Why.WRONG_SIGNATURE


def test_a_signature_made_for_something_else_proves_no_list(tmp_path: Path) -> None:
    found = looked(tmp_path, lambda there: SIGNER.sign(json.dumps(said(file_entry(there.file_url))).encode(), prefix=b""))
    assert refused_because(found)[0] is Why.WRONG_SIGNATURE


def test_a_list_with_an_older_version_is_refused_and_not_remembered(tmp_path: Path) -> None:
    found = looked(tmp_path, lambda there: good(there, version="1.0.9"))
    assert refused_because(found) == (
        Why.OLDER_VERSION,
        "The update list offers Outtray 1.0.9, which is older than 1.1, the one you have. Nothing of it is used.",
    )
    assert not (tmp_path / "updates.json").exists()


def test_a_list_that_has_ended_is_refused(tmp_path: Path) -> None:
    ended = {"released": (NOW - timedelta(days=90)).isoformat(), "expires": (NOW - timedelta(seconds=1)).isoformat()}
    why, sentence = refused_because(looked(tmp_path, lambda there: good(there, **ended)))
    assert why is Why.EXPIRED
    assert "Check this computer's clock" in sentence


def test_an_older_list_is_refused_once_a_newer_one_was_seen(tmp_path: Path) -> None:
    assert isinstance(looked(tmp_path, good), Newer)
    assert asyncio.run(updater(SOURCE, tmp_path, SIGNER).due()), "taking that down forgets nothing"
    older = looked(tmp_path, lambda there: good(there, released=(NOW - timedelta(days=2)).isoformat()))
    why, sentence = refused_because(older)
    assert why is Why.REPLAYED
    assert "older than the one of 21 Nov 2026 that came before" in sentence
    assert refused_because(looked(tmp_path, lambda there: good(there, version="1.1.5")))[0] is Why.REPLAYED
    assert isinstance(looked(tmp_path, good), Newer), "the same list again is no older one"


def test_a_list_from_the_future_is_refused_and_locks_nobody_out(tmp_path: Path) -> None:
    ahead = {"released": (NOW + timedelta(days=2)).isoformat(), "expires": (NOW + timedelta(days=9)).isoformat()}
    assert refused_because(looked(tmp_path, lambda there: good(there, **ahead)))[0] is Why.NOT_YET
    assert isinstance(looked(tmp_path, good), Newer)


def test_a_huge_list_is_refused_without_being_read_to_its_end(tmp_path: Path) -> None:
    sent: list[int] = []

    async def flood(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            for _ in range(2000):
                await response.write(bytes(65536))
                sent.append(65536)
        except ConnectionError:
            pass
        return response

    async def story(there: Site) -> None:
        there.replies["/outtray-updates.json"] = flood
        assert refused_because(await updater(there.list_url, tmp_path, SIGNER).look())[0] is Why.TOO_LARGE
        assert sum(sent) < 2000 * 65536

    run(story)


def test_a_web_page_in_the_lists_place_is_refused(tmp_path: Path) -> None:
    why, sentence = refused_because(looked(tmp_path, lambda _: b"<html>Sign in to this network</html>"))
    assert (why, sentence) == (Why.UNREADABLE, "The update list can't be read, so nothing of it is used. Try again later.")


def test_the_installed_version_is_up_to_date(tmp_path: Path) -> None:
    assert looked(tmp_path, good, version="1.2") == UpToDate(Version((1, 2)))
    assert isinstance(looked(tmp_path, good, version="1.2rc1"), Newer)


def test_an_installer_made_for_the_processor_goes_before_one_for_any(tmp_path: Path) -> None:
    found = looked(
        tmp_path, lambda there: SIGNER.list(**said(file_entry(f"{there.url}/outtray.deb", arch="any"), file_entry(there.file_url)))
    )
    assert isinstance(found, Newer)
    assert found.installer.arch == "x86_64"


def test_a_system_whose_version_is_not_known_is_offered_what_there_is(tmp_path: Path) -> None:
    unknown = System(channel="deb", arch="x86_64")
    needs = looked(
        tmp_path, lambda there: SIGNER.list(**said(file_entry(there.file_url, minimum="2.39"))), system=lambda _build: unknown
    )
    assert isinstance(needs, Newer)


def test_a_system_that_is_too_old_or_of_another_kind_is_told_so(tmp_path: Path) -> None:
    needs = looked(tmp_path, lambda there: SIGNER.list(**said(file_entry(there.file_url, minimum="2.39"))))
    assert isinstance(needs, Unfit)
    assert needs.sentence == "Outtray 1.2 needs a newer system than this computer has. Yours goes on working."
    other = looked(tmp_path, lambda there: SIGNER.list(**said(file_entry(there.file_url, arch="arm64"))))
    assert isinstance(other, Unfit)
    assert "not for this kind of computer (x86_64)" in other.sentence


# -- the way -----------------------------------------------------------------------------------------------------------------


def test_an_error_of_the_server_is_a_sentence(tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        there.fails = 503
        sentence = await troubled(updater(there.list_url, tmp_path, SIGNER).look())
        assert sentence == "127.0.0.1 answered with an error (HTTP 503). Try again later."

    run(story)


def test_being_offline_is_a_sentence(tmp_path: Path) -> None:
    def nowhere(host: str, _port: int) -> tuple[str, ...]:
        raise OSError(-2, "Name or service not known")

    closed = updater(f"http://127.0.0.1:{unused_port()}/outtray-updates.json", tmp_path, SIGNER)
    lost = updater("https://outtray.example/outtray-updates.json", tmp_path, SIGNER, resolve=nowhere)
    for looking, host in ((closed, "127.0.0.1"), (lost, "outtray.example")):
        sentence = asyncio.run(troubled(looking.look()))
        assert sentence == f"{host} can't be reached. Check the internet connection, then try again."


def test_https_is_proved_and_leads_to_no_plain_http(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, certificate = make_certificate(tmp_path)
    reply = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/outtray-updates.json\r\nContent-Length: 0\r\n\r\n"
    with tls_server(context, reply, []) as port:
        source = f"https://127.0.0.1:{port}/outtray-updates.json"
        sentence = asyncio.run(troubled(updater(source, tmp_path, SIGNER).look()))
        assert sentence.startswith("The secure connection to 127.0.0.1 can't be verified.")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        sentence = asyncio.run(troubled(updater(source, tmp_path, SIGNER, trust=SystemTrust()).look()))
        assert sentence.startswith("127.0.0.1 leads to an address that isn't https, so it isn't followed.")


def test_a_list_over_https_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, certificate = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    data = SIGNER.list(**said(file_entry("https://outtray.app/files/outtray_1.2_amd64.deb")))
    reply = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(data), data)
    with tls_server(context, reply, []) as port:
        source = f"https://127.0.0.1:{port}/outtray-updates.json"
        assert isinstance(asyncio.run(updater(source, tmp_path, SIGNER, trust=SystemTrust()).look()), Newer)


def test_a_circle_of_redirects_ends(tmp_path: Path) -> None:
    async def around(request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "/outtray-updates.json"})

    async def story(there: Site) -> None:
        there.replies["/outtray-updates.json"] = around
        assert "leads to an address" in await troubled(updater(there.list_url, tmp_path, SIGNER).look())
        assert len(there.heads) == 6

    run(story)


# -- the installer -----------------------------------------------------------------------------------------------------------


def test_the_signed_installer_is_downloaded_whole_and_proved(tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        looking, told = updater(there.list_url, tmp_path, SIGNER), list[tuple[int, int | None]]()
        installer = await offered(there, looking)
        path = await looking.download(installer, lambda *said: told.append(said))
        assert path == tmp_path / "Downloads" / "outtray_1.2_amd64.deb"
        assert path.read_bytes() == INSTALLER
        assert left(tmp_path) == [path.name]
        assert all(total == len(INSTALLER) for _, total in told)
        await looking.prove(path, installer)
        there.fails = 500
        assert await looking.download(installer, lambda *_: None) == path, "what is there already isn't asked for again"

    run(story)


@pytest.mark.parametrize(
    "served",
    [INSTALLER[:-1] + b"!", INSTALLER + b"!", INSTALLER[:-1], b"<html>Sign in</html>"],
    ids=["bytes", "long", "short", "page"],
)
def test_a_swapped_file_is_refused_and_thrown_away(tmp_path: Path, served: bytes) -> None:
    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        there.publish_file(served)
        sentence = await troubled(looking.download(installer, lambda *_: None))
        assert sentence.startswith("The file that 127.0.0.1 sent isn't the one that the update list names")
        assert left(tmp_path) == []

    run(story)


def test_a_file_without_a_length_is_not_read_beyond_what_is_due(tmp_path: Path) -> None:
    sent: list[int] = []

    async def flood(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            for number in range(200):
                await response.write(INSTALLER)
                sent.append(number)
        except ConnectionError:
            pass
        return response

    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        there.publish_file(flood)
        assert "isn't the one" in await troubled(looking.download(installer, lambda *_: None))
        assert left(tmp_path) == []
        assert len(sent) < 200

    run(story)


def test_a_download_cut_short_leaves_nothing(tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        there.publish_file(half)
        sentence = await troubled(looking.download(installer, lambda *_: None))
        assert sentence == "The connection to 127.0.0.1 broke off. Nothing half is kept; try again."
        assert left(tmp_path) == []

    run(story)


def test_a_cancelled_download_leaves_nothing(tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        looking, started = updater(there.list_url, tmp_path, SIGNER), asyncio.Event()
        installer = await offered(there, looking)
        there.publish_file(endless(started))
        download = asyncio.create_task(looking.download(installer, lambda *_: None))
        await started.wait()
        while not left(tmp_path):
            assert not download.done()
            await asyncio.sleep(0.005)
        download.cancel()
        await asyncio.wait([download])
        assert download.cancelled()
        assert left(tmp_path) == []

    run(story)


def test_a_download_that_nobody_waits_for_any_more_tells_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[Callable[[], None]] = []
    told: list[object] = []
    monkeypatch.setattr("desktop.engine.updates.post", lambda _loop, callback: held.append(callback))
    monkeypatch.setattr("desktop.engine.flow.FIRST_PROGRESS_SECONDS", 0.0)

    async def story(there: Site) -> None:
        looking, started = updater(there.list_url, tmp_path, SIGNER), asyncio.Event()
        installer = await offered(there, looking)
        there.publish_file(endless(started))
        download = asyncio.create_task(looking.download(installer, lambda *said: told.append(said)))
        while not held:
            assert not download.done()
            await asyncio.sleep(0.005)
        held[0]()
        assert len(told) == 1
        download.cancel()
        await asyncio.wait([download])
        held[0]()
        assert len(told) == 1

    run(story)


def test_what_hangs_in_its_thread_leaves_no_task_behind(tmp_path: Path) -> None:
    let_go, begun = threading.Event(), threading.Event()

    def hangs(_host: str, _port: int) -> tuple[str, ...]:
        begun.set()
        let_go.wait(20)
        raise OSError(-2, "Name or service not known")

    async def story() -> None:
        looking = updater("https://outtray.example/outtray-updates.json", tmp_path, SIGNER, resolve=hangs)
        look = asyncio.create_task(looking.look())
        assert await asyncio.to_thread(begun.wait, 10)
        for _ in range(2):
            look.cancel()
            await asyncio.sleep(0)
        await asyncio.wait([look], timeout=5)
        assert look.cancelled()
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    try:
        asyncio.run(story())
    finally:
        let_go.set()


def test_a_part_that_another_one_has_in_hand_is_not_taken_for_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = PartFile.sync

    def swapped(file: PartFile) -> None:
        real(file)
        file.path.unlink()
        file.path.write_bytes(INSTALLER[:-1] + b"!")

    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        monkeypatch.setattr(PartFile, "sync", swapped)
        assert "was changed or moved" in await troubled(looking.download(installer, lambda *_: None))
        assert left(tmp_path) == []

    run(story)


def test_what_stands_where_the_part_goes_is_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        downloads, mine = tmp_path / "Downloads", tmp_path / "mine"
        downloads.mkdir()
        mine.write_bytes(b"of the user")
        os.mkfifo(downloads / installer.name)
        (downloads / f"{installer.name}.outtray.part").symlink_to(mine)
        path = await looking.download(installer, lambda *_: None)
        assert (path.name, path.read_bytes()) == ("outtray_1.2_amd64 (2).deb", INSTALLER)
        assert mine.read_bytes() == b"of the user"

    run(story)


def test_a_disk_without_room_says_how_much_must_be_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.update_fetch.RESERVE", 10**15)

    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        sentence = await troubled(looking.download(installer, lambda *_: None))
        needed = size_words(len(INSTALLER) + 10**15)
        folder = tmp_path / "Downloads"
        assert sentence == f"There isn't enough room in “{folder}”: {needed} must be free. Make room, then try again."
        assert left(tmp_path) == []

    run(story)


def test_a_file_of_another_one_with_the_same_name_stays(tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        mine = tmp_path / "Downloads" / installer.name
        mine.parent.mkdir()
        mine.write_bytes(b"of the user")
        path = await looking.download(installer, lambda *_: None)
        assert path.name == "outtray_1.2_amd64 (2).deb"
        assert mine.read_bytes() == b"of the user"

    run(story)


def test_a_file_swapped_on_the_disk_is_not_proved(tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        path = await looking.download(installer, lambda *_: None)
        real = path.rename(path.with_name("elsewhere.deb"))
        path.write_bytes(INSTALLER[:-1] + b"!")
        assert "was changed or moved" in await troubled(looking.prove(path, installer))
        path.unlink()
        assert "was changed or moved" in await troubled(looking.prove(path, installer))
        if sys.platform != "win32":
            path.symlink_to(real)
            assert "was changed or moved" in await troubled(looking.prove(path, installer))

    run(story)


def test_the_installer_is_marked_as_downloaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marked: list[tuple[Path, str]] = []
    monkeypatch.setattr("desktop.engine.update_fetch.mark_downloaded", lambda path, url: marked.append((path, url)))

    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        path = await looking.download(installer, lambda *_: None)
        assert marked == [(path, there.file_url)]

    run(story)


def test_a_folder_that_takes_nothing_is_a_sentence(tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        (tmp_path / "Downloads").write_bytes(b"a file in its place")
        assert "Nothing can be written to" in await troubled(looking.download(installer, lambda *_: None))

    run(story)


# -- when ----------------------------------------------------------------------------------------------------------------------


def test_copies_that_others_update_ask_nobody(tmp_path: Path) -> None:
    async def story(there: Site) -> None:
        there.publish(good(there))
        for build in (Build(channel=Channel.DEB, updated_by="Debian"), Build(channel=Channel.FLATPAK), Build()):
            looking = updater(there.list_url, tmp_path, SIGNER, build=build)
            assert await troubled(looking.look()) == updates_off(build) != ""
            assert not await looking.due()
        assert there.heads == []

    run(story)
    assert updates_off(Build(channel=Channel.DEB, updated_by="Debian")) == "This Outtray came with Debian, which also updates it."
    assert [channel for channel in Channel if not updates_off(Build(channel=channel))] == [
        *(Channel.PORTABLE, Channel.DEB, Channel.WINDOWS, Channel.MACOS)
    ]


def test_a_look_by_itself_is_due_once_a_day(tmp_path: Path) -> None:
    at = [NOW]

    async def story(there: Site) -> None:
        def again() -> Updater:
            return updater(there.list_url, tmp_path, SIGNER, now=lambda: at[0])

        assert [await again().due(), await again().due()] == [True, False]
        at[0] += timedelta(hours=23)
        assert not await again().due()
        at[0] += timedelta(hours=1)
        assert await again().due()
        at[0] -= timedelta(days=300)
        assert await again().due(), "a clock put back doesn't stop it"

    run(story)


@pytest.mark.parametrize(
    ("named", "used"),
    [
        ("http://127.0.0.1:8000/outtray-updates.json", True),
        ("https://localhost/list.json", True),
        ("https://evil.example/list.json", False),
        ("https://127.0.0.1.evil.example/", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_the_environment_names_lists_on_this_computer_alone(named: str, used: bool) -> None:
    assert chosen_source({"OUTTRAY_UPDATE_FEED": named}) == (named if used else SOURCE)


def test_this_system_is_one_that_lists_can_name() -> None:
    system = this_system(Build(channel=Channel.DEB))
    assert system.channel == "deb"
    assert system.arch in ("x86_64", "arm64")
    assert system.version is not None


def test_a_profile_remembers_the_look_and_stays_a_profile(tmp_path: Path) -> None:
    profile = Profile(tmp_path / "profile")
    profile.prepare()
    source = f"http://127.0.0.1:{unused_port()}/outtray-updates.json"
    looking = updater_of(Build(channel=Channel.DEB), profile, "1.1", {"OUTTRAY_UPDATE_FEED": source})
    assert (looking.off, looking.host) == ("", "127.0.0.1")
    assert "can't be reached" in asyncio.run(troubled(looking.look()))
    assert asyncio.run(looking.due())
    profile.root.chmod(0o777)
    profile.prepare()  # the memory is a profile's own file: the folder still counts as one, and is closed to others again
    assert profile.updates.exists()
    assert updater_of(Build(channel=Channel.DEB), profile, "1.1", {}).host == "outtray.app"


def test_a_server_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.engine.updates.LIST_SECONDS", 0.2)

    async def never(request: web.BaseRequest) -> web.StreamResponse:
        await asyncio.Event().wait()
        return web.Response()

    async def story(there: Site) -> None:
        there.replies["/outtray-updates.json"] = never
        sentence = await troubled(updater(there.list_url, tmp_path, SIGNER, stall_seconds=30.0).look())
        assert sentence == "127.0.0.1 took too long to answer. Try again later."

    run(story)


def test_a_redirect_to_where_the_files_really_are_is_followed(tmp_path: Path) -> None:
    async def elsewhere(request: web.BaseRequest) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "/storage/4711?token=abc"})

    async def story(there: Site) -> None:
        looking = updater(there.list_url, tmp_path, SIGNER)
        installer = await offered(there, looking)
        there.publish_file(elsewhere)
        there.replies["/storage/4711"] = INSTALLER
        path = await looking.download(installer, lambda *_: None)
        assert path.name == "outtray_1.2_amd64.deb", "named by the list, not by where it came from"
        assert path.read_bytes() == INSTALLER

    run(story)
