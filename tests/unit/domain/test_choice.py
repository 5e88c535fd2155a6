"""What of a finished task is saved: groups of parts, the tiles of a grid, a song's two sources."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.advance import advance
from desktop.domain.choice import PART_GROUPS, TILES, group_of, refined
from desktop.domain.report import Part, Report
from desktop.domain.settings import Settings
from desktop.domain.status import FileState, MediaKind, Remote
from tests.fakes.records import NOW, a_part, a_report, a_task, later
from tests.unit.providers.fixtures import Fixture, all_fixtures

DONE = [fixture for fixture in all_fixtures() if fixture.told["expect"]["reports"]]
U4 = {"customId": "MJ::JOB::upsample::4::03ee7a3e", "emoji": "", "label": "U4"}
UPSCALE_AGAIN = {"customId": "MJ::JOB::upsample_v6_2x_subtle::1::03ee7a3e::SOLO", "label": "Upscale (Subtle)"}


def picture(part: str = "image", **fields: object) -> Part:
    return a_part(part, name=f"{part}.png", kind=MediaKind.IMAGE, **fields)


def answer(*parts: Part, action: str = "IMAGINE", raw: object = None) -> Report:
    return replace(a_report(Remote.DONE, "SUCCESS"), parts=parts, action=action, raw=raw)


def names(report: Report) -> list[str]:
    return [part.part for part in report.parts]


def chosen(report: Report) -> list[str]:
    return [part.part for part in report.parts if part.chosen]


def told(name: str) -> Report:
    """Return the report of a provider's reply among the fixtures, "crun/suno_both"."""
    (fixture,) = [one for one in all_fixtures() if f"{one.provider}/{one.path.stem}" == name]
    (report,) = fixture.dialect.read(fixture.query, fixture.reply).reports
    return report


# -- groups --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fixture", DONE, ids=lambda fixture: f"{fixture.provider}/{fixture.path.stem}")
def test_every_part_of_every_provider_is_of_a_group(fixture: Fixture) -> None:
    known = {group.id for group in PART_GROUPS}
    for report in fixture.dialect.read(fixture.query, fixture.reply).reports:
        for part in refined(report, fixture.provider, Settings()).parts:
            assert group_of(fixture.provider, part.part, part.kind, part.made_from) in known, part.part


@pytest.mark.parametrize(
    ("provider", "part", "kind", "group"),
    [
        ("tripo", "model", MediaKind.MODEL, "tripo:model"),
        ("tripo", "model-2", MediaKind.MODEL, "tripo:model"),
        ("tripo", "base_model", MediaKind.MODEL, "tripo:base_model"),
        ("tripo", "pbr_model", MediaKind.MODEL, "tripo:pbr_model"),
        ("tripo", "rendered_image", MediaKind.IMAGE, "tripo:rendered_image"),
        ("tripo", "generated_image", MediaKind.IMAGE, "tripo:generated_image"),
        ("tripo", "left", MediaKind.IMAGE, "tripo:views"),
        ("tripo", "rendered_video", MediaKind.VIDEO, "tripo:other"),
        ("crun", "audio-2", MediaKind.AUDIO, "suno:songs"),
        ("crun", "copy-1", MediaKind.AUDIO, "suno:songs"),
        ("crun", "cover-1", MediaKind.IMAGE, "suno:covers"),
        ("crun", "lyrics-1", MediaKind.TEXT, "suno:lyrics"),
        ("crun", "2", MediaKind.VIDEO, "crun:videos"),
        ("crun", "1", MediaKind.MODEL, "crun:other"),
        ("bytespike", "1", MediaKind.AUDIO, "bytespike:sound"),
        ("bytespike", "1-image", MediaKind.IMAGE, "bytespike:pictures"),
        ("bytespike", "1", MediaKind.TEXT, "bytespike:other"),
        ("midjourney", "image", MediaKind.IMAGE, "midjourney:pictures"),
        ("midjourney", "3", MediaKind.IMAGE, "midjourney:pictures"),
        ("midjourney", "video-1", MediaKind.VIDEO, "midjourney:videos"),
    ],
)
def test_a_part_belongs_to_the_group_of_its_name_or_kind(provider: str, part: str, kind: MediaKind, group: str) -> None:
    assert group_of(provider, part, kind) == group


def test_a_grid_and_its_tiles_are_groups_of_their_own() -> None:
    assert group_of("midjourney", "image", MediaKind.IMAGE, grid=True) == "midjourney:grid"
    assert group_of("midjourney", "tile-1", MediaKind.IMAGE, "image") == "midjourney:tiles"


def test_groups_are_told_apart_and_those_of_a_system_stand_together() -> None:
    assert (
        len({group.id for group in PART_GROUPS}) == len({(group.system, group.title) for group in PART_GROUPS}) == len(PART_GROUPS)
    )
    systems = [group.system for group in PART_GROUPS]
    assert sorted(systems, key=systems.index) == systems


# -- what is left out ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fixture", DONE, ids=lambda fixture: f"{fixture.provider}/{fixture.path.stem}")
def test_everything_is_chosen_unless_the_user_leaves_it_out(fixture: Fixture) -> None:
    for report in fixture.dialect.read(fixture.query, fixture.reply).reports:
        assert all(part.chosen for part in refined(report, fixture.provider, Settings()).parts)
        without = refined(report, fixture.provider, Settings(left_out=tuple(group.id for group in PART_GROUPS)))
        assert chosen(without) == []
        assert names(without) == names(refined(report, fixture.provider, Settings())), "it can still be had by hand"


def test_only_the_groups_left_out_are_not_chosen() -> None:
    report = refined(told("tripo/v2_all_models"), "tripo", Settings(left_out=("tripo:base_model", "tripo:views", "no:such group")))
    assert chosen(report) == ["model", "pbr_model", "rendered_image", "generated_image"]


def test_another_systems_pictures_are_left_alone() -> None:
    report = told("crun/suno_both")
    assert refined(report, "crun", Settings(left_out=("crun:pictures", "crun:sound", "bytespike:pictures"))).parts == report.parts
    assert chosen(refined(report, "crun", Settings(left_out=("suno:covers", "suno:lyrics")))) == ["audio-1", "audio-2"]


def test_a_choice_made_by_hand_outlives_the_next_answer() -> None:
    settings = Settings(left_out=("tripo:model",))
    task = advance(a_task(), refined(a_report(Remote.DONE, parts=(a_part(),)), "tripo", settings), NOW)
    assert [file.chosen for file in task.files] == [False]
    by_hand = replace(task, files=tuple(replace(file, chosen=True) for file in task.files))
    again = advance(by_hand, refined(a_report(Remote.DONE, parts=(a_part(),)), "tripo", settings), later(5))
    assert [file.chosen for file in again.files] == [True]


# -- tiles ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["IMAGINE", "BLEND", "REROLL", "VARIATION", "HIGH_VARIATION", "LOW_VARIATION"])
def test_a_grid_is_cut_into_four_tiles(action: str) -> None:
    report = refined(answer(picture(), action=action), "midjourney", Settings())
    assert names(report) == chosen(report) == ["image", *TILES]
    tiles = report.parts[1:]
    assert [(tile.name, tile.kind, tile.made_from, tile.urls) for tile in tiles] == [
        (f"tile-{number}.png", MediaKind.IMAGE, "image", ()) for number in (1, 2, 3, 4)
    ]


@pytest.mark.parametrize("action", ["UPSCALE", "UPSCALE_HD", "ZOOM", "PAN", "INPAINT", "SWAP_FACE", "ACTION", "EDIT", "SHOW", ""])
def test_what_may_be_one_picture_is_not_cut(action: str) -> None:
    assert names(refined(answer(picture(), action=action), "midjourney", Settings())) == ["image"]


@pytest.mark.parametrize(
    ("buttons", "grid"),
    [
        ([{"customId": "MJ::JOB::upsample::1::x", "label": "U1"}, U4], True),
        ([{"customId": "", "emoji": "U4"}], True),
        ([UPSCALE_AGAIN], False),
        ([{"customId": "MJ::JOB::upsample::1::x", "label": "U1"}], False),
    ],
)
@pytest.mark.parametrize("action", ["ACTION", "IMAGINE", "ZOOM"])
def test_the_buttons_tell_a_grid_better_than_the_action(buttons: list[object], action: str, grid: bool) -> None:
    report = answer(picture(), action=action, raw={"buttons": buttons})
    assert names(refined(report, "midjourney", Settings())) == (["image", *TILES] if grid else ["image"])


@pytest.mark.parametrize("raw", [None, [], {"buttons": None}, {"buttons": []}, {"buttons": "U4"}, {"buttons": [1, None, {}]}])
def test_without_buttons_the_action_tells(raw: object) -> None:
    assert len(refined(answer(picture(), raw=raw), "midjourney", Settings()).parts) == 5
    assert len(refined(answer(picture(), action="UPSCALE", raw=raw), "midjourney", Settings()).parts) == 1


def test_pictures_listed_singly_are_not_cut_out_of_the_grid_again() -> None:
    report = refined(answer(picture("1"), picture("2"), picture()), "midjourney", Settings())
    assert names(report) == ["1", "2", "image"]


def test_a_videos_cover_is_not_cut() -> None:
    video = a_part("video-1", kind=MediaKind.VIDEO)
    assert names(refined(answer(video, picture(), action="VIDEO"), "midjourney", Settings())) == ["video-1", "image"]
    assert names(refined(answer(a_part("image", kind=MediaKind.VIDEO)), "midjourney", Settings())) == ["image"]


def test_only_midjourneys_pictures_are_cut() -> None:
    assert names(refined(answer(picture()), "bytespike", Settings())) == ["image"]


def test_tiles_that_are_left_out_can_be_wanted_later() -> None:
    report = refined(answer(picture()), "midjourney", Settings(left_out=("midjourney:tiles",)))
    assert (names(report), chosen(report)) == (["image", *TILES], ["image"])


def test_a_grid_is_saved_while_its_tiles_are_wanted() -> None:
    report = refined(answer(picture()), "midjourney", Settings(left_out=("midjourney:grid",)))
    assert chosen(report) == ["image", *TILES]
    without = refined(answer(picture()), "midjourney", Settings(left_out=("midjourney:grid", "midjourney:tiles")))
    assert chosen(without) == []


def test_leaving_grids_out_does_not_touch_an_upscaled_picture() -> None:
    left_out = Settings(left_out=("midjourney:grid", "midjourney:tiles"))
    assert chosen(refined(answer(picture(), action="UPSCALE"), "midjourney", left_out)) == ["image"]
    assert chosen(refined(answer(picture(), action="UPSCALE"), "midjourney", Settings(left_out=("midjourney:pictures",)))) == []


def test_a_later_answer_without_buttons_keeps_the_tiles() -> None:
    first = refined(answer(picture(), action="ACTION", raw={"buttons": [U4]}), "midjourney", Settings())
    task = advance(a_task("midjourney"), first, NOW)
    later_on = advance(task, refined(answer(picture(), action="ACTION"), "midjourney", Settings()), later(5))
    assert [(file.part, file.made_from, file.state) for file in later_on.files] == [
        ("image", "", FileState.WANTED),
        *((tile, "image", FileState.WANTED) for tile in TILES),
    ]


# -- songs ---------------------------------------------------------------------------------------------------------


def sources(report: Report, **settings: Any) -> dict[str, tuple[str, ...]]:
    return {part.part: part.urls for part in refined(report, "crun", Settings(**settings)).parts if part.part.startswith("audio")}


def test_a_songs_copy_comes_first_unless_originals_are_wanted() -> None:
    copy, original = "https://cdn.crun.ai/s1.mp3", "https://cdn1.suno.ai/11111111-aaaa.mp3"
    assert sources(told("crun/suno_both"))["audio-1"] == (copy, original)
    assert sources(told("crun/suno_both"), suno_originals=True)["audio-1"] == (original, copy)


def test_an_original_is_told_by_its_host_else_by_its_place() -> None:
    def turned(*urls: str) -> tuple[str, ...]:
        return sources(answer(a_part("audio-1", kind=MediaKind.AUDIO, urls=urls)), suno_originals=True)["audio-1"]

    assert turned("https://a.example/1", "https://suno.com/2") == ("https://suno.com/2", "https://a.example/1")
    assert turned("https://suno.com/2", "https://a.example/1") == ("https://suno.com/2", "https://a.example/1")
    assert turned("https://notsuno.com/1", "https://b.example/2") == ("https://b.example/2", "https://notsuno.com/1")
    assert turned("https://a.example/1") == ("https://a.example/1",)


def test_covers_keep_their_order() -> None:
    report = told("crun/suno_both")
    covers = [part.urls for part in report.parts if part.part.startswith("cover")]
    turned = refined(report, "crun", Settings(suno_originals=True))
    assert [part.urls for part in turned.parts if part.part.startswith("cover")] == covers
