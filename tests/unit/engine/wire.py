"""Small servers on loopback for the tests of the engine's clients: aiohttp ones, ones that write raw bytes, and TLS ones."""

import asyncio
import datetime as dt
import ipaddress
import socket
import ssl
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

type Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]
type RawHandler = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def http_server(handler: Handler) -> AsyncIterator[str]:
    """Serve every request by `handler`; yields `http://127.0.0.1:port`."""
    runner = web.ServerRunner(web.Server(handler), shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        await runner.cleanup()
        await _loose_ends()


@asynccontextmanager
async def raw_server(handler: RawHandler) -> AsyncIterator[str]:
    """Read one request head a connection, hand it to `handler`, then close; yields `http://127.0.0.1:port`."""
    running: dict[asyncio.Task[None] | None, asyncio.StreamWriter] = {}

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running[asyncio.current_task()] = writer
        try:
            await handler(await reader.readuntil(b"\r\n\r\n"), writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task, writer in running.items():
            if task is not None:
                task.cancel()
            writer.transport.abort()
        await _loose_ends()


async def _loose_ends() -> None:
    """Let transports that are closing come to their end before the loop does."""
    for _ in range(20):
        await asyncio.sleep(0)


@contextmanager
def tls_server(context: ssl.SSLContext, reply: bytes, heads: list[bytes]) -> Iterator[int]:
    """Answer each request head with `reply`, noting the head; yields the port. In a thread: asyncio leaks failed handshakes."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _ = listening.accept()
            except OSError:
                return
            plain.settimeout(5)
            with plain, suppress(OSError), context.wrap_socket(plain, server_side=True) as secure:
                head = b""
                while b"\r\n\r\n" not in head and (got := secure.recv(65536)):
                    head += got
                heads.append(head)
                secure.sendall(reply)
                secure.unwrap()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield int(listening.getsockname()[1])
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def replying(data: bytes) -> RawHandler:
    """Return a handler that writes `data` and closes."""

    async def handler(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(data)

    return handler


def unused_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_certificate(folder: Path, host: str = "127.0.0.1", *, days: int = 2) -> tuple[ssl.SSLContext, Path]:
    """Return a server context with a self-signed certificate for `host`, and the certificate's file.

    With `days` below zero the certificate has ended.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    try:
        names: list[x509.GeneralName] = [x509.IPAddress(ipaddress.ip_address(host))]
    except ValueError:
        names = [x509.DNSName(host)]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=30))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / f"{host}.pem", folder / f"{host}.key"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public
