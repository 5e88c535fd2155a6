"""Base URLs: what is accepted, what it becomes, and what is refused with a sentence."""

import pytest

from desktop.domain.account import HeaderStyle
from desktop.providers.addresses import Reach, reach_of
from desktop.providers.base import Query
from desktop.providers.keys import key_provider, key_warning
from desktop.providers.registry import PROVIDERS, default_header, dialect_for, normalise_base_url, provider_name, spec_for
from tests.unit.providers.test_contract import ONE


@pytest.mark.parametrize("provider", PROVIDERS)
def test_defaults_and_presets_are_normal_already(provider: str) -> None:
    spec = spec_for(provider)
    assert normalise_base_url(provider, "") == spec.default_base_url
    for _, url in (("", spec.default_base_url), *spec.presets):
        assert normalise_base_url(provider, url) == url
        assert normalise_base_url(provider, url + "/") == url


@pytest.mark.parametrize(
    ("provider", "text", "expected"),
    [
        ("crun", "https://api.crun.ai/", "https://api.crun.ai"),
        ("crun", " HTTPS://API.crun.ai:443// ", "https://api.crun.ai"),
        ("crun", "api.crun.ai", "https://api.crun.ai"),
        ("crun", "https://api.crun.ai/api/v1/client/job/TaskInfo", "https://api.crun.ai"),
        ("crun", "https://bücher.example", "https://xn--bcher-kva.example"),
        ("tripo", "https://openapi.tripo3d.ai", "https://openapi.tripo3d.ai/v3"),
        ("tripo", "https://openapi.tripo3d.com/v3/", "https://openapi.tripo3d.com/v3"),
        ("tripo", "https://openapi.tripo3d.ai/V3", "https://openapi.tripo3d.ai/v3"),
        ("tripo", "https://relay.example/tripo", "https://relay.example/tripo/v3"),
        ("tripo", "https://relay.example/v3/tripo", "https://relay.example/v3/tripo"),
        ("tripo", "https://api.tripo3d.ai/v2/openapi/", "https://api.tripo3d.ai/v2/openapi"),
        ("tripo", "https://api.tripo3d.ai/v2", "https://api.tripo3d.ai/v2/openapi"),
        ("tripo", "https://relay.example/v2/other", "https://relay.example/v2/other"),
        ("bytespike", "https://llm.bytespike.ai/v1", "https://llm.bytespike.ai"),
        ("bytespike", "https://llm.bytespike.ai/v1/tasks/query", "https://llm.bytespike.ai"),
        ("midjourney", "https://gw.example/mj", "https://gw.example"),
        ("midjourney", "https://gw.example/mj-fast/mj/", "https://gw.example/mj-fast"),
        ("midjourney", "https://gw.example/fast/mj", "https://gw.example/fast"),
        ("midjourney", "https://gw.example/sub", "https://gw.example/sub"),
        ("midjourney", "http://localhost:8080/mj", "http://localhost:8080"),
        ("midjourney", "localhost:8080", "http://localhost:8080"),
        ("midjourney", "http://127.0.0.1:80", "http://127.0.0.1"),
        ("midjourney", "http://[::1]:8080/mj", "http://[::1]:8080"),
    ],
)
def test_an_address_becomes_what_stands_before_the_documented_path(provider: str, text: str, expected: str) -> None:
    assert normalise_base_url(provider, text) == expected
    assert normalise_base_url(provider, expected) == expected


@pytest.mark.parametrize(
    "text", ["http://192.168.1.4:8080", "http://10.0.0.1/mj", "http://nas:3000", "http://gw.local", "http://100.64.1.1"]
)
def test_http_in_the_users_network_needs_consent(text: str) -> None:
    with pytest.raises(ValueError, match="unencrypted"):
        normalise_base_url("midjourney", text)
    assert normalise_base_url("midjourney", text, allow_http=True) == text.removesuffix("/mj")


@pytest.mark.parametrize("text", ["http://api.crun.ai", "http://8.8.8.8", "http://[2606:4700::1]", "http://x.localhost.example"])
def test_http_on_a_public_host_is_never_taken(text: str) -> None:
    for consent in (False, True):
        with pytest.raises(ValueError, match="https://"):
            normalise_base_url("crun", text, allow_http=consent)


@pytest.mark.parametrize(
    "text",
    [
        "https://user:secret@api.crun.ai",
        "https://secret@api.crun.ai",
        "https://api.crun.ai?key=1",
        "https://api.crun.ai/#top",
        "https://api.crun.ai?",
        "ftp://api.crun.ai",
        "file:///etc/passwd",
        "javascript://api.crun.ai/%0aalert(1)",
        "https://",
        "https:///path",
        "https://a b.example",
        "https://a_b..example",
        "https://-x.example",
        "https://api.crun.ai:99999",
        "https://api.crun.ai:0",
        "https://api.crun.ai/../x",
        "https://api.crun.ai/a\\b",
        "https://api.crun.ai/a\nb",
        "http://127.1",
        "http://0x7f000001",
        "http://2130706433",
        "https://[::1",
        "https://[zz::]",
        "https://" + "a" * 300 + ".example",
        "tsk_abcdefghijklmnop",
        "sk-byts-abcdefgh",
    ],
)
def test_what_is_no_address_of_a_server_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z]") as caught:
        normalise_base_url("crun", text)
    assert str(caught.value).endswith(".")
    assert "secret" not in str(caught.value)
    assert "abcdefgh" not in str(caught.value)


@pytest.mark.parametrize(
    ("host", "reach"),
    [
        ("localhost", Reach.LOOPBACK),
        ("LOCALHOST.", Reach.LOOPBACK),
        ("a.localhost", Reach.LOOPBACK),
        ("127.9.9.9", Reach.LOOPBACK),
        ("::1", Reach.LOOPBACK),
        ("0.0.0.0", Reach.LOOPBACK),
        ("::ffff:127.0.0.1", Reach.LOOPBACK),
        ("::ffff:10.0.0.1", Reach.PRIVATE),
        ("10.1.2.3", Reach.PRIVATE),
        ("169.254.169.254", Reach.PRIVATE),
        ("fe80::1%eth0", Reach.PRIVATE),
        ("fd00::1", Reach.PRIVATE),
        ("printer", Reach.PRIVATE),
        ("gw.home.arpa", Reach.PRIVATE),
        ("localhost.example", Reach.PUBLIC),
        ("1.1.1.1", Reach.PUBLIC),
        ("api.crun.ai", Reach.PUBLIC),
    ],
)
def test_how_far_a_host_is(host: str, reach: Reach) -> None:
    assert reach_of(host) is reach


def test_tripo_speaks_the_version_its_base_url_names() -> None:
    for base, name, path in (
        ("https://api.tripo3d.ai/v2/openapi", "tripo-v2", "/task/"),
        ("https://api.tripo3d.ai/v2", "tripo-v2", "/openapi/task/"),
        ("https://openapi.tripo3d.ai/v3", "tripo-v3", "/tasks/"),
        ("https://openapi.tripo3d.ai", "tripo-v3", "/v3/tasks/"),
        ("http://127.0.0.1:9/v21", "tripo-v3", "/v3/tasks/"),
    ):
        dialect = dialect_for("tripo", base)
        assert dialect.spec.dialect == name
        assert dialect.build(Query(ONE.ids)).path == path + ONE.ids[0][1]


def test_an_unknown_provider_is_named_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"no provider “suno”\. Choose one of: crun, tripo, bytespike, midjourney\."):
        dialect_for("suno", "https://x.example")
    assert provider_name("suno") == "suno"


def test_names_and_headers() -> None:
    assert [provider_name(provider) for provider in PROVIDERS] == ["crun.ai", "Tripo", "ByteSpike", "Midjourney"]
    assert default_header("crun") is HeaderStyle.X_API_KEY
    assert default_header("midjourney") is HeaderStyle.BEARER
    assert HeaderStyle.MJ_API_SECRET in spec_for("midjourney").headers


def test_only_crazyrouter_has_a_billing_page_of_its_own() -> None:
    assert dialect_for("midjourney", "https://api.crazyrouter.com").spec.billing_url
    assert not dialect_for("midjourney", "https://gw.example").spec.billing_url


@pytest.mark.parametrize(
    ("text", "provider"),
    [
        ("ak_" + "a1" * 16, "crun"),
        ("ak_" + "a1" * 15, None),
        ("tsk_abcdefgh1234", "tripo"),
        ("tcli_abcdefgh1234", "tripo"),
        ("whsec_abc+/=12345", "tripo"),
        ("sk-byts-abcd1234", "bytespike"),
        ("sk-abcdefghijklmnop", "midjourney"),
        ("sk-001", None),
        ("task_01HQX9F2P6Y8VEX3CRZ8GXJVD9", None),
        ("d6956973-2f17-43d4-8514-af6cc3a2f55d", None),
        ("1711217942120945", None),
        ("my-render-001", None),
    ],
)
def test_keys_are_told_by_their_form(text: str, provider: str | None) -> None:
    assert key_provider(text) == provider


def test_what_looks_like_a_key_and_is_none_is_said() -> None:
    assert "client id" in key_warning("tcli_abcdefgh")
    assert "webhooks" in key_warning("whsec_abcdefgh")
    assert not key_warning("tsk_abcdefgh")
