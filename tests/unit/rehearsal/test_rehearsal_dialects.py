"""Every pretended provider speaks as its documentation says, from waiting to the end."""

import base64
import json
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from desktop.domain.status import IdKind, MediaKind
from desktop.rehearsal.builders import images, model, single, songs
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.midjourney import Gateway
from desktop.rehearsal.sample import API_SERVERS, Ending, Quirk, Sample, SampleFile, Server
from tests.unit.rehearsal.client import BEGIN, running

WORDS = {
    Server.CRUN: ("pending", "running", "success"),
    Server.TRIPO: ("queued", "running", "success"),
    Server.TRIPO_V2: ("queued", "running", "success"),
    Server.BYTESPIKE: ("pending", "running", "completed"),
    Server.MIDJOURNEY: ("SUBMITTED", "IN_PROGRESS", "SUCCESS"),
}


def sample(server: Server, ending: Ending = Ending.SUCCESS, **fields: object) -> Sample:
    made = Sample(
        server=server,
        task_id=make_id(server, "test"),
        prompt="a red kite",
        model="google/nano-banana",
        action="IMAGINE" if server is Server.MIDJOURNEY else "text_to_model",
        waiting=10,
        generating=10,
        ending=ending,
        files=single("image", "dusk.png") if server is Server.MIDJOURNEY else images("dusk.png"),
    )
    return replace(made, **fields)  # type: ignore[arg-type]  # the fields of Sample, checked by it


@pytest.mark.parametrize("server", API_SERVERS)
def test_each_task_waits_generates_and_ends(server: Server) -> None:
    task = sample(server)
    with running(task) as (client, clock):
        seen = []
        for seconds in (6, 10, 10):
            clock.move(seconds)
            seen.append((client.task(task)["status"], len([link for link in client.links(task) if "rand=" not in link])))
    assert seen == list(zip(WORDS[server], (0, 0, 1), strict=True))


@pytest.mark.parametrize("server", API_SERVERS)
def test_a_wrong_key_is_401_and_a_right_one_in_another_header_too(server: Server) -> None:
    task = sample(server)
    with running(task) as (client, _):
        key = client.rehearsal.key(server)
        other_header = {"Authorization": f"Bearer {key}"} if server is Server.CRUN else {"x-nothing": key}
        replies = [client.ask(task, headers=headers) for headers in ({}, {"Authorization": "Bearer no"}, other_header)]
    assert [reply.status_code for reply in replies] == [401, 401, 401]
    body = replies[0].json()
    match server:
        case Server.CRUN:
            assert body["code"] == 401
        case Server.TRIPO | Server.TRIPO_V2:
            assert body["code"] == (2 if server is Server.TRIPO else 1002)
            assert replies[0].headers["X-Tripo-Trace-ID"]
        case Server.BYTESPIKE:
            assert body["error"]["code"] == "invalid_api_key"
        case _:
            assert "request id" in body["error"]["message"]


@pytest.mark.parametrize("server", API_SERVERS)
def test_an_unknown_id_is_said_in_the_providers_own_way(server: Server) -> None:
    with running() as (client, _):
        reply = client.ask(sample(server))
    body = reply.json()
    match server:
        case Server.CRUN:
            assert (reply.status_code, body["code"], body["data"]) == (200, 404, None)
        case Server.TRIPO | Server.TRIPO_V2:
            assert (reply.status_code, body["code"]) == (404, 2001)
        case Server.BYTESPIKE:
            assert (reply.status_code, body["error"]["code"]) == (404, "task_not_found")
        case _:
            assert (reply.status_code, body["code"]) == (400, 4)


@pytest.mark.parametrize(
    ("gateway", "status", "no_key"), [(Gateway.NOVICEZK, 200, b""), (Gateway.TRUEAI, 204, b"Authorization header missing.")]
)
def test_bare_proxies_answer_an_unknown_id_with_nothing(gateway: Gateway, status: int, no_key: bytes) -> None:
    task = sample(Server.MIDJOURNEY)
    with running(gateway=gateway) as (client, _):
        secret = {"mj-api-secret": client.rehearsal.key(Server.MIDJOURNEY)}
        known, refused = client.ask(task, headers=secret), client.ask(task, headers={"Authorization": "Bearer x"})
        styles = {connection.server: str(connection.header) for connection in client.rehearsal.connections}
    assert (known.status_code, known.content) == (status, b"")
    assert (refused.status_code, refused.content) == (401, no_key)
    assert styles[Server.MIDJOURNEY] == "mj-api-secret"


@pytest.mark.parametrize("server", API_SERVERS)
def test_a_task_of_another_key_is_not_found_with_ours(server: Server) -> None:
    task = sample(server, Ending.WRONG_KEY)
    with running(task) as (client, clock):
        clock.move(30)
        ours, theirs = client.ask(task).text, client.ask(task, other=True).text
    assert "dusk" not in ours
    assert "image" not in ours
    assert "image" in theirs


@pytest.mark.parametrize(
    ("server", "ending", "expected"),
    [
        (Server.CRUN, Ending.FAILED, {"status": "failed", "result": {"code": 501, "message": "why"}}),
        (Server.TRIPO, Ending.FAILED, {"status": "failed", "error_code": 1001, "error_message": "why"}),
        (Server.TRIPO, Ending.BLOCKED, {"status": "failed", "error_code": 2008}),
        (Server.TRIPO, Ending.EXPIRED, {"status": "failed", "error_code": 2018}),
        (Server.TRIPO, Ending.CANCELLED, {"status": "cancelled", "error_code": None}),
        (Server.TRIPO_V2, Ending.FAILED, {"status": "failed", "error_code": 1001, "error_msg": "why", "output": {}}),
        (Server.TRIPO_V2, Ending.BLOCKED, {"status": "banned", "consumed_credit": 0}),
        (Server.TRIPO_V2, Ending.EXPIRED, {"status": "expired"}),
        (Server.TRIPO_V2, Ending.UNDETERMINED, {"status": "unknown"}),
        (Server.TRIPO_V2, Ending.WORDS, {"status": "success", "output": {"riggable": True, "rig_type": "biped"}}),
        (Server.BYTESPIKE, Ending.FAILED, {"status": "failed", "error_code": "generation_failed", "error_message": "why"}),
        (Server.BYTESPIKE, Ending.BLOCKED, {"status": "failed", "error_code": "content_policy_violation"}),
        (Server.BYTESPIKE, Ending.CANCELLED, {"status": "cancelled"}),
        (Server.BYTESPIKE, Ending.NO_FILES, {"status": "completed", "output": []}),
        (Server.MIDJOURNEY, Ending.FAILED, {"status": "FAILURE", "progress": "100%", "failReason": "why", "imageUrl": ""}),
        (Server.MIDJOURNEY, Ending.CANCELLED, {"status": "CANCEL", "progress": ""}),
        (Server.MIDJOURNEY, Ending.NEEDS_ANSWER, {"status": "MODAL", "finishTime": 0}),
        (Server.MIDJOURNEY, Ending.NO_FILES, {"status": "SUCCESS", "imageUrl": ""}),
        (Server.CRUN, Ending.STRANGE_WORD, {"status": "ON_HOLD", "result": None}),
        (Server.BYTESPIKE, Ending.NEVER_ENDS, {"status": "running"}),
    ],
)
def test_each_ending_has_the_providers_words(server: Server, ending: Ending, expected: dict[str, object]) -> None:
    task = sample(server, ending, reason="why")
    with running(task) as (client, clock):
        clock.move(100)
        found = client.task(task)
    assert {key: found.get(key) for key in expected} == expected


def test_an_ending_without_a_word_is_refused() -> None:
    with pytest.raises(ValueError, match="no word"):
        sample(Server.CRUN, Ending.BLOCKED)


def test_crun_lists_suno_songs_with_covers_and_lyrics() -> None:
    task = sample(Server.CRUN, kind=MediaKind.AUDIO, title="Kite", text="la la", files=songs())
    copies = replace(task, task_id=make_id(Server.CRUN, "copies"), quirks=frozenset({Quirk.COPIES}))
    with running(task, copies) as (client, clock):
        clock.move(30)
        result, with_copies = client.task(task)["result"], client.task(copies)["result"]
    first, second = result["suno_data"]
    assert (first["title"], first["prompt"], first["suno_id"] != second["suno_id"]) == ("Kite", "la la", True)
    for song, number in ((first, 1), (second, 2)):
        assert f"/audio-{number}.mp3?" in song["suno_audio_url"]
        assert f"/cover-{number}.jpg?" in song["suno_image_large_url"]
        assert f"/small-cover-{number}.jpg?" in song["suno_image_url"]
    assert "media_urls" not in result
    assert len(with_copies["media_urls"]) == 2


def test_crun_can_say_media_url_in_the_singular() -> None:
    task = sample(Server.CRUN, quirks=frozenset({Quirk.SINGULAR}))
    with running(task) as (client, clock):
        clock.move(30)
        result = client.task(task)["result"]
    assert isinstance(result["media_url"], str)


def test_tripo_v2_counts_down_and_names_every_output() -> None:
    task = sample(Server.TRIPO_V2, files=model(pbr=True), credits=20)
    objects = replace(task, task_id=make_id(Server.TRIPO_V2, "objects"), quirks=frozenset({Quirk.MODEL_OBJECTS}))
    with running(task, objects) as (client, clock):
        queued = client.task(task)
        clock.move(15)
        halfway = client.task(task)
        clock.move(5)
        done, typed = client.task(task), client.task(objects)
    assert (queued["queuing_num"], queued["progress"], queued["running_left_time"]) == (10, 0, -1)
    assert (halfway["queuing_num"], halfway["progress"], halfway["running_left_time"]) == (-1, 50, 5)
    assert (done["progress"], done["consumed_credit"], done["create_time"]) == (100, 20, int(BEGIN))
    assert set(done["output"]) == {"model", "pbr_model", "rendered_image", "generate_multiview_image"}
    assert list(done["output"]["generate_multiview_image"]) == [
        "front_view_url",
        "left_view_url",
        "back_view_url",
        "right_view_url",
    ]
    assert typed["output"]["model"]["type"] == "glb"


def test_tripo_v3_has_two_status_fields_and_iso_times() -> None:
    task = sample(Server.TRIPO, files=model())
    with running(task) as (client, clock):
        waiting = client.ask(task).json()
        clock.move(20)
        done = client.ask(task).json()
    assert (waiting["status"], waiting["data"]["status"]) == ("success", "queued")
    assert done["data"]["completed_at"] == "2026-11-21T22:27:00Z"
    assert {"model_url", "rendered_image_url", "generate_multiview_image"} == set(done["data"]["output"])


@pytest.mark.parametrize(("server", "path"), [(Server.TRIPO, "/tasks/list"), (Server.TRIPO_V2, "/task/batch")])
def test_tripo_batches_name_what_they_missed(server: Server, path: str) -> None:
    task = sample(server)
    with running(task) as (client, _):
        base, headers = client.rehearsal.base_urls[server], client.headers(server)
        reply = client.http.post(base + path, json={"task_ids": ["nobody", task.task_id]}, headers=headers).json()
        too_many = client.http.post(base + path, json={"task_ids": [str(n) for n in range(101)]}, headers=headers)
        balance = client.http.get(base + ("/user/balance" if "task/" in path else "/account/balance"), headers=headers)
    assert (list(reply["data"]["tasks"]), reply["data"]["missed"]) == ([task.task_id], ["nobody"])
    assert too_many.status_code == 400
    assert balance.json()["data"]["balance"] == 1240


def test_bytespike_takes_exactly_one_of_its_two_ids() -> None:
    task = sample(Server.BYTESPIKE, out_task_id="render/7", id_kind=IdKind.OUT_TASK_ID)
    bodies: list[tuple[dict[str, str], int]] = [
        ({"task_id": task.task_id}, 200),
        ({"out_task_id": "render/7"}, 200),
        ({"task_id": task.task_id, "out_task_id": "render/7"}, 400),
        ({}, 400),
        ({"task_id": "render/7"}, 404),
        ({"out_task_id": task.task_id}, 404),
    ]
    with running(task) as (client, _):
        url, headers = client.rehearsal.base_urls[Server.BYTESPIKE] + "/v1/tasks/query", client.headers(Server.BYTESPIKE)
        replies = [client.http.post(url, json=body, headers=headers) for body, _ in bodies]
        by_get = client.http.get(url, headers=headers)
    assert [reply.status_code for reply in replies] == [status for _, status in bodies]
    assert replies[2].json()["error"]["code"] == "invalid_param"
    assert replies[1].json()["out_task_id"] == "render/7"
    assert by_get.status_code == 405


def test_bytespike_leaves_out_what_is_not_known_yet() -> None:
    task = sample(Server.BYTESPIKE, credits=1.5)
    with running(task) as (client, clock):
        running_one = client.task(task)
        clock.move(30)
        done = client.task(task)
    assert set(running_one) == {"task_id", "status", "estimated_credits", "estimated_seconds"}
    assert set(done) == {"task_id", "status", "credits_used", "output"}


def test_bytespike_can_answer_with_a_result_object() -> None:
    task = sample(Server.BYTESPIKE, files=single("video", "tide.mp4"), quirks=frozenset({Quirk.RESULT_OBJECT}))
    with running(task) as (client, clock):
        clock.move(30)
        done = client.task(task)
    assert "video.mp4" in done["result"]["video_url"]


def test_midjourney_begins_with_an_empty_word_and_changes_its_preview_link() -> None:
    task = sample(Server.MIDJOURNEY)
    with running(task) as (client, clock):
        first = client.task(task)
        clock.move(13)
        running_one = client.task(task)
        clock.move(1)
        later = client.task(task)
        preview = client.http.get(running_one["imageUrl"])
    assert (first["status"], first["progress"], first["startTime"]) == ("", "0%", 0)
    assert (running_one["progress"], running_one["startTime"]) == ("30%", int((BEGIN + 10) * 1000))
    assert running_one["imageUrl"] != later["imageUrl"]
    assert urlsplit(running_one["imageUrl"]).query.startswith("rand=")
    assert preview.headers["content-type"] == "image/webp"


def test_midjourney_gives_buttons_and_a_discord_link() -> None:
    task = sample(Server.MIDJOURNEY)
    with running(task) as (client, clock):
        clock.move(30)
        done = client.task(task)
    query = parse_qs(urlsplit(done["imageUrl"]).query)
    assert [button["label"] for button in done["buttons"]][:4] == ["U1", "U2", "U3", "U4"]
    assert int(query["ex"][0], 16) - int(query["is"][0], 16) == 86_400


def test_midjourney_lists_known_ids_only_and_in_its_own_order() -> None:
    one = sample(Server.MIDJOURNEY)
    twice = replace(one, task_id="0191304188213322", quirks=frozenset({Quirk.LISTED_TWICE}))
    brief = replace(one, task_id="1697331893886769", quirks=frozenset({Quirk.PARTIAL}))
    with running(one, twice, brief) as (client, clock):
        clock.move(30)
        url, headers = client.rehearsal.base_urls[Server.MIDJOURNEY] + "/mj/task/list-by-condition", client.headers(one.server)
        ids = [one.task_id, "404", twice.task_id, brief.task_id]
        listed = client.http.post(url, json={"ids": ids}, headers=headers).json()
        nothing = client.http.post(url, json={"ids": []}, headers=headers).json()
    assert [item["id"] for item in listed] == [brief.task_id, twice.task_id, twice.task_id, one.task_id]
    assert set(listed[0]) == {"id", "action", "status", "progress", "imageUrl"}
    assert [item["status"] for item in listed[1:3]] == ["SUBMITTED", "SUCCESS"]
    assert nothing == []


def test_midjourney_words_are_a_success_without_files() -> None:
    task = sample(Server.MIDJOURNEY, Ending.WORDS, action="DESCRIBE", text="a kite", files=())
    with running(task) as (client, clock):
        clock.move(30)
        done = client.task(task)
    assert (done["status"], done["properties"]["finalPrompt"], done["imageUrl"]) == ("SUCCESS", "a kite", "")


@pytest.mark.parametrize(
    ("quirk", "start"), [(Quirk.LOCALHOST_LINK, "http://localhost:3000/mj/image/"), (Quirk.PROXY_LINK, "http://127.0.0.1")]
)
def test_midjourney_image_route_needs_no_key(quirk: Quirk, start: str) -> None:
    task = sample(Server.MIDJOURNEY, quirks=frozenset({quirk}))
    with running(task) as (client, clock):
        clock.move(30)
        link = client.task(task)["imageUrl"]
        base = client.rehearsal.base_urls[Server.MIDJOURNEY]
        image = client.http.get(f"{base}/mj/image/{task.task_id}")
        unknown = client.http.get(f"{base}/mj/image/0")
    assert link.startswith(start)
    assert image.content.startswith(b"\x89PNG")
    assert (unknown.status_code, unknown.json()) == (400, {"error": "midjourney_task_not_found"})


def test_midjourney_video_repeats_its_link_as_image() -> None:
    files = (SampleFile(key="video", media="tide.mp4"), SampleFile(key="image-1", media="dusk.png"))
    task = sample(Server.MIDJOURNEY, action="VIDEO", files=files)
    with running(task) as (client, clock):
        clock.move(30)
        done = client.task(task)
    assert done["imageUrl"] == done["videoUrl"] == done["videoUrls"][0]["url"]
    assert "image-1.png" in done["imageUrls"][0]["url"]


def test_tripo_links_say_their_end_in_a_policy() -> None:
    task = sample(Server.TRIPO)
    with running(task) as (client, clock):
        clock.move(30)
        (link,) = client.links(task)
    policy = parse_qs(urlsplit(link).query)["Policy"][0]
    statement = json.loads(base64.b64decode(policy.translate(str.maketrans("-_~", "+=/"))))["Statement"][0]
    assert statement["Condition"]["DateLessThan"]["AWS:EpochTime"] == BEGIN + 30 + 300


@pytest.mark.parametrize("server", API_SERVERS)
def test_an_unknown_route_is_an_error_of_the_provider(server: Server) -> None:
    with running() as (client, _):
        reply = client.http.get(client.rehearsal.origin(server) + "/nothing", headers=client.headers(server))
    assert reply.status_code == 404
    assert reply.json()


def test_a_forgotten_task_is_not_found_any_more() -> None:
    task = sample(Server.TRIPO)
    with running(task) as (client, _):
        before = client.ask(task).status_code
        client.rehearsal.forget(task.task_id)
        after = client.ask(task).status_code
    assert (before, after) == (200, 404)
