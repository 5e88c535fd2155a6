"""The samples of the demo, and the good ones for tests."""

import re
from pathlib import Path

import pytest

from desktop.domain.status import Badge, IdKind, MediaKind
from desktop.rehearsal.catalogue import demo_samples, good_samples
from desktop.rehearsal.ids import make_id
from desktop.rehearsal.sample import API_SERVERS, Server
from desktop.rehearsal.walk import Entry, Phase
from tests.unit.rehearsal.client import BEGIN, MEDIA, running

FORMS = {
    Server.CRUN: r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    Server.TRIPO: r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    Server.TRIPO_V2: r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
    Server.BYTESPIKE: r"task_[0-7][0-9A-HJKMNP-TV-Z]{25}",
    Server.MIDJOURNEY: r"\d{16}",
}


@pytest.mark.parametrize("server", API_SERVERS)
def test_ids_have_the_providers_form_and_depend_on_the_seed_alone(server: Server) -> None:
    ids = [make_id(server, str(seed)) for seed in range(200)]
    assert all(re.fullmatch(FORMS[server], task_id) for task_id in ids)
    assert len(set(ids)) == 200
    assert make_id(server, "7") == ids[7]


def test_the_demo_shows_every_system_and_every_settled_badge() -> None:
    samples = demo_samples()
    assert 12 <= len(samples) <= 16
    assert {sample.server for sample in samples} == set(API_SERVERS)
    assert {sample.expect for sample in samples} == {
        Badge.SAVED,
        Badge.PARTLY_SAVED,
        Badge.FAILED,
        Badge.BLOCKED,
        Badge.CANCELLED,
        Badge.NEEDS_YOU,
    }
    assert {file.kind for sample in samples for file in sample.files} == set(MediaKind) - {MediaKind.TEXT, MediaKind.OTHER}
    assert any(sample.id_kind is IdKind.OUT_TASK_ID for sample in samples)


@pytest.mark.parametrize("samples", [demo_samples(), good_samples(40)], ids=["demo", "good"])
def test_samples_end_soon_and_their_files_can_be_had(samples: tuple[object, ...]) -> None:
    known = demo_samples() if len(samples) < 40 else good_samples(40)
    assert all(Entry(sample, BEGIN).stage(BEGIN + 15).phase is Phase.ENDED for sample in known)
    with running(*known, link_seconds=5) as (client, clock):
        clock.move(15)
        fetched = {
            (sample.task_id, sample.expect): sum(client.http.get(link).status_code == 200 for link in client.links(sample))
            for sample in known
        }
    for sample in known:
        spare = sum(file.spare for file in sample.files)
        assert fetched[sample.task_id, sample.expect] == sample.expect_files + (spare if sample.expect_files else 0), sample.prompt


def test_good_samples_are_spread_over_all_systems_and_distinct() -> None:
    samples = good_samples(40)
    assert [sum(sample.server is server for sample in samples) for server in API_SERVERS] == [8] * 5
    assert len({sample.task_id for sample in samples}) == len({sample.added_id for sample in samples}) == 40
    assert all(sample.expect is Badge.SAVED and sample.expect_files for sample in samples)
    assert good_samples(40) == samples
    assert not {sample.task_id for sample in good_samples(40, seed="x")} & {sample.task_id for sample in samples}


def test_sample_media_stay_small() -> None:
    sizes = {path.name: path.stat().st_size for path in Path(MEDIA).iterdir()}
    assert max(sizes.values()) < 130_000
    assert sum(sizes.values()) < 2_500_000
