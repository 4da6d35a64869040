"""Bytes to trees, selectors, and lines that can be printed."""

from __future__ import annotations

import encodings
from pkgutil import iter_modules

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbot.text.markup import Element, compile_selector, one_line, parse_html, texts

UTF8, LATIN = "<p>“Kafé”</p>".encode(), "<p>Kafé</p>".encode("latin-1")


def page(html: bytes, content_type: str | None = None) -> Element:
    root = parse_html(html, content_type)
    assert root is not None
    return root


def found(selector: str, html: str) -> list[str]:
    return texts(compile_selector(selector).find(page(html.encode())))


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (UTF8, None, "“Kafé”"),
        (UTF8, "text/html; charset=ISO-8859-1", "“Kafé”"),
        (b"<meta charset=latin-1>" + UTF8, None, "“Kafé”"),
        (b"\xef\xbb\xbf" + UTF8, None, "“Kafé”"),
        (LATIN, "text/html; charset=ISO-8859-1", "Kafé"),
        (b"<meta charset=latin-1>" + LATIN, "text/html; charset=UTF-8", "Kafé"),
        (b"<meta charset=latin-1>" + LATIN, "text/html; charset=nonsense", "Kafé"),
        (b"<meta charset=windows-1252><p>\x93Kaf\xe9\x94</p>", None, "“Kafé”"),
        (b"<p>Ka\0fe</p>", None, "Kafe"),
        (b"<p>Kafe<!-- rahasia --> baru</p>", None, "Kafe baru"),
        (b"<p>Kafe &amp; T&eacute;h</p>", None, "Kafe & Téh"),
        (b"<p>Kafe", None, "Kafe"),
    ],
)
def test_bytes_are_read_as_meant(body: bytes, content_type: str | None, text: str) -> None:
    assert texts([page(body, content_type)]) == [text]


@pytest.mark.parametrize(
    ("meta", "content_type"),
    [
        (b"<meta charset=utf-8>", None),
        (b"<meta charset=utf-8>", "text/html; charset=utf-8"),
        pytest.param(b"", "text/html; charset=utf-8"),
        pytest.param(b"", None),
    ],
)
def test_one_bad_byte_spoils_no_other(meta: bytes, content_type: str | None) -> None:
    body = meta + UTF8 + b"<p>potong\xe2\x80</p>"

    assert texts([page(body, content_type)]) == ["“Kafé”potong\ufffd"]


@pytest.mark.parametrize("content_type", [None, "text/html", "text/html; charset=nonsense"])
def test_undeclared_latin(content_type: str | None) -> None:
    assert texts([page(LATIN, content_type)]) == ["Kafé"]


@pytest.mark.parametrize("body", [b"", b" \n", b"\0\0", b"<!-- -->", b"<!DOCTYPE html>", b"<html"])
def test_nothing_to_parse(body: bytes) -> None:
    assert parse_html(body) is None


@given(st.binary(max_size=300), st.none() | st.text(max_size=30))
def test_garbage_is_read_or_refused(body: bytes, content_type: str | None) -> None:
    root = parse_html(body, content_type)

    assert root is None or root.tag == "html"


def test_nesting_without_end_is_survived() -> None:
    assert page(b"<div>" * 20_000 + b"teks").tag == "html"


NO_CHARSETS = """
    base64 bz2 hex idna mbcs oem punycode quopri raw_unicode_escape rot13 undefined unicode_escape
    unicode-escape utf-7 uu zlib
""".split()


@pytest.mark.parametrize("codec", NO_CHARSETS)
def test_a_charset_that_is_none(codec: str) -> None:
    told = LATIN.replace(b"<p>", f'<meta charset="{codec}"><p>'.encode())
    assert texts([page(LATIN, f"text/html; charset={codec}")]) == ["Kafé"]
    assert texts([page(told)]) == ["Kafé"]


@pytest.mark.parametrize("codec", sorted(each.name for each in iter_modules(encodings.__path__)))
def test_any_codec_of_python_for_a_charset(codec: str) -> None:
    """Whatever a new Python brings along."""
    long = b"<p>Kaf\\x\xe9-" + b"abc\xe9-" * 20_000
    assert page(long, f"text/html; charset={codec}").tag == "html"


@pytest.mark.parametrize("tag", ["b", "span", "font", "div"])
def test_tags_never_closed_cost_no_text(tag: str) -> None:
    root = page(f"<{tag}>kata<br>".encode() * 300)

    assert root.text().count("kata") == 300


@pytest.mark.parametrize(
    ("selector", "values"),
    [
        ("h1", ["Judul"]),
        ("h1.besar", ["Judul"]),
        (" h1 ", ["Judul"]),
        ("h2, h1", ["Judul", "Anak"]),
        (":is(h1, h2)", ["Judul", "Anak"]),
        pytest.param(
            ":is(h2, h1[class])",
            ["Judul", "Anak"],
        ),
        ("[class='a, b'], h2", ["Anak"]),
        ("img::attr(src)", ["a.jpg", "b.jpg"]),
        ("img[class^='ke']::attr(src)", ["b.jpg"]),
        ("H1.besar, h1", ["Judul"]),
        ("h2:not(:has(a))", ["Anak"]),
        ("img:nth-of-type(2)::attr(src)", ["b.jpg"]),
        ("img[src='A.JPG' i]::attr(class)", ["satu"]),
        ("h5", []),
        ("img::attr(alt)", []),
        ("img.satu::attr(src), img.kedua::attr(src)", ["a.jpg", "b.jpg"]),
    ],
)
def test_selectors(selector: str, values: list[str]) -> None:
    html = """<h1 class="kepala besar">Judul</h1><h2>Anak</h2>
        <img class="satu" src="a.jpg"><img class="kedua" src="b.jpg">"""

    assert found(selector, html) == values


@pytest.mark.parametrize("selector", ["h1", "h2, h1", "img::attr(src)", "h5", "a::attr(href), h2"])
def test_the_first_is_the_first_of_all(selector: str) -> None:
    root, compiled = page(b"<h2>a</h2><img src=b><h1>c</h1><h1>d</h1>"), compile_selector(selector)

    assert texts(compiled.first(root)) == texts(compiled.find(root))[:1]


def test_an_element_that_fits_twice_is_found_once() -> None:
    assert found(".a, p, .b", "<p class='a b'>satu</p><p>dua</p>") == ["satu", "dua"]


def test_a_selector_looks_at_the_element_itself_too() -> None:
    (box,) = compile_selector("div").elements(
        page(b"<div class=a><p class=a>x</p></div><p class=a>")
    )

    assert [each.tag for each in compile_selector(".a").elements(box)] == ["div", "p"]


@pytest.mark.parametrize("selector", ["//h1", ".//h1", "(//h1)[1]", "./h1"])
def test_xpath_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match=r"cannot parse the selector .* XPath, and selectors here"):
        compile_selector(selector)


@pytest.mark.parametrize("selector", ["", "a[", "a:has(", "//a[", "..", "a::attr()", "(//a"])
def test_an_unparsable_selector_is_named(selector: str) -> None:
    with pytest.raises(ValueError, match="cannot parse the selector") as raised:
        compile_selector(selector)

    assert repr(selector) in str(raised.value)


@pytest.mark.parametrize("selector", ["h1::text", "a:unknown", "a:nth-child(x y)"])
def test_an_untranslatable_selector_is_named(selector: str) -> None:
    with pytest.raises(ValueError, match="cannot parse the selector"):
        compile_selector(selector)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", ""),
        (" \n\t ", ""),
        ("  Satu \n  dua\ttiga ", "Satu dua tiga"),
        ("Satu\u00a0dua\u2003tiga\u0085empat", "Satu dua tiga empat"),
        ("SatuÂ\u00a0dua Âu Â", "Satu dua Âu Â"),  # U+00A0, encoded twice
        ("Sa\x00tu\x07 d\x7fua", "Satu dua"),
        ("Satu\ud800 dua\udfff", "Satu dua"),
        ("\ufeffSatu", "Satu"),
        ("“Satu” – dua…", "“Satu” – dua…"),
        ("😀 é", "😀 é"),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text(alphabet=st.characters()))
def test_one_line_of_anything_is_printable(text: str) -> None:
    line = one_line(text)

    assert line.encode().decode() == line == one_line(line)
    assert "\n" not in line


def test_texts_leave_out_the_empty() -> None:
    root = page(b"<p> Satu <b>dua</b></p><p> </p><p>tiga</p>")

    assert texts([*root.css("p"), " ", " empat "]) == ["Satu dua", "tiga", "empat"]
