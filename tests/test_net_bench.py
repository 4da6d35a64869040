"""What bench.net measures with: other classes and ids, stories put into saved pages, scores."""

from __future__ import annotations

import gzip
import json
import logging
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from bench.net.__main__ import main
from bench.net.filling import WORDS, filled, story
from bench.net.reading import Sample, ours
from bench.net.renaming import new_name, renamed
from bench.net.scores import Expected, Read, Score, Sums, score, token_f1
from bench.net.sets import redesigned, saved
from bench.net.showing import faults, keep
from bench.net.tables import Result
from newsbot.replica.saved.files import read_saved
from newsbot.text.markup import parse_html

A, B = new_name("isi"), new_name("lead")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p class="isi">a', f'<p class="{A}">a</p>'),
        ("<p class='isi  lead' id=isi>a", f'<p class="{A} {B}" id="{A}">a</p>'),
        ('<P CLASS="isi">a', f'<p class="{A}">a</p>'),
        ('<label for="isi" class="">a', '<label for="isi" class="">a</label>'),
        ('<p itemprop="isi" data-class="isi">a', '<p itemprop="isi" data-class="isi">a</p>'),
        ('<script id="isi">"<p class=isi>"</script>', '<script id="isi">"<p class=isi>"</script>'),
        ("<style>.isi{}</style>", "<style>.isi{}</style>"),
        ("<!-- class=isi --><p>class=isi", "<!-- class=isi --><p>class=isi</p>"),
    ],
)
def test_renaming_changes_classes_and_ids_alone(before: str, after: str) -> None:
    page = renamed(f"<body>{before}".encode())
    assert page == f"<!DOCTYPE html>\n<html><head></head><body>{after}</body></html>".encode()


@pytest.mark.parametrize("body", [b"", b"<!-- nothing -->"])
def test_renaming_leaves_what_is_empty(body: bytes) -> None:
    assert renamed(body) == body


def test_renaming_decodes_as_the_header_says() -> None:
    assert "“".encode() in renamed(b"<p>\x93a", "text/html; charset=windows-1252")


def test_names_have_no_word_in_them() -> None:
    names = ("ads", "content", "article-body", "-", "é")
    assert len({new_name(name) for name in names}) == len(names)
    assert all(new_name(name)[1:].isdigit() for name in names)


@cache
def samples() -> dict[str, Sample]:
    """Page 1 of each saved case, by its name."""
    return {sample.name: sample for sample in saved()}


def fill(sample: Sample) -> tuple[list[str], Read]:
    """What a page is filled with, and what is read from it then."""
    added = story(sample.name)
    body = filled(sample.rules, sample.url, sample.body, added)
    assert body
    return added, ours(sample.changed(body=body))


def test_story_is_long_and_always_the_same() -> None:
    assert sum(len(text.split()) for text in story("a")) >= WORDS
    assert story("a") == story("a") != story("b")


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("detik/ordinary", id="in paragraphs"),
        pytest.param("sindonews/template-2015", id="between breaks"),
        pytest.param("tempo/ordinary", id="stated in JSON-LD too"),
        pytest.param("detik/three-pages", id="page 1 of several"),
        pytest.param("kompasid/paywall-teaser", id="a teaser"),
    ],
)
def test_filled_page_has_the_story_between_its_own_paragraphs(name: str) -> None:
    before = ours(samples()[name])
    added, after = fill(samples()[name])
    assert [text for text in after.paragraphs if text not in added] == [*before.paragraphs]
    assert sorted(set(after.paragraphs) & set(added)) == sorted(added)
    assert (after.title, after.published, after.authors) == (
        before.title,
        before.published,
        before.authors,
    )


@pytest.mark.parametrize(
    ("stated", "new"),
    [
        ('"articleBody": "Satu. Dua."', "Satu. Dua. {}"),
        (r'"articleBody" : "<p>Satu.<\/p>\n<p>Dua."', r"<p>Satu.<\/p>\n<p>{}<\/p>"),
    ],
)
def test_what_json_ld_states_is_filled_too(stated: str, new: str) -> None:
    sample = samples()["detik/ordinary"]
    body = b"<script type=application/ld+json>{%b}</script>" % stated.encode()
    page = filled(sample.rules, sample.url, sample.body.replace(b"</head>", body, 1), ["Baru."])
    assert page
    assert new.format("Baru.") in page.decode()


def test_a_page_without_paragraphs_is_not_filled() -> None:
    sample = samples()["detik/ordinary"]
    assert filled(sample.rules, sample.url, b"<h1>Judul</h1>", ["Baru."]) is None


@pytest.mark.parametrize(
    ("read", "expected", "f1"),
    [
        ("Satu dua, tiga!", "satu dua tiga", 1.0),
        ("satu dua", "satu tiga", 0.5),
        ("satu satu", "satu", 2 / 3),
        ("", "satu", 0.0),
        ("satu", "", 0.0),
        ("", "", 1.0),
    ],
)
def test_token_f1(read: str, expected: str, f1: float) -> None:
    assert token_f1(read, expected) == pytest.approx(f1)


RIGHT = Expected("Judul", "2026-07-24T13:39:00+07:00", ["Ayu"], "Satu dua.\n\nTiga empat.")
READ = Read("Judul", "2026-07-24T06:39:59+00:00", ["Ayu"], ["Satu dua.", "Tiga empat."])


def of(**changes: object) -> Score:
    return score(RIGHT, Read(**{**vars(READ), **changes}))


def test_score_of_what_is_right() -> None:
    found = of()
    assert (found.delivered, found.f1, found.paragraphs, found.found) == (True, 1.0, 2, 2)
    assert (found.title, found.minute, found.day, found.authors) == (True,) * 4
    assert (found.leaks, found.missing) == ((), ())


@pytest.mark.parametrize(
    ("paragraphs", "found", "leaks", "missing"),
    [
        (["Satu dua."], 1, (), ("tiga empat.",)),
        (["Satu dua. Tiga empat."], 0, (), ("satu dua.", "tiga empat.")),
        (["Satu dua.", "Iklan.", "Tiga empat."], 2, ("iklan.",), ()),
        (["Satu dua.", "Satu dua."], 1, (), ("tiga empat.",)),
        (["Satu dua.", "Tiga empat. Iklan."], 1, ("tiga empat. iklan.",), ("tiga empat.",)),
    ],
)
def test_paragraphs(
    paragraphs: list[str], found: int, leaks: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    told = of(paragraphs=paragraphs)
    assert (told.found, told.leaks, told.missing) == (found, leaks, missing)


@pytest.mark.parametrize(
    ("field", "value", "wrong"),
    [
        ("title", "Judul - Contoh", {"title"}),
        ("title", "JUDUL ", set()),
        ("title", None, {"title"}),
        ("published", "2026-07-24T13:40:00+07:00", {"minute"}),
        ("published", "2026-07-25T13:39:00+07:00", {"minute", "day"}),
        ("published", "2026-07-24", {"minute"}),
        ("published", None, {"minute", "day"}),
        ("authors", ["Ayu", "Budi"], {"authors"}),
        ("authors", [], {"authors"}),
    ],
)
def test_fields(field: str, value: object, wrong: set[str]) -> None:
    told = of(**{field: value})
    fields = ("title", "minute", "day", "authors")
    assert {name for name in fields if not getattr(told, name)} == wrong


def test_what_is_not_known_is_not_judged() -> None:
    told = score(Expected(None, "2026-07-24", None, "Satu."), READ)
    assert (told.title, told.minute, told.day, told.authors) == (None, None, True, None)
    assert score(RIGHT.to_the_day(), READ).minute is None


def test_sums() -> None:
    sums = Sums([of(), of(fault="missing text", title="Lain"), of(paragraphs=["Satu dua.", "Ya."])])
    assert (len(sums), sums.delivered, sums.leaks) == (3, 2, 1)
    assert sums.f1 == pytest.approx((1 + 0 + 4 / 7) / 3)
    assert sums.exact == pytest.approx(3 / 6)
    assert sums.right("title") == (2, 3)


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({}, []),
        ({"fault": "missing text"}, ["not delivered: missing text"]),
        ({"title": "Lain", "won": {"title": "h1"}}, ["title (h1): Judul <> Lain"]),
        (
            {"paragraphs": ["Satu dua.", "Iklan."]},
            ["text (no rule): F1 0.571", "    - tiga empat.", "    + iklan."],
        ),
    ],
)
def test_what_is_not_right_is_shown(changes: dict[str, object], lines: list[str]) -> None:
    read = Read(**{**vars(READ), **changes})
    result = Result(samples()["detik/ordinary"], RIGHT, read, score(RIGHT, read), None)
    assert [*faults(result)] == lines
    assert [*faults(result, ("authors",))] == []


def test_pages_are_kept_as_saved_pages(tmp_path: Path) -> None:
    sample = redesigned(samples()["sindonews/ordinary"])
    keep(Result(sample, RIGHT, READ, of(), None), tmp_path)
    kept = read_saved(tmp_path / "sindonews" / "ordinary.html")
    assert (kept.url, kept.answered) == (sample.url, sample.answered)
    assert ours(replace(sample, body=kept.body)).title == ours(sample).title != ""


def test_renaming_hides_what_own_rules_seek() -> None:
    page = parse_html(renamed(samples()["detik/ordinary"].body))
    assert page is not None
    assert page.css("[class*=detail], #aevp") == []


# The command itself -------------------------------------------------------------------------------


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *args: str) -> str:
    monkeypatch.setattr("sys.argv", ["bench.net", "--alone", *args])
    disabled = logging.root.manager.disable
    main()
    logging.disable(disabled)
    return capsys.readouterr().out


def test_command_shows_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = ("--sets", "saved", "filled", "--portal", "detik", "--show", "--keep", str(tmp_path))
    lines = run(monkeypatch, capsys, *asked).splitlines()
    figures = {line[:32].strip(): line[32:].split() for line in lines if "newsbot  " in line[:32]}
    assert [*figures] == [
        "saved: newsbot",
        "saved renamed: newsbot",
        "filled: newsbot",
        "filled renamed: newsbot",
    ]
    assert figures["saved: newsbot"][1:4] == ["100.0%", "1.000", "1.000"]
    kept = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")}
    shown = [line.split()[0] for line in lines if line.startswith("detik/")]
    assert len(kept) == len(shown)
    assert {path.partition("/")[2] for path in kept} == {f"{name}.html" for name in shown}


def test_command_reads_the_development_split(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    url, sample = "https://contoh.id/2025/06/18/pasar-apung", samples()["detik/ordinary"]
    stated = {
        "main_content": sample.expected and sample.expected.text,
        "publish_date": "2025-06-18",
    }
    for number, kind, truth in (
        ("1", "article", stated),
        ("2", "forum", stated),
        ("3", "article", {"publish_date": None}),
    ):
        about = {"url": url, "_internal": {"page_type": {"primary": kind}}, "ground_truth": truth}
        for folder, content in (
            ("ground-truth", json.dumps(about).encode()),
            ("html", gzip.compress(sample.body)),
        ):
            path = tmp_path / "dev" / folder / (number + {"html": ".html.gz"}.get(folder, ".json"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    printed = run(monkeypatch, capsys, "--sets", "--wcxb", str(tmp_path))
    assert "WCXB dev: 1 left out: 3\n" in printed
    assert "newsbot: 1 delivered, 1 of 1 days right" in printed


def test_command_says_when_there_is_no_corpus(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("bench.net.__main__.rows", dict)
    assert run(monkeypatch, capsys, "--sets", "corpus").startswith("\ncorpus is left out: there is")


def test_command_refuses_what_is_no_benchmark(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(SystemExit):
        run(monkeypatch, capsys, "--wcxb", str(tmp_path))
    assert "has no dev/ground-truth" in capsys.readouterr().err
