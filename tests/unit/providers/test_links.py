"""Links to result files, and how files are collected from them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.status import MediaKind
from desktop.providers.links import MAX_LINK, LinkRules
from desktop.providers.media import extension_of, kind_of_key, kind_of_model, kind_of_type
from desktop.providers.shelf import Shelf, kind_of_parts
from tests.unit.providers.test_contract import is_safe

PUBLIC = LinkRules("https://gw.example/fast")
LOCAL = LinkRules("http://127.0.0.1:8080")
NETWORK = LinkRules("http://192.168.1.9:8080")


@pytest.mark.parametrize(
    ("rules", "link", "expected"),
    [
        (PUBLIC, "https://cdn.example/a.png?ex=66&hm=%2Fx", "https://cdn.example/a.png?ex=66&hm=%2Fx"),
        (PUBLIC, " https://CDN.example:443/A.png#part ", "https://cdn.example/A.png"),
        (PUBLIC, "//cdn.example/a.png", "https://cdn.example/a.png"),
        (PUBLIC, "/mj/image/1", "https://gw.example/mj/image/1"),
        (PUBLIC, "http://cdn.example/a.png", "https://cdn.example/a.png"),
        (PUBLIC, "http://cdn.example:8080/a.png", None),
        (PUBLIC, "http://localhost:3000/mj/image/1?rand=5", "https://gw.example/mj/image/1?rand=5"),
        (PUBLIC, "https://127.0.0.1/mj/image/1", "https://gw.example/mj/image/1"),
        (PUBLIC, "http://[::1]:3000/a.png", "https://gw.example/a.png"),
        (PUBLIC, "http://0.0.0.0:3000/a.png", "https://gw.example/a.png"),
        (PUBLIC, "http://localhost:3000", None),
        (LOCAL, "http://localhost:3000/a.png", "http://localhost:3000/a.png"),
        (LOCAL, "http://localhost:3000/mj/image/1?rand=5", "http://127.0.0.1:8080/mj/image/1?rand=5"),
        (LOCAL, "http://127.0.0.1:9000/a.png", "http://127.0.0.1:9000/a.png"),
        (LOCAL, "http://cdn.example/a.png", "http://cdn.example/a.png"),
        (LOCAL, "https://cdn.example/a.png", "https://cdn.example/a.png"),
        (NETWORK, "http://192.168.1.9:9000/a.png", "http://192.168.1.9:9000/a.png"),
        (NETWORK, "http://localhost/a.png", "http://192.168.1.9:8080/a.png"),
        (PUBLIC, "https://cdn.example", None),
        (PUBLIC, "https://cdn.example/", None),
        (PUBLIC, "https://cdn.example?a=1", None),
        (PUBLIC, "https://cdn.example/?a=1", "https://cdn.example/?a=1"),
        (PUBLIC, "https://user@cdn.example/a.png", None),
        (PUBLIC, "https://user:pw@cdn.example/a.png", None),
        (PUBLIC, "https://cdn.example:0x50/a.png", None),
        (PUBLIC, "https://2130706433/a.png", None),
        (PUBLIC, "https://cdn.example\\@evil.example/a.png", None),
        (PUBLIC, "https://cdn.example/a\tb.png", None),
        (PUBLIC, "ftp://cdn.example/a.png", None),
        (PUBLIC, "data:image/png;base64,AAAA", None),
        (PUBLIC, "a.png", None),
        (PUBLIC, "", None),
        (PUBLIC, None, None),
        (PUBLIC, 5, None),
        (PUBLIC, ["https://cdn.example/a.png"], None),
        (PUBLIC, "https://bücher.example/ä b.png?q=ö", "https://xn--bcher-kva.example/%C3%A4%20b.png?q=%C3%B6"),
        (PUBLIC, "https://cdn.example/" + "a" * (MAX_LINK - 20), "https://cdn.example/" + "a" * (MAX_LINK - 20)),
        (PUBLIC, "https://cdn.example/" + "a" * (MAX_LINK - 19), None),
        (PUBLIC, "https://cdn.example/" + "ü" * 1000, None),
    ],
)
def test_a_link_is_made_usable_or_refused(rules: LinkRules, link: object, expected: str | None) -> None:
    assert rules.clean(link) == expected


@given(link=st.text(max_size=40).map(lambda tail: f"https://{tail}") | st.text(max_size=60))
def test_a_usable_link_is_safe_and_stays_as_it_is(link: str) -> None:
    for rules in (PUBLIC, LOCAL, NETWORK):
        cleaned = rules.clean(link)
        if cleaned is not None:
            is_safe(cleaned, rules.base_url)
            assert rules.clean(cleaned) == cleaned


def test_a_shelf_lists_each_link_once_and_gathers_sources() -> None:
    shelf = Shelf(PUBLIC, timedelta(minutes=5))
    assert shelf.add("model", ("https://x.example/a.glb", None, "https://x.example/a.glb"))
    assert not shelf.add("pbr_model", ("https://x.example/a.glb",))
    assert shelf.add("model", ("https://x.example/b.glb",))
    shelf.add_text("lyrics-1", "la")
    shelf.add_text("lyrics-1", "other")
    shelf.add_text("lyrics-2", "")
    model, lyrics = shelf.parts()
    assert model.urls == ("https://x.example/a.glb", "https://x.example/b.glb")
    assert model.lifetime == timedelta(minutes=5)
    assert (lyrics.name, lyrics.text, lyrics.lifetime) == ("lyrics-1.txt", "la", None)


@pytest.mark.parametrize(
    ("url", "type_word", "kind", "name", "found"),
    [
        ("a.mp4", "image", None, "1.mp4", MediaKind.VIDEO),
        ("a", "fbx", None, "1.fbx", MediaKind.MODEL),
        ("a", "video/webm", None, "1.webm", MediaKind.VIDEO),
        ("a", "video", None, "1.mp4", MediaKind.VIDEO),
        ("a.zip", "", MediaKind.MODEL, "1.zip", MediaKind.MODEL),
        ("a.exe", "", MediaKind.IMAGE, "1.png", MediaKind.IMAGE),
        ("a", "", None, "1", MediaKind.OTHER),
        ("a%2Epng", "", None, "1.png", MediaKind.IMAGE),
    ],
)
def test_a_files_kind_is_its_extensions_then_its_types_then_its_fields(
    url: str, type_word: str, kind: MediaKind | None, name: str, found: MediaKind
) -> None:
    shelf = Shelf(PUBLIC)
    shelf.add("1", (f"https://x.example/{url}",), kind=kind, type_word=type_word)
    (part,) = shelf.parts()
    assert (part.name, part.kind) == (name, found)
    assert kind_of_parts(shelf.parts()) in (found, None)


def test_words_tell_kinds() -> None:
    assert extension_of("https://x.example/a.PNG?b=c.mp4") == "png"
    assert kind_of_key("rendered_video") is MediaKind.VIDEO
    assert kind_of_key("pbr_model") is MediaKind.MODEL
    assert kind_of_key("front_view") is MediaKind.IMAGE
    assert kind_of_key("score") is None
    assert kind_of_type("VIDEO") is MediaKind.VIDEO
    assert kind_of_type("whatever") is None
    assert kind_of_model("google/nano-banana") is MediaKind.IMAGE
    assert kind_of_model("sora-2-pro") is MediaKind.VIDEO
    assert kind_of_model("") is None
