"""Where files go: whose folder counts, how they are called, and what a template's examples show."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.domain.account import Account, HeaderStyle
from desktop.domain.settings import ProjectRules, Settings
from desktop.domain.status import FileState, MediaKind
from desktop.engine.names import EXAMPLES, SHORTENED, Names
from desktop.engine.ports import Refusal
from tests.fakes.records import a_file, a_task


class Household:
    """Settings and an account, as an engine has them."""

    def __init__(self, **given: object) -> None:
        self.set = Settings(**given)  # type: ignore[arg-type]  # the tests name fields freely

    def settings(self) -> Settings:
        return self.set

    def account(self, account_id: str | None) -> Account | None:
        if account_id is None:
            return None
        return Account(id="a1", provider="tripo", name="Studio", base_url="https://a", header=HeaderStyle.BEARER)


def names(override: Path | None = None, **given: object) -> Names:
    return Names(Household(**given), override, Path("/downloads"))


AUTUMN = a_task(project="Autumn")
RULES = (ProjectRules(name="Autumn", folder="/autumn"), ProjectRules(name="Winter"), ProjectRules(name="", folder="/others"))


def test_the_folder_of_a_run_goes_before_all() -> None:
    given = names(Path("/run"), folder="/set", projects=RULES, provider_folders=(("tripo", "/tripo"),))
    assert given.root(AUTUMN) == given.folder == Path("/run")
    assert given.roots() == (Path("/run"),)


def test_a_project_s_own_folder_goes_before_the_provider_s_and_that_before_the_one_for_all() -> None:
    given = names(folder="/set", projects=RULES, provider_folders=(("tripo", "/tripo"),))
    assert given.root(AUTUMN) == Path("/autumn")
    assert given.root(a_task()) == Path("/tripo")
    assert given.root(a_task("crun")) == Path("/others")
    assert given.root(a_task("crun", project="Spring")) == Path("/others")
    assert given.root(a_task("crun", project="Winter")) == Path("/set"), "it has rules of its own, without a folder"
    assert set(given.roots()) == {Path(f"/{name}") for name in ("set", "autumn", "others", "tripo")}


def test_without_settings_files_go_to_the_downloads() -> None:
    assert names().root(AUTUMN) == names().folder == Path("/downloads")


def test_sizes_come_from_the_file_or_from_what_was_just_fetched(tmp_path: Path) -> None:
    file = a_file("image", kind=MediaKind.IMAGE, width=640, height=480)
    task = a_task(files=(file,))
    namer = names(tmp_path, template="{task:8}[ {w}x{h}][ {seconds}s] {account}").namer(task, file)
    assert namer("png").path == tmp_path.resolve() / "1ec04ced 640x480 Studio.png"
    assert str(namer(".mp4", width=1920, height=1080, seconds=8.04).relative) == "1ec04ced 1920x1080 8s Studio.mp4"
    bare = names(tmp_path, template="{task:8}[ {w}x{h}]").namer(task, replace(file, width=None, height=None))
    assert bare("png").path.name == "1ec04ced.png"
    saved = replace(file, width=1920, height=1080)
    assert names(tmp_path, template="{w}x{h}").namer(task, saved)("png").path.name == "1920x1080.png", "a later rename agrees"


def test_another_root_may_be_given(tmp_path: Path) -> None:
    task = a_task(files=(a_file(),))
    assert names(template="{task}").namer(task, task.files[0], tmp_path)("glb").path.parent == tmp_path.resolve()


def test_a_name_that_had_to_be_shortened_says_so(tmp_path: Path) -> None:
    task = a_task(files=(a_file(),), title="w" * 300)
    assert names(tmp_path, template="{title}").namer(task, task.files[0])("glb").notes == (SHORTENED,)
    assert names(tmp_path, template="{title:20}").namer(task, task.files[0])("glb").notes == ()


def test_a_root_that_is_long_already_leaves_less_for_the_name() -> None:
    root = Path("/" + "r" * 890)
    task = a_task(files=(a_file(),), title="w" * 110, prompt="p" * 110)
    named = names(root, template="{title}/{prompt} {task:8}").namer(task, task.files[0])("glb")
    assert len(str(named.path)) < 1023 - 31, "with what a part file's name has more"
    assert "1ec04ced" in named.path.name


def test_device_names_are_no_names_of_files(tmp_path: Path) -> None:
    task = a_task(files=(a_file(),), title="CON", project="nul")
    assert str(names(tmp_path, template="{project}/{title}").namer(task, task.files[0])("glb").relative) == "_nul/_CON.glb"


def test_a_template_that_can_t_be_read_falls_back_to_the_default(tmp_path: Path) -> None:
    task = a_task(files=(a_file(),), title="Boat", finished_at=datetime(2026, 5, 14, 12, tzinfo=UTC))
    assert str(names(tmp_path, template="{oops").namer(task, task.files[0])("glb").relative) == "2026-05-14/tripo/Boat 1ec04ced.glb"


def test_examples_show_one_file_each_of_five_real_tasks() -> None:
    saved = a_file(state=FileState.SAVED, path="/old/boat.usdz")
    tasks = [replace(a_task(files=(saved, a_file("pbr")), title=f"Boat {n}"), id=n) for n in range(1, 9)]
    shown = names().examples("{title} {task:8}{part}", [a_task(), *tasks])
    assert [(e.task_id, e.new, e.old) for e in shown] == [
        (n, f"Boat {n} 1ec04ced model.usdz", Path("/old/boat.usdz")) for n in range(1, EXAMPLES + 1)
    ]


def test_without_tasks_five_invented_ones_are_shown() -> None:
    shown = names().examples("{provider}/{title|prompt:40} {task:8}{part}[ {w}x{h}][ {seconds}s]", [a_task()])
    assert len(shown) == EXAMPLES
    assert {e.task_id for e in shown} == {0}
    assert shown[1].new == "tripo/a weathered wooden rowing boat 1ec04ced model.glb"
    assert all(e.title and e.new and not e.fault and e.old is None for e in shown)


def test_a_wrong_template_is_refused_in_words() -> None:
    with pytest.raises(Refusal, match=r"Did you mean \{title\}\?"):
        names().examples("{titel}", [])
