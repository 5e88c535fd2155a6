"""What an installed copy has: updates, first aid, lines for scripts, licences, and what links and files open."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import override

from PySide6.QtWidgets import QWidget

from desktop.domain.events import Notice
from desktop.domain.finding import Finding, Health
from desktop.domain.language import tr, tr_n
from desktop.domain.link import AddAsked, Refused, asked_of
from desktop.domain.settings import Settings
from desktop.domain.snippets import snippets
from desktop.domain.update import Found, Installer, Newer, System, Updates, Version, Why, refused
from desktop.domain.wording import provider_name
from desktop.engine.doctor.check import Check
from desktop.engine.doctor.doctor import Doctor, Patient
from desktop.engine.doctor.versions import copy_found, settings_found
from desktop.engine.trust import SystemTrust
from desktop.engine.updates import Updater
from desktop.storage.build import Build, Channel
from desktop.storage.paths import Profile
from desktop.storage.redaction import Redactor
from desktop.storage.secrets import SecretStore
from desktop.storage.update_memory import UpdateMemory
from desktop.widgets.banner import UPDATE
from desktop.widgets.dialogs.about import AboutSheet, LicencesSheet
from desktop.widgets.dialogs.brought import brought_by
from desktop.widgets.dialogs.diagnostics import DiagnosticsSheet
from desktop.widgets.dialogs.not_opened import NotOpenedSheet
from desktop.widgets.dialogs.scripts import ScriptsSheet
from desktop.widgets.dialogs.updates import Step, UpdatesSheet
from tools.shots.scene import Pose, Scene

NOTES = {
    "en": """Mended since 0.1.0:

- Names that end in a dot are whole on Windows, too.
- Archived tasks keep their order.
- A film goes on after its task was dragged out of the list.
- The tray's icon comes back when the panel starts again.
- Links with several ids are added in the order they have.""",
    "zh_CN": """0.1.0 之后的修复：

- 以点结尾的名称，在 Windows 上也完整保留。
- 归档的任务保持原来的顺序。
- 把任务拖出列表后，视频继续播放。
- 面板重新启动后，托盘图标会恢复。
- 链接中的多个 ID 按原有顺序添加。""",
}

LICENCES = """Outtray 0.1.0 is under the MIT licence. It brings along the parts below,
each under its own licence; the texts are in this folder.

aiohttp 3.13.2 — Apache-2.0
certifi 2025.11.12 — MPL-2.0
cryptography 46.0.3 — Apache-2.0 or BSD-3-Clause
httpx 0.28.1 — BSD-3-Clause
keyring 25.7.0 — MIT
Pillow 12.0.0 — MIT-CMU
PySide6_Essentials 6.10.1 — LGPL-3.0
Qt 6.10.1 — LGPL-3.0
urllib3 2.5.0 — MIT
"""

LINKS = (
    "outtray://add?id=1ec04ced-4b87-44f6-a296-beee80777941&key=tsk_abcdefghijk0123456789",
    "outtray://print?id=1",
    "https://example.org/results/lamp.glb",
)
BROUGHT = (
    "outtray://add?provider=tripo&id=1ec04ced-4b87-44f6-a296-beea80777941,2b8f31c0-77aa-4c1d-9a1b-3f0c55f27941&project=Lamp%20kit"
)
DEB = Build(channel=Channel.DEB)


class PosedUpdater(Updater):
    """Finds what it is told to."""

    def __init__(self, build: Build, found: Callable[[], Found]) -> None:
        memory = UpdateMemory(Path("/nowhere/updates.json"))
        super().__init__(build, version="0.1.0", memory=memory, folder=Path("/nowhere"), system=_system)
        self._found = found

    @override
    async def look(self) -> Found:
        return self._found()


class PosedDoctor(Doctor):
    """Finds what it is told to."""

    def __init__(self, found: Sequence[Finding]) -> None:
        nowhere = Path("/nowhere")
        super().__init__(
            Patient(
                profile=Profile(nowhere),
                version="0.1.0",
                environ={},
                build=DEB,
                home=nowhere,
                downloads=nowhere,
                secrets=SecretStore({}),
                redactor=Redactor(),
                trust=SystemTrust(),
            )
        )
        self._found = found

    @override
    def checks(self) -> list[Check]:
        return [Check(finding.name, finding.title, partial(_same, finding)) for finding in self._found]


def _same(finding: Finding) -> Finding:
    return finding


def _system(build: Build) -> System:
    return System(channel=build.channel.value, arch="x86_64")


def newer() -> Newer:
    """Return what there is of a newer version."""
    installer = Installer(
        channel="deb",
        arch="x86_64",
        url="https://outtray.app/outtray_0.2.0_amd64.deb",
        name="outtray_0.2.0_amd64.deb",
        size=83_400_000,
        sha256="0" * 64,
    )
    now = datetime.now(UTC)
    return Newer(
        Updates(
            version=Version((0, 2, 0)),
            released=now,
            expires=now + timedelta(days=90),
            notes=NOTES,
            installers=(installer,),
        ),
        installer,
    )


def findings(*, trouble: bool) -> list[Finding]:
    """Return what a computer with every check has; with `trouble`, a key chain that is locked and two notes."""
    crun, tripo = "api.crun.ai", "api.tripo3d.ai"
    connection = partial(tr, "{host} answers over a connection that is verified.")
    named = partial(tr, "Connection to {name}")
    chain = tr("The system's keychain keeps what it is given and gives it back.")
    tray = tr("This desktop shows notifications and tray icons.")
    folders = tr("All folders can be written to and have room.")
    found = [
        Finding(name="versions", title=tr("Versions"), said=_versions()),
        copy_found(DEB, Settings(), Path("/usr/bin/outtray")),
        Finding(name="owner", title=tr("Running Outtray"), said=tr("This window has the profile open.")),
        Finding(name="database", title=tr("Task list"), said=_list_words()),
        settings_found(Settings(), ()),
        Finding(name="places", title=tr("Folders"), said=folders),
        Finding(name="keyring", title=tr("Keychain"), said=chain),
        Finding(name="window", title=tr("Window"), said=_window_words()),
        Finding(name="previews", title=tr("Previews"), said=tr("The helper that makes previews starts.")),
        Finding(name="desktop", title=tr("Tray and notifications"), said=tray),
        Finding(name="certificates", title=tr("Certificates"), said=_certificates()),
        Finding(name="network 1", title=named(name=f"{provider_name('crun')} ({crun})"), said=connection(host=crun)),
        Finding(name="network 2", title=named(name=f"{provider_name('tripo')} ({tripo})"), said=connection(host=tripo)),
        Finding(name="clock", title=tr("Clock"), said=tr("This computer's clock is right.")),
    ]
    worse = {finding.name: finding for finding in _troubles()} if trouble else {}
    return [worse.get(finding.name, finding) for finding in found]


def _troubles() -> list[Finding]:
    path = "/run/media/ada/Studio drive/Results of this year/Outtray"
    away = tr("“{path}” ({what}) is on a network drive ({kind}).", path=path, what=tr("results"), kind="cifs")
    return [
        Finding(name="places", title=tr("Folders"), health=Health.NOTE, said=away),
        Finding(
            name="keyring",
            title=tr("Keychain"),
            health=Health.TROUBLE,
            said=tr("Your keychain is locked."),
            hint=tr("Unlock it, or log in again; until then keys are only kept while Outtray runs."),
        ),
        Finding(
            name="desktop",
            title=tr("Tray and notifications"),
            health=Health.NOTE,
            said=tr("This desktop draws no tray icons, so closing the window minimises it."),
            hint=tr("All else works, and the window tells the same. On GNOME tray icons need the extension “AppIndicator”."),
        ),
    ]


def _versions() -> str:
    return tr(
        "Outtray {version} with Python {python} and SQLite {sqlite} on {system}.",
        version="0.1.0",
        python="3.13.5",
        sqlite="3.46.1",
        system="Debian GNU/Linux 13 (trixie), Linux 6.12",
    )


def _list_words() -> str:
    return tr_n("The task list is sound: {n} task, {size}.", "The task list is sound: {n} tasks, {size}.", 1284, size="6.4 MB")


def _window_words() -> str:
    return tr("Qt {version} can show windows ({platform}).", version="6.10.1", platform="wayland")


def _certificates() -> str:
    return tr("This computer knows {n} certificates to verify connections by.", n="146")


@asynccontextmanager
async def updates(
    scene: Scene, build: Build = DEB, found: Callable[[], Found] = newer, *, ready: bool = False
) -> AsyncIterator[None]:
    """Look for updates."""

    async def nothing(_path: Path) -> None:
        return None

    sheet = UpdatesSheet(
        scene.theme,
        scene.workspace,
        PosedUpdater(build, found),
        scene.spawner,
        open_file=nothing,
        reveal=nothing,
        open_page=lambda: None,
        language=scene.engine.settings().language,
    )
    sheet.open()
    await scene.until(lambda: sheet.step is not Step.LOOKING)
    if ready:
        offered = newer().installer
        path = Path("/home/ada/Downloads") / offered.name
        sheet._path = path  # noqa: SLF001  # nothing is downloaded in earnest
        sheet._come_to(Step.READY, sheet._ready_words(path, offered))  # noqa: SLF001
    yield


@asynccontextmanager
async def downloading(scene: Scene) -> AsyncIterator[None]:
    """Stand in the middle of a download."""
    async with updates(scene):
        sheet = next(each for each in scene.workspace.findChildren(UpdatesSheet) if each.isVisible())
        offered = newer().installer
        sheet._on_progress(31_200_000, offered.size)  # noqa: SLF001  # nothing is downloaded in earnest
        sheet._come_to(Step.DOWNLOADING, tr("Downloading “{name}”…", name=offered.name))  # noqa: SLF001
        yield


@asynccontextmanager
async def diagnostics(scene: Scene, *, trouble: bool) -> AsyncIterator[None]:
    """Open first aid."""
    sheet = DiagnosticsSheet(scene.theme, scene.workspace, lambda: PosedDoctor(findings(trouble=trouble)), scene.spawner)
    sheet.open()
    await scene.until(sheet.copy.isEnabled)
    yield


@asynccontextmanager
async def scripts(scene: Scene, inbox: str) -> AsyncIterator[None]:
    """Show the lines for scripts."""
    ScriptsSheet(scene.theme, scene.workspace, snippets(("outtray",), inbox, "linux")).open()
    yield


@asynccontextmanager
async def about(scene: Scene) -> AsyncIterator[None]:
    """Say what this is, as an installed copy does."""
    AboutSheet(scene.theme, scene.workspace, DEB, licences=True).open()
    yield


@asynccontextmanager
async def licences(scene: Scene) -> AsyncIterator[None]:
    """Show the licences."""
    sheet = LicencesSheet(scene.theme, scene.workspace, Path("/usr/lib/outtray/licences"), scene.spawner)
    sheet.open()
    await scene.until(sheet.trouble.isVisible)
    sheet.complain("")
    sheet.text.setPlainText(LICENCES)
    yield


@asynccontextmanager
async def from_link(scene: Scene, *, account: str = "") -> AsyncIterator[None]:
    """Offer what a link brings."""
    asked = asked_of(f"{BROUGHT}&account={account}" if account else BROUGHT)
    assert isinstance(asked, AddAsked), asked
    scene.workspace.dialogs.add_tasks(brought=brought_by(asked, [state.account for state in scene.engine.accounts()]))
    await scene.opened("add")
    yield


@asynccontextmanager
async def not_opened(scene: Scene) -> AsyncIterator[None]:
    """Say what was not opened."""
    said = [asked.sentence for link in LINKS if isinstance(asked := asked_of(link), Refused)]
    NotOpenedSheet(scene.theme, scene.workspace, said).open()
    yield


@asynccontextmanager
async def update_notice(scene: Scene) -> AsyncIterator[QWidget | None]:
    """Say over the list that a newer version is there."""
    scene.workspace.notices.show_notice(Notice(UPDATE, tr("Outtray {version} is there.", version="0.2.0")))
    yield None
    scene.workspace.notices.show_notice(Notice(UPDATE, None))


INSTALLED: dict[str, Pose] = {
    "updates-newer": updates,
    "updates-ready": partial(updates, ready=True),
    "updates-downloading": downloading,
    "updates-refused": partial(updates, found=lambda: refused(Why.WRONG_SIGNATURE)),
    "updates-off": partial(updates, build=Build(channel=Channel.DEB, updated_by="Debian")),
    "updates-notice": update_notice,
    "diagnostics-trouble": partial(diagnostics, trouble=True),
    "diagnostics-fine": partial(diagnostics, trouble=False),
    "scripts": partial(scripts, inbox="/home/ada/Inbox"),
    "scripts-no-inbox": partial(scripts, inbox=""),
    "about-installed": about,
    "licences": licences,
    "add-from-link": from_link,
    "add-from-link-unknown": partial(from_link, account="Nobody"),
    "not-opened": not_opened,
}
