"""Where the certificates come from on Linux, on systems that keep them in different places."""

import ssl
import sys
from collections.abc import Callable
from pathlib import Path

import certifi
import pytest

from desktop.engine.trust import OWN_BUNDLE, SYSTEM_BUNDLES, SystemTrust

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there the system itself is asked")

type Bundle = Callable[[str, int], Path]


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    """Make files of the first certificates of a real bundle."""
    blocks = Path(certifi.where()).read_text(encoding="utf-8").split("-----END CERTIFICATE-----\n")

    def made(name: str, count: int) -> Path:
        path = tmp_path / name
        path.write_text("".join(f"{block}-----END CERTIFICATE-----\n" for block in blocks[:count]), encoding="utf-8")
        return path

    return made


@pytest.fixture
def unknown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take away what OpenSSL knows by itself, as in a program that was built on another system."""
    nothing = ssl.DefaultVerifyPaths("", "", "SSL_CERT_FILE", "/usr/lib/ssl/cert.pem", "SSL_CERT_DIR", "/usr/lib/ssl/certs")
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nothing)
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


def authorities(trust: SystemTrust) -> int:
    return trust.context().cert_store_stats()["x509_ca"]


def test_a_named_file_comes_before_the_systems(bundle: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    named, system = bundle("named.pem", 2), bundle("system.pem", 5)
    monkeypatch.setenv("SSL_CERT_FILE", str(named))
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    trust = SystemTrust((str(system),))
    assert (authorities(trust), trust.source) == (2, str(named))


def test_a_named_file_that_is_not_there_leaves_the_systems(bundle: Bundle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    system = bundle("system.pem", 5)
    trust = SystemTrust((str(system),))
    assert (authorities(trust), trust.source) == (5, str(system))


@pytest.mark.usefixtures("unknown")
def test_the_first_place_with_certificates_in_it_is_read(bundle: Bundle, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("")
    (tmp_path / "torn.pem").write_text("-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n")
    (tmp_path / "folder.pem").mkdir()
    good, later = bundle("good.pem", 3), bundle("later.pem", 4)
    names = ("none.pem", "empty.pem", "torn.pem", "folder.pem")
    trust = SystemTrust((*(str(tmp_path / name) for name in names), str(good), str(later)))
    assert (authorities(trust), trust.source) == (3, str(good))


@pytest.mark.usefixtures("unknown")
def test_without_any_place_the_certificates_inside_serve(tmp_path: Path) -> None:
    trust = SystemTrust((str(tmp_path / "none.pem"),))
    assert not trust.ready
    assert trust.source == ""
    assert authorities(trust) > 50
    assert trust.source == OWN_BUNDLE
    assert trust.ready


@pytest.mark.usefixtures("unknown")
def test_servers_are_verified_by_name_and_certificate(tmp_path: Path) -> None:
    context = SystemTrust((str(tmp_path / "none.pem"),)).context()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)


def test_places_of_the_large_distributions_are_known() -> None:
    assert {
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
        "/etc/ssl/ca-bundle.pem",
        "/etc/ssl/cert.pem",
    } <= set(SYSTEM_BUNDLES)
