"""What Linux can check of the packaging for other systems: files parse, are there, and agree with each other and the program."""

import ast
import plistlib
import re
import runpy
from pathlib import Path
from typing import Any, cast

import pytest

from desktop import __version__
from desktop.cli_parser import build_parser
from desktop.domain.identity import APP_NAME, MODEL_ID
from desktop.storage.login_macos import LABEL
from desktop.storage.login_windows import APPROVED, RUN, VALUE
from desktop.storage.paths import Profile, default_profile

ROOT = Path(__file__).parent.parent
PACKAGING = ROOT / "packaging"
WINDOWS = PACKAGING / "windows"
MACOS = PACKAGING / "macos"
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
SHELL = sorted([*PACKAGING.glob("*.sh"), *MACOS.glob("*.sh")])
POWERSHELL = sorted(WINDOWS.glob("*.ps1"))
TEXTS = [*WORKFLOWS, *SHELL, *POWERSHELL, WINDOWS / "outtray.iss", WINDOWS / "version_info.py", MACOS / "info_plist.py"]
BUNDLE_ID = "app.outtray.Outtray"


def named(path: Path) -> str:
    return path.name


def info_plist() -> dict[str, Any]:
    made = runpy.run_path(str(MACOS / "info_plist.py"))["info_plist"](__version__)
    return cast("dict[str, Any]", plistlib.loads(plistlib.dumps(made)))


def strings(language: str) -> dict[str, str]:
    text = (MACOS / f"{language}.lproj" / "InfoPlist.strings").read_text(encoding="utf-8")
    rest = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).strip()
    lines = [re.fullmatch(r'"([^"]+)" = "([^"]+)";', line) for line in rest.splitlines()]
    assert all(lines), f"{language}: every line is a pair in quotes and ends with a semicolon"
    return {match[1]: match[2] for match in lines if match is not None}


# -- macOS ---------------------------------------------------------------------------------------------------------------


def test_the_info_plist_says_who_the_application_is() -> None:
    info = info_plist()
    assert (info["CFBundleIdentifier"], info["CFBundleName"]) == (BUNDLE_ID, APP_NAME)
    assert info["CFBundleShortVersionString"] == info["CFBundleVersion"] == __version__
    assert info["LSMinimumSystemVersion"] == "14.0", "the floor of Qt's wheels"
    assert info["NSHighResolutionCapable"] is True
    assert "NSAppSleepDisabled" not in info, "the program holds an activity while it works, and only then"


def test_macos_hands_over_outtray_links_and_offers_no_more_than_to_open_texts() -> None:
    info = info_plist()
    assert [one["CFBundleURLSchemes"] for one in info["CFBundleURLTypes"]] == [["outtray"]]
    assert {one["LSHandlerRank"] for one in info["CFBundleDocumentTypes"]} == {"Alternate"}
    assert {one["CFBundleTypeRole"] for one in info["CFBundleDocumentTypes"]} == {"Viewer"}


def test_every_question_of_macos_is_there_in_both_languages() -> None:
    info = info_plist()
    asked = {key: text for key, text in info.items() if key.endswith("UsageDescription")}
    assert len(asked) >= 6
    assert info["CFBundleLocalizations"] == ["en", "zh-Hans"]
    english, chinese = strings("en"), strings("zh-Hans")
    assert {key: english.get(key) for key in asked} == asked
    assert english.keys() == chinese.keys()
    assert all(english[key] != chinese[key] for key in asked)
    assert info["CFBundleDocumentTypes"][0]["CFBundleTypeName"] in chinese


def test_the_hardened_runtime_is_loosened_for_the_jit_alone() -> None:
    assert plistlib.loads((MACOS / "entitlements.plist").read_bytes()) == {"com.apple.security.cs.allow-jit": True}


# -- Windows -------------------------------------------------------------------------------------------------------------


def installer() -> str:
    data = (WINDOWS / "outtray.iss").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Inno Setup takes a script without a byte order mark for the system's code page"
    return data.decode("utf-8-sig")


def setup() -> dict[str, str]:
    section = installer().partition("[Setup]")[2].partition("\n[")[0]
    return dict(re.findall(r"^(\w+)=(.*)$", section, re.MULTILINE))


def test_the_installer_finds_its_earlier_versions_and_needs_no_administrator() -> None:
    found = setup()
    assert found["AppId"] == "{{583D6912-844F-402D-AD9F-B436207DE4ED}", "this id may never change"
    assert (found["PrivilegesRequired"], found["PrivilegesRequiredOverridesAllowed"]) == ("lowest", "dialog")
    assert found["MinVersion"] == "10.0.17763", "Windows 10 1809"
    assert found["ArchitecturesAllowed"] == found["ArchitecturesInstallIn64BitMode"] == "x64compatible"


def test_the_installer_and_the_program_agree_on_names() -> None:
    text = installer()
    assert f'#define Name "{APP_NAME}"' in text
    assert f'#define ModelId "{MODEL_ID}"' in text
    assert setup()["AppMutex"] == "{#ModelId}", "what desktop.storage.running_mark holds"
    icons = text.partition("[Icons]")[2].partition("\n[")[0]
    assert [line for line in icons.splitlines() if line.startswith("Name:") and 'AppUserModelID: "{#ModelId}"' not in line] == []
    assert "ExpandConstant('{localappdata}\\{#Name}')" in text
    assert default_profile().root.name == APP_NAME
    assert re.findall(r"Rescued = '(\w+)'", text) == [Profile(Path()).rescued.name]
    spec = (PACKAGING / "outtray.spec").read_text(encoding="utf-8")
    for program in re.findall(r'#define (?:Program|Terminal) "([\w-]+)\.exe"', text):
        assert f'"{program}"' in spec


def test_what_starting_at_login_wrote_goes_with_the_program() -> None:
    section = installer().partition("[Registry]")[2].partition("\n[")[0]
    ours = re.findall(r'Root: HKCU; Subkey: "([^"]+)"; .*ValueName: "([^"]+)"; Flags: dontcreatekey uninsdeletevalue', section)
    assert [(key, name.replace("{#Name}", APP_NAME)) for key, name in ours] == [(RUN, VALUE), (APPROVED, VALUE)]
    assert LABEL == BUNDLE_ID, "macOS shows the agent as the application's"


def test_a_link_reaches_the_program_as_one_quoted_argument() -> None:
    commands = re.findall(r'shell\\open\\command"; .*ValueData: (.*)$', installer(), re.MULTILINE)
    assert commands == ['"""{app}\\{#Program}"" open -- ""%1"""'] * 2
    given = build_parser("1").parse_args(["open", "--", "outtray:add?id=1", "--profile"])
    assert given.verb == "open"
    assert given.profile is None, "what stands after “--” is never an option"


def test_removing_asks_about_keys_and_data_and_keeps_both_by_itself() -> None:
    text = installer()
    assert "MB_YESNO or MB_DEFBUTTON2, IDNO) = IDYES" in text
    assert "Wanted('AskKeys')" in text
    assert "Wanted('AskData')" in text
    verb = re.findall(r"'(account forget-keys --yes)'", text)
    assert [build_parser("1").parse_args(line.split()).account_verb for line in verb] == ["forget-keys"]


def test_the_installer_speaks_both_languages_alike() -> None:
    words = installer().partition("[CustomMessages]")[2].partition("\n[Code]")[0]
    found = re.findall(r"^(en|zh)\.(\w+)=(.+)$", words, re.MULTILINE)
    english, chinese = ({name: text for language, name, text in found if language == which} for which in ("en", "zh"))
    assert english.keys() == chinese.keys()
    for name, text in english.items():
        marks = re.compile(r"%(?:\d|%|n)")
        assert sorted(marks.findall(text)) == sorted(marks.findall(chinese[name])), name
    for name in re.findall(r"(?:CustomMessage|Wanted)\('(\w+)'\)", installer()):
        assert name in english
    data = (WINDOWS / "ChineseSimplified.isl").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "LanguageID=$0804" in data.decode("utf-8-sig")


def test_files_that_the_installer_is_made_of_are_there() -> None:
    text = installer()
    own = re.findall(r"MessagesFile: \"([^\"]+)\"", text)
    files = [name for line in own for name in line.split(",") if not name.startswith("compiler:")]
    files.append(setup()["SetupIconFile"])
    assert len(files) == 2
    assert [name for name in files if not (WINDOWS / name).is_file()] == []


@pytest.mark.parametrize(
    ("version", "numbers"), [("1.2.3", (1, 2, 3, 0)), ("2.0", (2, 0, 0, 0)), ("1.2.3rc4+local.5", (1, 2, 3, 0))]
)
def test_the_version_resource_carries_the_version(version: str, numbers: tuple[int, ...]) -> None:
    text = runpy.run_path(str(WINDOWS / "version_info.py"))["version_info"](version)
    calls = [node for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Call)]
    fixed = next(call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "FixedFileInfo")
    values = {word.arg: ast.literal_eval(word.value) for word in fixed.keywords}
    assert values["filevers"] == values["prodvers"] == numbers
    strings = [tuple(map(ast.literal_eval, call.args)) for call in calls if cast("ast.Name", call.func).id == "StringStruct"]
    assert ("ProductVersion", version) in strings
    assert ("FileDescription", APP_NAME) in strings


# -- workflows and all of it ---------------------------------------------------------------------------------------------


def jobs(workflow: Path) -> dict[str, str]:
    """Return the text of each job: a workflow's jobs are what stands two spaces in, below `jobs:`."""
    below = workflow.read_text(encoding="utf-8").partition("\njobs:\n")[2]
    parts = re.split(r"^  ([a-z]+):\n", below, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=named)
def test_a_workflow_is_indented_evenly_and_uses_githubs_own_actions_alone(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    assert "\t" not in text
    assert [line for line in text.splitlines() if (len(line) - len(line.lstrip())) % 2] == []
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert [
        one for one in used if not re.fullmatch(r"actions/(checkout|setup-python|upload-artifact|download-artifact)@v\d+", one)
    ] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=named)
def test_a_workflow_may_do_little_and_ends(workflow: Path) -> None:
    text = workflow.read_text(encoding="utf-8")
    assert "\npermissions:\n  contents: read\n" in text
    assert {name for name, job in jobs(workflow).items() if "permissions:" in job} <= {"publish"}
    assert [name for name, job in jobs(workflow).items() if "timeout-minutes:" not in job] == []
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    for line in text.splitlines():
        if "secrets." in line or "github.token" in line:
            assert re.fullmatch(r" +[A-Z_]+: \$\{\{ (secrets\.[A-Z_]+|github\.token) \}\}", line), (
                "a secret is only ever an environment's"
            )


def test_every_secret_is_told_of() -> None:
    told = (PACKAGING / "RELEASING.md").read_text(encoding="utf-8")
    used = {name for path in WORKFLOWS for name in re.findall(r"(?:secrets|vars)\.(\w+)", path.read_text(encoding="utf-8"))}
    assert len(used) >= 8
    assert {name for name in used if f"`{name}`" not in told} == set()


def test_every_path_that_is_named_is_there() -> None:
    paths = re.compile(r"(?<![\w./$-])(?:packaging|tools|desktop|tests|resources)[/\\][\w./\\-]*\w")
    missing = {
        f"{text.name}: {found}"
        for text in [*TEXTS, PACKAGING / "RELEASING.md", PACKAGING / "outtray.spec"]
        for found in paths.findall(text.read_text(encoding="utf-8-sig"))
        if not (ROOT / found.replace("\\", "/")).exists()
    }
    assert missing == set()


def test_every_target_and_verb_that_is_named_is_there() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    verbs = runpy.run_path(str(ROOT / "tools" / "package" / "__main__.py"), run_name="read")["VERBS"]
    for path in TEXTS:
        text = path.read_text(encoding="utf-8-sig")
        for target in re.findall(r"run: make ([\w-]+)", text):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{path.name}: make {target}"
        for verb in re.findall(r"tools\.package['\" ,]+([a-z]+)", text):
            assert verb in verbs, f"{path.name}: python -m tools.package {verb}"


@pytest.mark.parametrize("path", [*TEXTS, MACOS / "entitlements.plist"], ids=named)
def test_the_version_stands_in_no_packaging_file(path: Path) -> None:
    assert __version__ not in path.read_text(encoding="utf-8-sig")
