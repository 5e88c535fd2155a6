import asyncio
import base64
import contextlib
import gc
import gzip
import json
import logging
import random
import subprocess
import sys
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import pytest
from aiohttp import web

from desktop.domain.account import Account, HeaderStyle
from desktop.engine.api import MOST_BYTES, MOST_CONNECTIONS, ApiClient, ApiUnreachable, Reach
from desktop.engine.clock import SystemClock
from desktop.engine.proxies import Proxy, proxy_for
from desktop.providers.base import ApiReply, ApiRequest
from tests.unit.engine.wire import http_server, make_certificate, raw_server, replying, tls_server, unused_port

KEY = "sk-canary-4711"
ASK = ApiRequest("GET", "/task/1")


def _account(base_url: str, header: HeaderStyle = HeaderStyle.BEARER) -> Account:
    return Account(id="a1", provider="crun", name="Studio", base_url=base_url, header=header)


@asynccontextmanager
async def _client(base_url: str, header: HeaderStyle = HeaderStyle.BEARER, *, deadline: float = 5.0) -> AsyncIterator[ApiClient]:
    client = ApiClient(_account(base_url, header), SystemClock(), version="1.2.3", deadline=deadline)
    try:
        yield client
    finally:
        await client.aclose()


async def _failure(base_url: str, request: ApiRequest = ASK, *, key: str = KEY, deadline: float = 5.0) -> ApiUnreachable:
    async with _client(base_url, deadline=deadline) as client:
        with pytest.raises(ApiUnreachable) as caught:
            await client.send(request, key)
    assert KEY not in repr(caught.value) + caught.value.sentence + caught.value.reason
    return caught.value


def _against(data: bytes, request: ApiRequest = ASK, *, deadline: float = 5.0) -> ApiUnreachable:
    async def main() -> ApiUnreachable:
        async with raw_server(replying(data)) as url:
            return await _failure(url, request, deadline=deadline)

    return asyncio.run(main())


def _reply_to(data: bytes) -> ApiReply:
    async def main() -> ApiReply:
        async with raw_server(replying(data)) as url, _client(url) as client:
            return await client.send(ASK, KEY)

    return asyncio.run(main())


def test_a_reply_is_handed_on_whatever_its_status() -> None:
    async def handler(request: web.BaseRequest) -> web.Response:
        return web.json_response({"code": 404}, status=404, headers={"X-Request-Id": "r1"})

    async def main() -> None:
        async with http_server(handler) as url, _client(url) as client:
            reply = await client.send(ASK, KEY)
            assert (reply.status, reply.body, reply.headers["x-request-id"]) == (404, b'{"code": 404}', "r1")
            assert reply.at.tzinfo is not None

    asyncio.run(main())


@pytest.mark.parametrize(
    ("header", "name", "value"),
    [
        (HeaderStyle.BEARER, "authorization", f"Bearer {KEY}"),
        (HeaderStyle.X_API_KEY, "x-api-key", KEY),
        (HeaderStyle.MJ_API_SECRET, "mj-api-secret", KEY),
    ],
)
def test_the_key_goes_into_the_accounts_header_alone(header: HeaderStyle, name: str, value: str) -> None:
    seen: list[web.BaseRequest] = []

    async def handler(request: web.BaseRequest) -> web.Response:
        seen.append(request)
        response = web.Response(text="{}")
        response.set_cookie("session", "follow-me")
        return response

    async def main() -> None:
        async with http_server(handler) as url, _client(f"{url}/base/v3", header) as client:
            for _ in range(2):
                await client.send(ApiRequest("GET", "/task/1"), KEY)
            await client.send(ASK, None)

    asyncio.run(main())
    carrying = [[h.lower() for h, v in request.headers.items() if KEY in v] for request in seen]
    assert carrying == [[name], [name], []]
    assert seen[0].headers[name] == value
    assert seen[0].headers["User-Agent"] == "Outtray/1.2.3"
    assert seen[0].path == "/base/v3/task/1"
    assert all("Cookie" not in request.headers for request in seen)


@pytest.mark.parametrize("word", ["a b", "50%", "a+b", "a%2Bb", "日本/ü", "x&y=z#f?", "~-._", "a;b,c"])
def test_ids_arrive_as_they_are_in_path_and_query(word: str) -> None:
    async def handler(request: web.BaseRequest) -> web.Response:
        path = request.raw_path.partition("?")[0]
        last = unquote_to_bytes(path.removeprefix("/task/")).decode()
        return web.json_response({"path": last, "id": request.query["id"]})

    async def main() -> None:
        async with http_server(handler) as url, _client(url) as client:
            request = ApiRequest("GET", f"/task/{quote(word, safe='')}", params=(("id", word), ("n", "1")))
            reply = await client.send(request, KEY)
            answer = json.loads(reply.body)
            assert (answer["path"], answer["id"]) == (word, word)

    asyncio.run(main())


@pytest.mark.parametrize("path", ["/task/../balance", "/task/%2e%2e/balance", "task/1", "@example.com/x", "/task/%2E", "/a\\..\\b"])
def test_an_id_cannot_lead_to_another_address(path: str) -> None:
    async def main() -> None:
        seen: list[str] = []

        async def handler(request: web.BaseRequest) -> web.Response:
            seen.append(request.path)
            return web.Response()

        async with http_server(handler) as url:
            await _failure(url, ApiRequest("GET", path))
        assert not seen

    asyncio.run(main())


def test_a_json_body_is_sent_as_utf8() -> None:
    async def handler(request: web.BaseRequest) -> web.Response:
        assert request.content_type == "application/json"
        return web.json_response(await request.json())

    async def main() -> None:
        async with http_server(handler) as url, _client(url) as client:
            reply = await client.send(ApiRequest("POST", "/q", json={"ids": ["日本"]}), KEY)
            assert "\\u" in reply.body.decode()

    asyncio.run(main())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308, 304])
def test_a_redirect_is_refused_and_its_target_sees_nothing(status: int) -> None:
    async def main() -> None:
        seen: list[web.BaseRequest] = []

        async def elsewhere(request: web.BaseRequest) -> web.Response:
            seen.append(request)
            return web.Response()

        async with http_server(elsewhere) as other:

            async def handler(request: web.BaseRequest) -> web.Response:
                return web.Response(status=status, headers={"Location": f"{other}/steal?sig=secret"})

            async with http_server(handler) as url:
                trouble = await _failure(url)
        assert trouble.kind is Reach.REDIRECT
        assert other.removeprefix("http://") in trouble.sentence
        assert "secret" not in trouble.sentence
        assert not seen

    asyncio.run(main())


def test_an_unknown_host_counts_as_offline() -> None:
    trouble = asyncio.run(_failure("https://no-such-host.invalid"))
    assert trouble.kind is Reach.OFFLINE
    assert trouble.sentence.startswith("no-such-host.invalid can't be found")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_closed_port_is_a_refusal(host: str) -> None:
    assert asyncio.run(_failure(f"http://{host}:{unused_port()}")).kind is Reach.REFUSED


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", Reach.DROPPED),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhalf", Reach.DROPPED),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel", Reach.DROPPED),
        (b"\x00\x01\x02 what\r\n\r\n", Reach.GARBAGE),
        (b"SSH-2.0-OpenSSH_9.2\r\n", Reach.GARBAGE),
        (b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", Reach.GARBAGE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", Reach.GARBAGE),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", Reach.GARBAGE),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot zipped"[:-1], Reach.GARBAGE),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 2\r\n\r\nxx", Reach.GARBAGE),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 99)[:-12], Reach.DROPPED),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 99)[:8], Reach.DROPPED),
    ],
)
def test_every_broken_reply_is_the_one_error(data: bytes, kind: Reach) -> None:
    trouble = _against(data)
    assert trouble.kind is kind
    assert "127.0.0.1" in trouble.sentence


def test_a_server_that_never_answers_is_given_up_at_the_deadline() -> None:
    async def main() -> None:
        async def silent(_head: bytes, _writer: asyncio.StreamWriter) -> None:
            await asyncio.sleep(30)

        async with raw_server(silent) as url:
            trouble = await _failure(url, deadline=0.2)
        assert trouble.kind is Reach.TIMEOUT

    asyncio.run(main())


def test_a_reply_that_trickles_is_given_up_at_the_deadline() -> None:
    async def main() -> None:
        async def trickle(_head: bytes, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while True:
                writer.write(b".")
                await writer.drain()
                await asyncio.sleep(0.01)

        async with raw_server(trickle) as url:
            assert (await _failure(url, deadline=0.3)).kind is Reach.TIMEOUT

    asyncio.run(main())


def test_an_expired_certificate_is_said_to_be_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def ask(port: int) -> int:
        async with _client(f"https://127.0.0.1:{port}") as client:
            return (await client.send(ASK, KEY)).status

    reply = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
    heads: list[bytes] = []
    good, good_file = make_certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(good_file))
    with tls_server(good, reply, heads) as port:
        assert asyncio.run(ask(port)) == 200
    expired, expired_file = make_certificate(tmp_path, days=-1)
    monkeypatch.setenv("SSL_CERT_FILE", str(expired_file))
    with tls_server(expired, reply, heads) as port:
        trouble = asyncio.run(_failure(f"https://127.0.0.1:{port}"))
    assert (trouble.kind, trouble.reason) == (Reach.TLS, "certificate has expired")
    assert len(heads) == 1


def test_plain_http_on_a_tls_port_is_a_tls_problem() -> None:
    async def main() -> None:
        async def plain(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            writer.close()

        server = await asyncio.start_server(plain, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            assert (await _failure(f"https://127.0.0.1:{port}")).kind is Reach.TLS

    asyncio.run(main())


def test_a_gzip_bomb_is_stopped_at_the_cap() -> None:
    bomb = gzip.compress(b"\0" * (64 * 1024 * 1024), 6)
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb)
    assert _against(head + bomb).kind is Reach.TOO_LARGE


def test_a_body_of_exactly_the_cap_is_read_and_one_more_byte_is_not() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
    assert len(_reply_to(head % MOST_BYTES + b"a" * MOST_BYTES).body) == MOST_BYTES
    assert _against(head % (MOST_BYTES + 1) + b"a" * (MOST_BYTES + 1)).kind is Reach.TOO_LARGE


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        (b"gzip", gzip.compress(b'{"a": 1}')),
        (b"x-gzip", gzip.compress(b'{"a": ') + gzip.compress(b"1}")),
        (b"deflate", zlib.compress(b'{"a": 1}')),
        (b"identity", b'{"a": 1}'),
    ],
)
def test_packed_replies_are_unpacked(coding: bytes, packed: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (coding, len(packed))
    assert _reply_to(head + packed).body == b'{"a": 1}'


@pytest.mark.parametrize("key", ["sk\nX-Evil: 1", "schlüssel-4711", "sk-canary-4711\x00"])
def test_a_key_that_no_header_can_carry_is_named_and_never_printed(key: str) -> None:
    async def main() -> None:
        async with raw_server(replying(b"HTTP/1.1 200 OK\r\n\r\n")) as url, _client(url) as client:
            with pytest.raises(ApiUnreachable) as caught:
                await client.send(ASK, key)
        assert caught.value.kind is Reach.BAD_KEY
        assert "4711" not in repr(caught.value)
        assert caught.value.__cause__ is None

    asyncio.run(main())


def test_keys_and_queries_stay_out_of_the_logs(caplog: pytest.LogCaptureFixture) -> None:
    async def handler(request: web.BaseRequest) -> web.Response:
        return web.Response(text="{}")

    async def main() -> None:
        async with http_server(handler) as url, _client(url, HeaderStyle.X_API_KEY) as client:
            await client.send(ApiRequest("GET", "/t", params=(("sig", "hush-99"),)), KEY)
        await _failure(f"http://127.0.0.1:{unused_port()}", ApiRequest("GET", "/t", params=(("sig", "hush-99"),)))

    with caplog.at_level(logging.DEBUG):
        asyncio.run(main())
    assert KEY not in caplog.text
    assert "hush-99" not in "".join(r.getMessage() for r in caplog.records if not r.name.startswith("aiohttp.access"))


def test_at_most_eight_connections_are_open() -> None:
    async def main() -> None:
        now_open = most_open = 0

        async def handler(request: web.BaseRequest) -> web.Response:
            nonlocal now_open, most_open
            now_open += 1
            most_open = max(most_open, now_open)
            await asyncio.sleep(0.005)
            now_open -= 1
            return web.Response(text="{}")

        async with http_server(handler) as url, _client(url) as client:
            await asyncio.gather(*(client.send(ASK, KEY) for _ in range(60)))
        assert most_open == MOST_CONNECTIONS

    asyncio.run(main())


def test_a_question_whose_connection_was_closed_is_asked_again_once() -> None:
    async def main() -> None:
        asked = 0

        async def drop_every_other(_head: bytes, writer: asyncio.StreamWriter) -> None:
            nonlocal asked
            asked += 1
            if asked % 2 == 0:
                writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}")

        async with raw_server(drop_every_other) as url, _client(url) as client:
            for _ in range(3):
                assert (await client.send(ApiRequest("POST", "/q", json={}), KEY)).status == 200
        assert asked == 6

    asyncio.run(main())


@pytest.mark.filterwarnings("error::ResourceWarning")
def test_five_thousand_requests_cancelled_at_random_leave_a_client_that_answers() -> None:
    rng = random.Random(20261122)

    async def handler(request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/slow":
            await asyncio.sleep(rng.random() * 0.004)
            response = web.StreamResponse(headers={"Content-Length": "2000"})
            await response.prepare(request)
            await response.write(b"x" * 1000)
            await asyncio.sleep(rng.random() * 0.002)
            await response.write(b"x" * 1000)
            return response
        return web.Response(text="{}")

    async def cancelled_somewhere(client: ApiClient) -> None:
        with contextlib.suppress(TimeoutError, ApiUnreachable):
            async with asyncio.timeout(rng.random() * 0.01):
                await client.send(ApiRequest("GET", "/slow"), KEY)

    async def main() -> None:
        async with http_server(handler) as url, _client(url, deadline=20) as client:
            await client.send(ASK, KEY)
            for _ in range(100):
                await asyncio.gather(*(cancelled_somewhere(client) for _ in range(50)))
            replies = await asyncio.gather(*(client.send(ASK, KEY) for _ in range(200)))
            assert [reply.status for reply in replies] == [200] * 200

    asyncio.run(main(), debug=False)
    gc.collect()


def test_closing_ends_what_is_under_way_and_is_quick() -> None:
    async def main() -> None:
        arrived = asyncio.Event()

        async def silent(_head: bytes, _writer: asyncio.StreamWriter) -> None:
            arrived.set()
            await asyncio.sleep(30)

        async with raw_server(silent) as url, _client(url, deadline=30) as client:
            waiting = asyncio.create_task(client.send(ApiRequest("POST", "/q", json={}), KEY))
            await arrived.wait()
            async with asyncio.timeout(2):
                await client.aclose(1.0)
                with pytest.raises(ApiUnreachable):
                    await waiting
                with pytest.raises(ApiUnreachable):
                    await client.send(ASK, KEY)

    asyncio.run(main())


def test_the_environments_proxy_is_used_but_never_for_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        heads: list[bytes] = []

        async def proxy(head: bytes, writer: asyncio.StreamWriter) -> None:
            heads.append(head)
            if head.startswith(b"CONNECT"):
                writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
            else:
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

        async def handler(request: web.BaseRequest) -> web.Response:
            return web.Response(text="direct")

        async with raw_server(proxy) as proxy_url, http_server(handler) as url:
            for name in ("http_proxy", "https_proxy"):
                monkeypatch.setenv(name, proxy_url.replace("://", "://user:p%40w@"))
            async with _client("http://api.example.invalid") as client:
                assert (await client.send(ASK, KEY)).body == b"{}"
            async with _client(url) as client:
                assert (await client.send(ASK, KEY)).body == b"direct"
            assert (await _failure("https://api.example.invalid")).kind is Reach.PROXY
        basic = b"Proxy-Authorization: Basic " + base64.b64encode(b"user:p@w")
        assert heads[0].startswith(b"GET http://api.example.invalid/task/1 ")
        assert heads[1].startswith(b"CONNECT api.example.invalid:443 ")
        assert [basic in head for head in heads] == [True, True]
        assert KEY.encode() not in heads[1]

    asyncio.run(main())


def test_a_proxy_that_is_down_or_of_an_unknown_kind_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for proxy in (f"http://127.0.0.1:{unused_port()}", "socks5://127.0.0.1:1080"):
        monkeypatch.setenv("https_proxy", proxy)
        assert asyncio.run(_failure("https://api.example.invalid")).kind is Reach.PROXY


def test_hosts_that_are_exempt_get_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "proxy.example:3128")
    monkeypatch.setenv("no_proxy", "example.com")
    assert proxy_for("https://api.example.org/") == Proxy("http://proxy.example:3128")
    assert proxy_for("https://api.example.com/") is None
    assert proxy_for("https://localhost:8443/") is None
    assert proxy_for("https://[::1]:8443/") is None


def test_nothing_is_imported_before_the_first_request() -> None:
    code = "import desktop.engine.api, sys; print(sorted({'httpx', 'aiohttp'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout.strip() == "[]"
