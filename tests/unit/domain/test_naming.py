"""Names of saved files: the template language, and paths that are valid everywhere."""

import random
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pathvalidate import FileNameValidator

from desktop.domain.naming import NameFacts, Template, TemplateError, facts_of, file_name, file_path, parse
from desktop.domain.settings import DEFAULT_TEMPLATE
from desktop.domain.status import IdKind, MediaKind
from desktop.domain.task import ResultFile, Task, TaskRef
from desktop.storage.files import portable

TASK = "d6956973-2f17-43d4-8514-af6cc3a2f55d"
AT = datetime(2026, 11, 21, 15, 4, 9, tzinfo=UTC)


def facts(**given: object) -> NameFacts:
    base: dict[str, object] = {"provider": "crun", "account": "Studio", "kind": "image", "task": TASK, "at": AT}
    return NameFacts(**{**base, **given})  # type: ignore[arg-type]  # the test names fields freely


def template(text: str) -> Template:
    parsed = parse(text)
    assert isinstance(parsed, Template), parsed
    return parsed


def name(text: str, extension: str = "png", **given: object) -> str:
    return str(file_path(template(text), facts(**given), extension))


def sentence(text: str) -> str:
    parsed = parse(text)
    assert isinstance(parsed, TemplateError), parsed
    return parsed.sentence


def test_the_default_template_names_date_provider_title_and_task() -> None:
    assert name(DEFAULT_TEMPLATE, title="Brass desk lamp") == "2026-11-21/crun/Brass desk lamp d6956973.png"


def test_the_prompt_stands_in_for_a_missing_title_cut_at_a_word() -> None:
    prompt = "A scene of urban fantasy art with a dynamic graffiti character"
    assert name(DEFAULT_TEMPLATE, prompt=prompt) == "2026-11-21/crun/A scene of urban fantasy art with a d6956973.png"
    assert name(DEFAULT_TEMPLATE) == "2026-11-21/crun/d6956973.png"


def test_one_file_of_several_names_its_part() -> None:
    assert name(DEFAULT_TEMPLATE, ".MP3", title="Song", part="audio-1") == "2026-11-21/crun/Song d6956973 audio-1.mp3"
    assert name("{part}-{n}", part="model", n=2) == "model-2.png"


def test_dates_take_a_format_and_may_make_folders() -> None:
    assert name("{date:YYYY/MM}/{time} {date:DD.MM.YY}") == "2026/11/15-04 21.11.26.png"


def test_an_optional_piece_goes_with_its_token() -> None:
    assert name("{task:8}[ - {title}][ of {project}]", title="Lamp") == "d6956973 - Lamp.png"
    assert name("[{project}/]{task:8}", project="Autumn") == "Autumn/d6956973.png"
    assert name("[{project}/]{task:8}") == "d6956973.png"


def test_an_unknown_size_leaves_no_trace() -> None:
    assert name("{title} {w}x{h}", title="a1") == "a1.png"
    assert name("{title} {w}x{h} {seconds}s", title="a1", w=640, h=480, seconds=2.5) == "a1 640x480 2.5s.png"


def test_filters_and_limits_apply() -> None:
    given = {"title": "Größe: 3!", "model": "a/b", "prompt": "HELLO World"}
    assert name("{title:slug} {model:upper} {prompt:5:lower}", **given) == "größe-3 A-B hello.png"


def test_doubled_brackets_stand_for_themselves() -> None:
    assert name("{{{task:8}}} [[a]]") == "{d6956973} [a].png"


@pytest.mark.parametrize(
    ("task_id", "short"),
    [
        (TASK, "d6956973"),
        ("0196f3a2-7c1e-7b44-9d21-5a0e6c1f2b3d", "6c1f2b3d"),
        ("task_01HQX9F2P6Y8VEX3CRZ8GXJVD9", "Z8GXJVD9"),
        ("1711217942120945", "42120945"),
        ("lamp-1", "lamp-1"),
    ],
)
def test_a_short_task_id_is_its_most_telling_piece(task_id: str, short: str) -> None:
    assert name("{task:8}", task=task_id) == f"{short}.png"


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("", "empty"),
        (" / ", "empty"),
        ("{titel}", "Did you mean {title}?"),
        ("{zzz}", "There is no token {zzz}"),
        ("{title", "never closed"),
        ("title}", "without its “{”"),
        ("[{title}", "never closed"),
        ("{title}]", "without its “[”"),
        ("[a[{title}]]", "another one"),
        ("{title:0}", "from 1 to 200"),
        ("{title:big}", "slug, upper or lower"),
        ("{date:%Y}", "YYYY"),
        ("a:{title}", "“:”"),
        ("../{title}", "stay inside"),
        ("a/../{title}", "stay inside"),
        ("/{title}", "stay inside"),
        ("~/{title}", "stay inside"),
        ("a/" * 9 + "{title}", "folders"),
        ("a" * 100 + "{title}", "bytes"),
        ("{title}" * 100, "500 characters"),
    ],
)
def test_a_bad_template_is_answered_with_a_sentence(bad: str, words: str) -> None:
    assert words in sentence(bad)
    assert sentence(bad).endswith((".", "?"))


HOSTILE = [
    "CON", "con", "nul.txt", "COM1", "com¹", "LPT9.tar.gz", "CONIN$", "a/../../b", "..", ".", "...",
    "C:\\Windows", "\\\\srv\\share", "~root", "-rf", "$(rm)", "%PATH%", "a\x00b", "a\nb\tc", "\u202egpj.exe",
    "\u2066x\u2069", "trailing. . ", " lead", "x" * 4096, "狐" * 900, "👨‍👩‍👧‍👦" * 300, "🇩🇪" * 200, "👍🏽" * 200,
    "e\u0301" * 500, "a" + "\u0301" * 4000, "مرحبا بالعالم " * 90, "می‌خواهم", "שלום", "\ud800", "\uffff",
    "\ufdd0", "\U0010ffff", "\u200b", "\ufeff", "///", ":", "*?<>|\"", "ǆ", "İ", "ﬁ", "\u0958", "\U000e0041",
    "", " ", "aux ", "prn.", "CLOCK$", "COM0", "_", "' OR 1=1", "<script>", "a\u2028b", "\u3000x\u3000",
    "file.part",
]  # fmt: skip


def hostile_names(count: int) -> list[str]:
    rng = random.Random(7)
    names = [*HOSTILE]
    while len(names) < count:
        names.append("".join(rng.choices(HOSTILE, k=rng.randint(2, 4))))
    return names[:count]


TEMPLATES = [
    DEFAULT_TEMPLATE,
    "{title}",
    "{title}/{prompt}/{model}/{project}/{tag}/{account} {task}",
    "{project}/{title}[ - {model}] {task:8}{part}",
    "{title:slug}-{task}",
    "{task}/{title}",
    "{task}/{task}/{task}/{title} {task}",
]


VALIDATORS = [FileNameValidator(platform=system, fs_encoding="utf-8") for system in ("universal", "windows", "macos", "linux")]


def check(rendered: PurePosixPath) -> PurePosixPath:
    """Hold what the domain rendered, and the last gate passed, to the rules of every system; return it."""
    path = portable(rendered)
    text = str(path)
    assert not path.is_absolute()
    assert len(text.encode()) <= 240
    for part in path.parts:
        assert part not in ("", ".", "..")
        assert len(part.encode()) <= 120
        assert unicodedata.is_normalized("NFC", part)
        for validator in VALIDATORS:
            validator.validate(part)
        assert not part.startswith((" ", ".")), part
        assert not part.endswith((" ", ".")), part
        assert not any(unicodedata.category(c) in ("Cc", "Cs") or c in "\u200b\u200e\u200f\u202e\u2066" for c in part)
        if sys.version_info >= (3, 13):
            import ntpath

            assert not ntpath.isreserved(part), part
    return path


@pytest.mark.parametrize("text", TEMPLATES)
def test_five_hundred_hostile_names_stay_inside_and_keep_the_task(text: str) -> None:
    parsed = template(text)
    for hostile in hostile_names(500):
        given = facts(title=hostile, prompt=hostile, model=hostile, project=hostile, tag=hostile, account=hostile, part=hostile)
        path = file_path(parsed, given, "glb")
        assert check(path).suffix == ".glb"
        assert path == file_path(parsed, given, "glb")
        if "{task" in text:
            assert TASK[:8] in str(path), "the task can be told from the name"


def test_hostile_task_ids_parts_and_extensions_give_valid_names() -> None:
    for hostile in hostile_names(500):
        check(file_path(template(DEFAULT_TEMPLATE), facts(task=hostile, part=hostile), hostile))
        check(file_path(template("{task}{part}"), facts(task=hostile, part=hostile), hostile))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=60), st.text(max_size=12), st.sampled_from(TEMPLATES))
def test_any_text_gives_a_valid_name(title: str, prompt: str, task: str, extension: str, text: str) -> None:
    check(file_path(template(text), facts(title=title, prompt=prompt, task=task, model=prompt, project=title), extension))


_words = st.text(max_size=80) | st.sampled_from([h for h in HOSTILE if len(h) < 200])
_options = st.sampled_from(["", "", ":1", ":8", ":40", ":200", ":slug", ":upper", ":lower", ":20:slug", ":upper:3"])
_named = st.sampled_from(
    ["provider", "account", "kind", "model", "title", "prompt", "part", "n", "w", "h", "seconds", "seed", "tag", "project"]
)
_one = st.tuples(_named, _options).map("".join)
_times = st.tuples(st.sampled_from(["date", "time"]), st.sampled_from(["", ":YYYY-MM-DD", ":YYYY/MM/DD", ":HH.mm", ":YY"])).map(
    "".join
)
_ids = st.sampled_from(["{task}", "{task:8}", "{task:12}"])
_tokens = st.lists(_one | _times | st.just("title|prompt:40"), min_size=1, max_size=3).map(
    lambda found: "{" + "|".join(found) + "}"
)
_literal = st.sampled_from([" ", "-", " - ", "_", "/", "a", "é", "CON", "nul.", "{{", "]]", ".", "狐狸", "x", "{w}x{h}", "v2."])
_optional = st.lists(_tokens | _literal, min_size=1, max_size=3).map(lambda found: "[" + "".join(found) + "]")
_grammar = st.lists(_tokens | _literal | _optional, max_size=8).map("".join)
_facts = st.builds(
    NameFacts,
    provider=_words,
    account=_words,
    kind=_words,
    task=st.sampled_from([TASK, "task_01HQX9F2P6Y8VEX3CRZ8GXJVD9", "1711217942120945", "0196f3a2-7c1e-7b44-9d21-5a0e6c1f2b3d"]),
    at=st.datetimes(timezones=st.just(UTC)),
    part=_words,
    n=st.integers(1, 99),
    model=_words,
    title=_words,
    prompt=_words | st.just("狐" * 1400) | st.just("line\n" * 800),
    project=_words,
    tag=_words,
    seed=_words,
    w=st.none() | st.integers(1, 99_999),
    h=st.none() | st.integers(1, 99_999),
    seconds=st.none() | st.floats(),
)


@settings(max_examples=400, deadline=None)
@given(_grammar, _ids, _grammar, _facts, st.text(max_size=12))
def test_every_template_gives_names_that_are_valid_everywhere_and_lead_back_to_the_task(
    before: str, task: str, after: str, given: NameFacts, extension: str
) -> None:
    parsed = parse(before + task + after)
    if isinstance(parsed, TemplateError):
        assert_sentence(parsed)
        return
    path = check(file_path(parsed, given, extension))
    piece = str(file_path(template(task), given, ""))
    assert piece in str(path), "the task can be told from the name"
    assert piece in given.task


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.lists(_grammar | st.sampled_from("[]{}:|/~. \n\ud800"), max_size=6).map("".join))
def test_any_text_is_a_template_or_is_answered_with_a_sentence(text: str) -> None:
    parsed = parse(text)
    if isinstance(parsed, TemplateError):
        assert_sentence(parsed)
    else:
        check(file_path(parsed, facts(title="狐" * 300, prompt="x" * 300, model="CON", project="a/b"), "png"))


def assert_sentence(error: TemplateError) -> None:
    assert error.sentence.endswith((".", "?"))
    assert error.sentence[0].isupper() or error.sentence[0] == "“"
    assert "\n" not in error.sentence


def test_scripts_and_composed_emoji_are_kept_and_not_cut_through() -> None:
    assert name("{title}", title="Räucherkerze 狐 مرحبا می‌خواهم 👨‍👩‍👧") == "Räucherkerze 狐 مرحبا می‌خواهم 👨‍👩‍👧.png"
    stem = PurePosixPath(name("{title}", title="👨‍👩‍👧" * 40)).stem
    assert set(stem.split("👨‍👩‍👧")) == {""}


def test_a_name_that_had_to_lose_something_says_so() -> None:
    def shortened(text: str, **given: object) -> bool:
        return file_name(template(text), facts(**given), "png").shortened

    assert not shortened(DEFAULT_TEMPLATE, title="Lamp", prompt="w" * 4000), "forty characters were asked for"
    assert shortened("{prompt}", prompt="w" * 130)
    assert shortened("{task}/{task}/{task}/{task}/{task}/{task}/{task}/{task}/{title}")


def test_a_path_fits_into_the_room_there_is() -> None:
    long = facts(project="p" * 100, title="t" * 100, prompt="w" * 100)
    found = file_name(template("{project}/{title}/{prompt} {task}"), long, "png", room=100)
    assert len(str(found.path)) <= 100
    assert TASK in str(found.path)
    assert found.shortened


def test_a_seed_is_read_from_the_prompt_and_seconds_are_round() -> None:
    task = replace(
        task_with((ResultFile(part="1", name="x", kind=MediaKind.AUDIO, seconds=183.437),)), prompt="a lamp --seed 421 --v 7"
    )
    given = facts_of(task, task.files[0], index=0, account_name="", zone=None)
    assert str(file_path(template("{seed} {seconds}s"), given, "mp3")) == "421 183.4s.mp3"
    assert name("{seed}", prompt="a --seed 12x") == f"{TASK}.png"


def test_a_picture_keeps_its_name_when_tiles_are_cut_from_it() -> None:
    grid = ResultFile(part="grid", name="g.png", kind=MediaKind.IMAGE)
    tile = replace(grid, part="tile-1", made_from="grid")
    alone, beside = (facts_of(task_with(f), f[0], index=0, account_name="", zone=None) for f in ((grid,), (grid, tile)))
    assert alone == beside
    assert facts_of(task_with((grid, tile)), tile, index=1, account_name="", zone=None).part == "tile-1"


def test_a_path_too_long_keeps_its_folders_and_loses_words() -> None:
    path = file_path(
        template("{project}/{title}/{prompt} {task}"), facts(project="p" * 300, title="t" * 300, prompt="w" * 300), "png"
    )
    assert [part[0] for part in path.parts] == ["p", "t", "w"]
    assert path.stem.endswith(TASK)
    assert len(str(path)) > 230


def test_distinct_long_task_ids_stay_distinct() -> None:
    first, second = (name("{task}", task="x" * 120 + end) for end in ("a", "b"))
    assert first != second


def task_with(files: tuple[ResultFile, ...]) -> Task:
    return Task(
        id=1,
        ref=TaskRef("tripo", "https://openapi.tripo3d.ai", IdKind.TASK_ID, TASK),
        account_id="t",
        project="Autumn",
        title="Lamp",
        tags=("hero", "draft"),
        files=files,
        added_at=AT - timedelta(days=2),
        created_at=AT - timedelta(days=1),
        finished_at=AT,
    )


def test_facts_come_from_task_and_file() -> None:
    model = ResultFile(part="model", name="m.glb", kind=MediaKind.MODEL)
    cover = ResultFile(part="cover", name="c.png", kind=MediaKind.IMAGE)
    east = timezone(timedelta(hours=10))
    several = facts_of(task_with((model, cover)), cover, index=1, account_name="Studio", zone=east)
    assert (several.part, several.n, several.kind, several.project, several.tag) == ("cover", 2, "image", "Autumn", "hero")
    assert (several.at.day, several.account, several.provider, several.task) == (22, "Studio", "tripo", TASK)
    single = facts_of(task_with((model,)), model, index=0, account_name="Studio", zone=None)
    assert (single.part, single.at) == ("", AT)
