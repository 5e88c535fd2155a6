"""The way to a provider, broken at each step for real, on this computer's own loopback."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desktop.domain.finding import Finding, Health
from desktop.engine.doctor import network
from desktop.engine.doctor.doctor import origins_of
from desktop.engine.doctor.network import Origin, Reaches


class Authority:
    """Signs certificates, and makes contexts that trust it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Authority of {folder.name}")])
        self.certificate = self._signed(self._name, self._key, authority=True)

    def _signed(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        *,
        host: str = "",
        began: timedelta = timedelta(days=-1),
        ends: timedelta = timedelta(days=1),
        authority: bool = False,
        alone: bool = False,
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name if alone else self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(datetime.now(UTC) + began)
            .not_valid_after(datetime.now(UTC) + ends)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        )
        if host:
            alternative = x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host)
            builder = builder.add_extension(x509.SubjectAlternativeName([alternative]), critical=False)
        return builder.sign(key if alone else self._key, hashes.SHA256())

    def server(self, *, host: str = "127.0.0.1", began: int = -1, ends: int = 1, alone: bool = False) -> ssl.SSLContext:
        """Return a context for a server whose certificate is made out to `host`, valid between two days from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        signed = self._signed(name, key, host=host, began=timedelta(days=began), ends=timedelta(days=ends), alone=alone)
        pem = self._folder / "server.pem"
        pem.write_bytes(
            signed.public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        return context

    def trust(self) -> ssl.SSLContext:
        """Return a client's context that trusts this authority alone."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cadata=self.certificate.public_bytes(serialization.Encoding.PEM).decode())
        return context


class Server:
    """Takes one connection after the other, notes what it is sent, and answers `answer`; without one it stays silent."""

    def __init__(self, context: ssl.SSLContext | None = None, answer: bytes = b"") -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._context = context
        self._answer = answer
        self._held: list[socket.socket] = []
        self.port: int = self._listening.getsockname()[1]
        self.received: list[bytes] = []
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                plain, _ = self._listening.accept()
                self._held.append(plain)
                with contextlib.suppress(OSError):
                    self._talk(plain)

    def _talk(self, plain: socket.socket) -> None:
        if not self._answer:
            return
        talk = self._context.wrap_socket(plain, server_side=True) if self._context is not None else plain
        self._held.append(talk)
        received = b""
        while b"\r\n\r\n" not in received and (chunk := talk.recv(4096)):
            received += chunk
        self.received.append(received)
        talk.sendall(self._answer)

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(5)
        for held in self._held:
            held.close()


def answer(late: timedelta = timedelta()) -> bytes:
    return f"HTTP/1.1 404 Not Found\r\nDate: {format_datetime(datetime.now(UTC) + late, usegmt=True)}\r\n\r\n".encode()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@contextlib.contextmanager
def serving(context: ssl.SSLContext | None = None, said: bytes = b"") -> Iterator[Server]:
    server = Server(context, said)
    try:
        yield server
    finally:
        server.close()


def reached(url: str, trust: ssl.SSLContext | None = None) -> tuple[Finding, Finding]:
    """Return what is found of an origin, and of the clock."""
    context = trust or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    reaches = Reaches([Origin("crun.ai", url)], lambda: context, lambda: datetime.now(UTC))
    return reaches.finding(0), reaches.clock(1.0)


def test_a_provider_that_answers_is_fine_and_is_asked_for_nothing_but_the_time(authority: Authority) -> None:
    with serving(authority.server(), answer()) as server:
        found, clock = reached(f"https://127.0.0.1:{server.port}", authority.trust())
        assert (found.health, found.said) == (Health.OK, "127.0.0.1 answers over a connection that is verified.")
        assert server.received == [b"HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"]
    assert dict(found.facts)["TLS"] == "TLSv1.3"
    assert (clock.health, clock.said) == (Health.OK, "This computer's clock is right.")


@pytest.mark.parametrize(
    ("certificate", "said"),
    [
        ({"began": -9, "ends": -2}, "The certificate of 127.0.0.1 has run out."),
        ({"began": 2, "ends": 9}, "The certificate of 127.0.0.1 is not valid yet."),
        ({"host": "other.example.com"}, "The certificate of 127.0.0.1 is made out to another name."),
        ({"alone": True}, "The certificate of 127.0.0.1 is signed by itself, so nobody vouches for it."),
    ],
)
def test_what_is_wrong_with_a_certificate_is_said(authority: Authority, certificate: dict[str, object], said: str) -> None:
    with serving(authority.server(**certificate), answer()) as server:  # type: ignore[arg-type]  # a table of keywords
        found, clock = reached(f"https://127.0.0.1:{server.port}", authority.trust())
        assert server.received == [], "nothing is asked of who can't be verified"
    assert (found.health, found.said) == (Health.TROUBLE, said)
    assert found.hint
    assert clock.health is Health.NOTE


def test_a_certificate_of_an_unknown_authority_is_said_to_be_that(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with serving(authority.server(), answer()) as server:
        found, _ = reached(f"https://127.0.0.1:{server.port}", Authority(tmp_path / "other").trust())
    assert found.said == "The certificate of 127.0.0.1 is signed by somebody this computer doesn't know."


@pytest.mark.parametrize(("hours", "said"), [(3, "180 minutes behind"), (-3, "180 minutes ahead of")])
def test_a_clock_that_is_wrong_is_told_from_the_providers_answer(authority: Authority, hours: int, said: str) -> None:
    with serving(authority.server(), answer(timedelta(hours=hours))) as server:
        found, clock = reached(f"https://127.0.0.1:{server.port}", authority.trust())
    assert found.health is Health.OK
    assert clock.health is Health.TROUBLE
    assert said in clock.said


def test_a_closed_port_refuses() -> None:
    with serving() as server:
        port = server.port
    found, _ = reached(f"https://127.0.0.1:{port}")
    assert (found.health, found.said) == (Health.TROUBLE, "127.0.0.1 refuses connections.")


def test_a_provider_without_an_account_that_can_not_be_reached_is_a_note() -> None:
    with serving() as server:
        url = f"https://127.0.0.1:{server.port}"
    found = Reaches([Origin("nobody's", url, needed=False)], ssl.create_default_context, lambda: datetime.now(UTC)).finding(0)
    assert (found.health, found.said) == (Health.NOTE, "127.0.0.1 refuses connections.")
    assert found.hint
    assert not any(origin.needed for origin in origins_of([]))


def test_a_name_that_there_is_not_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HTTPS_PROXY", raising=False)
    monkeypatch.delenv("https_proxy", raising=False)
    found, _ = reached("https://nobody.invalid")
    assert (found.health, found.said) == (Health.TROUBLE, "nobody.invalid can't be found.")


def test_a_silent_server_ends_the_check_within_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "CONNECT_SECONDS", 0.2)
    with serving() as server:
        began = time.monotonic()
        found, _ = reached(f"https://127.0.0.1:{server.port}")
    assert time.monotonic() - began < 5
    assert (found.health, found.said) == (Health.TROUBLE, "127.0.0.1 doesn't answer.")


def test_a_proxy_that_refuses_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(said=b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n") as server:
        monkeypatch.setenv("HTTPS_PROXY", f"http://ada:s3cretword@127.0.0.1:{server.port}")
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        found, _ = reached("https://api.example.com")
        assert server.received[0].startswith(b"CONNECT api.example.com:443 HTTP/1.1\r\n")
    assert "did not connect us to api.example.com (it said 407)" in found.said
    assert "s3cretword" not in repr(found)


def test_without_accounts_the_providers_own_addresses_are_tried() -> None:
    assert [origin.url for origin in origins_of([])] == [
        "https://api.crun.ai",
        "https://openapi.tripo3d.ai",
        "https://llm.bytespike.ai",
        "https://api.crazyrouter.com",
    ]
