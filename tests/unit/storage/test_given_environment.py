"""What a packaged program's start did to the environment is taken back before anything else is started."""

import pytest

from desktop.storage.given_environment import restore_environment

BOOTED = {
    "LD_LIBRARY_PATH": "/opt/outtray/_internal:/given",
    "LD_LIBRARY_PATH_ORIG": "/given",
    "_PYI_ARCHIVE_FILE": "/opt/outtray/outtray",
    "_PYI_PARENT_PROCESS_LEVEL": "-1",
    "_MEIPASS2": "/opt/outtray/_internal",
    "QT_PLUGIN_PATH": "/usr/lib/qt6/plugins",
    "QML2_IMPORT_PATH": "/usr/lib/qt6/qml",
    "PATH": "/usr/bin",
    "SSL_CERT_FILE": "/etc/company.pem",
    "QT_QPA_PLATFORM": "wayland",
}
KEPT = {"PATH": "/usr/bin", "SSL_CERT_FILE": "/etc/company.pem", "QT_QPA_PLATFORM": "wayland"}


def restored(environ: dict[str, str], platform: str = "linux") -> dict[str, str]:
    environ = dict(environ)
    restore_environment(environ, platform)
    return environ


def test_the_users_own_search_path_is_given_back() -> None:
    assert restored(BOOTED) == {**KEPT, "LD_LIBRARY_PATH": "/given"}


@pytest.mark.parametrize("given", [{}, {"LD_LIBRARY_PATH_ORIG": ""}])
def test_where_the_user_had_none_there_is_none(given: dict[str, str]) -> None:
    environ = {name: value for name, value in BOOTED.items() if name != "LD_LIBRARY_PATH_ORIG"}
    assert restored({**environ, **given}) == KEPT


def test_an_environment_that_nothing_was_done_to_stays_as_it_is() -> None:
    assert restored(KEPT) == KEPT


def test_on_macos_qt_is_told_where_its_parts_are() -> None:
    given = restored({**KEPT, "QML2_IMPORT_PATH": "/Applications/Outtray.app", "_PYI_ARCHIVE_FILE": "x"}, "darwin")
    assert given == {**KEPT, "QML2_IMPORT_PATH": "/Applications/Outtray.app"}
