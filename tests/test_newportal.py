"""`scrapy newportal`: a portal's file and its cases, drafted from saved pages of portals that are
here already, in a copy of the project that has never heard of them."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from newsbot.crawl.portal import PortalSpider
from newsbot.replica.saved.files import UNREAD, Case, read_cases
from newsbot.replica.saved.options import CaseOptions
from newsbot.replica.saved.site import CaseSite
from newsbot.sources import Index, Sitemap
from newsbot.spiders.bantennews import BantennewsSpider
from newsbot.spiders.galamedia import GalamediaSpider
from newsbot.spiders.rmol import RmolSpider
from newsbot.spiders.sindonews import SindonewsSpider
from newsbot.text.markup import parse_html
from newsbot.workbench.draft import layout
from newsbot.workbench.draft.addresses import addresses_of
from newsbot.workbench.draft.draft import Draft, SourceCall
from newsbot.workbench.draft.layout import listed, quoted, tidied
from newsbot.workbench.draft.samples import Sample
from newsbot.workbench.draft.shapes import shape_of
from newsbot.workbench.reparse.obtaining import Answer

ROOT = Path(__file__).parents[1]
SAVED = Path(__file__).with_name("portals")
ANY = Path(__file__).parent / "any" / "radarcontoh.id"
ARTICLE = "https://www.radarcontoh.id/2026/05/15/pasar-lama-dibuka-lagi-setelah-tiga-bulan/"
_UNWANTED = shutil.ignore_patterns("__pycache__")
HOME = "https://radarcontoh.id/"
REPLICA = ("-s", "NEWSBOT_WIRE=replica")


@dataclass(frozen=True)
class Ran:
    code: int
    output: str


@dataclass(frozen=True)
class Copy:
    """A copy of the project."""

    root: Path

    def start(self, *command: str) -> subprocess.Popen[str]:
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith("NEWSBOT_")
        }
        return subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=self.root,
            env={**environment, "NEWSBOT_DATA": str(self.root / "data")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *command: str) -> Ran:
        process = self.start(*command)
        output, _ = process.communicate(timeout=300)
        assert "Traceback" not in output or command[0] == "pytest", output
        return Ran(process.returncode, output)

    def newportal(self, *arguments: str) -> Ran:
        return self.run("scrapy", "newportal", *arguments)

    def file(self, name: str) -> Path:
        return self.root / "newsbot" / "spiders" / f"{name}.py"

    def cases(self, name: str) -> Path:
        return self.root / "tests" / "portals" / name

    def expected(self, name: str) -> dict[str, dict[str, Any]]:
        """What its cases expect, by address."""
        return {case.url: case.expected for case in read_cases(self.cases(name))}

    def files(self) -> set[Path]:
        """All files but what Python and newsbot itself leave."""
        found = (path.relative_to(self.root) for path in self.root.rglob("*") if path.is_file())
        return {
            path for path in found if "__pycache__" not in path.parts and path.parts[0] != "data"
        }


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    root = tmp_path_factory.mktemp("project") / "newsbot"
    shutil.copytree(ROOT / "newsbot", root / "newsbot", ignore=_UNWANTED)
    (root / "tests").mkdir()
    tests = ("conftest", "expectations", "forked", "saved_portals", "test_portals")
    for name in ("scrapy.cfg", "pyproject.toml", *(f"tests/{test}.py" for test in tests)):
        shutil.copy(ROOT / name, root / name)
    return Copy(root)


@pytest.fixture
def project(copied: Copy) -> Iterator[Copy]:
    """With every portal, and no case."""
    spiders, cases = copied.root / "newsbot" / "spiders", copied.root / "tests" / "portals"
    cases.mkdir()
    yield copied
    for folder in (spiders, cases, copied.root / "data"):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "newsbot" / "spiders", spiders, ignore=_UNWANTED)


def newest(name: str, count: int) -> list[Case]:
    """The newest articles of a portal's cases."""
    cases = read_cases(SAVED / name)
    return sorted(cases, key=lambda case: case.published, reverse=True)[:count]


def asked_of(
    serving: Callable[[CaseSite], int], portal: type[PortalSpider], folder: Path
) -> tuple[str, ...]:
    """Settings with which a portal's own site answers, listings and all."""
    port = serving(CaseSite(portal, CaseOptions(folder)))
    return "-s", f"NEWSBOT_WIRE=replica:{port}", "-s", f"NEWSBOT_REPLICA=cases={folder}"


def assert_alike(found: dict[str, dict[str, Any]], cases: list[Case], texts: int) -> None:
    """Titles and times as expected, and so many texts."""
    assert found.keys() == {case.url for case in cases}
    for case in cases:
        read, expected = found[case.url], case.expected
        assert read["title"] == expected["title"]
        apart = datetime.fromisoformat(read["published_at"]) - case.published
        assert abs(apart.total_seconds()) < 60
    assert sum(found[case.url]["text"] == case.expected["text"] for case in cases) >= texts


def assert_tidy(project: Copy, name: str) -> None:
    """The file is as the checks of this project want it."""
    file, settings = str(project.file(name)), str(ROOT / "pyproject.toml")
    for check in (("check",), ("format", "--check")):
        ran = project.run("ruff", *check, "--config", settings, file)
        assert ran.code == 0, ran.output
    typed = project.run("mypy", "--config-file", settings, file)
    assert typed.code == 0, typed.output
    declared = project.file(name).read_text(encoding="utf-8")
    assert re.search(r'facts = "20\d\d-\d\d"', declared)


def crawled(project: Copy, name: str, *arguments: str) -> list[dict[str, Any]]:
    """What a crawl of the portal's cases delivers."""
    replica = ("-s", f"NEWSBOT_REPLICA=cases={project.cases(name)}")
    ran = project.run("scrapy", "crawl", name, *REPLICA, *replica, *arguments)
    assert ran.code == 0, ran.output
    feeds = sorted((project.root / "data" / "feeds" / name).glob("*.jsonl"))
    return [json.loads(line) for feed in feeds for line in feed.read_text("utf-8").splitlines()]


# Portals of several kinds ---------------------------------------------------------------------


def test_a_portal_with_pagers_and_its_tests_until_they_are_read(
    project: Copy, serving: Callable[[CaseSite], int]
) -> None:
    name = "sindonews"
    project.file(name).unlink()
    names = ("ordinary", "three-pages", "one-page-view", "read-also")
    cases = [case for case in read_cases(SAVED / name) if case.name in names]
    wire = asked_of(serving, SindonewsSpider, SAVED / name)
    ran = project.newportal(name, *(case.url for case in cases), *wire)
    assert ran.code == 0, ran.output
    assert re.search(r"  body: div#detail-desc 4\n", ran.output)
    assert re.search(r"  published_at: \S.* \d", ran.output)
    assert f"wrote newsbot/spiders/{name}.py" in ran.output
    assert f"pytest tests -k {name}" in ran.output
    declared = project.file(name).read_text(encoding="utf-8")
    assert 'one_page = "{url}?showpage=all"' in declared
    assert r"(?:newsread|read)/(?P<id>\d+)/\d+/[^/]+" in declared
    assert_tidy(project, name)
    assert_alike(project.expected(name), cases, texts=4)
    assert len(list(project.cases(name).glob("*.all.html"))) == 1
    assert {len(each["pages"]) for each in project.expected(name).values()} == {1, 3}

    portals = project.run("scrapy", "portals")
    (line,) = (each for each in portals.output.splitlines() if each.startswith(f"{name} "))
    expected = sorted(project.cases(name).glob("*.json"))
    assert f"{len(expected)} ({len(expected)} unread)" in line
    unread = project.run("pytest", "tests/test_portals.py", "-k", f"saved and {name}")
    assert unread.code == 1
    assert f"{len(expected)} failed" in unread.output
    assert unread.output.count("is unread. Compare every value with the page") >= len(expected)
    for path in expected:
        first, second, rest = path.read_text(encoding="utf-8").split("\n", 2)
        assert second.startswith(f'  "{UNREAD}": ')
        path.write_text(f"{first}\n{rest}", encoding="utf-8")
    read = project.run("pytest", "tests/test_portals.py", "-k", name)
    assert read.code == 0, read.output


@pytest.mark.parametrize(
    ("portal", "base", "source"),
    [
        (BantennewsSpider, "WordPress", "posts(SITE)"),
        (GalamediaSpider, "Promedia", 'sources("galamedia.pikiran-rakyat.com")'),
        (RmolSpider, "PortalSpider", "Index("),
    ],
)
def test_a_portal_of_a_family_or_of_none(
    portal: type[PortalSpider],
    base: str,
    source: str,
    project: Copy,
    serving: Callable[[CaseSite], int],
) -> None:
    name = portal.name
    project.file(name).unlink()
    cases = newest(name, 3)
    wire = asked_of(serving, portal, SAVED / name)
    ran = project.newportal(name, *(case.url for case in cases), *wire)
    assert ran.code == 0, ran.output
    declared = project.file(name).read_text(encoding="utf-8")
    assert f"Spider({base}):" in declared
    assert source in declared
    assert_tidy(project, name)
    assert_alike(project.expected(name), cases, texts=3)
    days = sorted(case.published.date().isoformat() for case in cases)
    delivered = crawled(project, name, "-a", f"since={days[0]}", "-a", f"until={days[-1]}")
    expected = {each["id"]: each for each in project.expected(name).values()}
    assert len(delivered) == len(expected) == 3
    for article in delivered:
        wanted = expected[article["id"]]
        assert {key: article[key] for key in ("title", "text", "published_at")} == {
            key: wanted[key] for key in ("title", "text", "published_at")
        }


def draft_of_one(project: Copy, name: str, case: str) -> tuple[str, str]:
    """The file that is drafted from one case of a portal, and what is said."""
    project.file(name).unlink()
    (url,) = (each.url for each in read_cases(SAVED / name) if each.name == case)
    ran = project.newportal(name, url, *REPLICA, "-s", f"NEWSBOT_REPLICA=cases={SAVED / name}")
    assert ran.code == 0, ran.output
    return project.file(name).read_text(encoding="utf-8"), ran.output


def test_what_a_person_has_to_decide_is_said(project: Copy) -> None:
    declared, said = draft_of_one(project, "mediaindonesia", "ordinary")
    assert "stands beside its headline: which time is right?" in said
    assert "    # TODO: " in declared


def test_an_article_without_a_time_is_said_and_spoils_no_replica(project: Copy) -> None:
    name, cases = "jpnn", newest("jpnn", 3)
    project.file(name).unlink()
    replica = (*REPLICA, "-s", f"NEWSBOT_REPLICA=cases={SAVED / name}")
    ran = project.newportal(name, *(case.url for case in cases), *replica)
    assert ran.code == 0, ran.output
    assert "published_at: no selector is known that finds it on https://" in ran.output
    whole = project.expected(name)
    assert 0 < len(whole) < len(cases)
    assert len(crawled(project, name)) >= 1


def test_times_of_another_zone_are_read_in_it(project: Copy) -> None:
    declared, said = draft_of_one(project, "balipost", "ordinary-wita")
    assert 'zone = "WITA"' in declared
    assert "which time is right?" not in said


def test_what_any_reads_can_be_turned_into_a_file(project: Copy) -> None:
    name, cases = "radarcontoh", read_cases(ANY)
    replica = (*REPLICA, "-s", f"NEWSBOT_REPLICA=cases={ANY}")
    ran = project.newportal(name, *(case.url for case in cases), *replica)
    assert ran.code == 0, ran.output
    assert_tidy(project, name)
    assert_alike(project.expected(name), cases, texts=4)
    declared = project.file(name).read_text(encoding="utf-8")
    assert "class RadarcontohSpider(WordPress):" in declared
    assert r'Sitemap("https://www.radarcontoh.id/sitemap_index.xml", follow=' in declared
    again = project.newportal(name, ARTICLE, *replica)
    assert (again.code, again.output.count("\n")) == (2, 1)
    project.file(name).unlink()
    kept = project.newportal(name, ARTICLE, *replica)
    assert kept.code == 2
    assert "tests/portals/radarcontoh is there already; nothing is changed" in kept.output


def test_an_archive_is_as_good_as_the_site(project: Copy, crawled: Path) -> None:
    name = "arsipsindo"
    project.file("sindonews").unlink()
    (feed,) = (crawled / "feeds" / "sindonews").glob("*.jsonl")
    articles = [json.loads(line) for line in feed.read_text("utf-8").splitlines()][:3]
    archive = ("--archive", str(crawled / "archive"))
    ran = project.newportal(name, *(article["url"] for article in articles), *archive)
    assert ran.code == 0, ran.output
    found = project.expected(name)
    for article in articles:
        assert found[article["url"]]["title"] == article["title"]
        text = found[article["url"]]["text"].split("\n\n")
        assert [line for line in text if "aplikasi SINDOnews" not in line] == article["text"].split(
            "\n\n"
        )


# What goes wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "give a name and the addresses of some articles: NAME URL…"),
        (["radar"], 2, "give a name and the addresses of some articles"),
        (["Radar", ARTICLE], 2, "Radar is no name of a portal: small letters"),
        (["class", ARTICLE], 2, "class is no name of a portal"),
        (["../x", ARTICLE], 2, "../x is no name of a portal"),
        (["any", ARTICLE], 2, "there is a portal or a family any already"),
        (["kompas", ARTICLE], 2, "there is a portal or a family kompas already"),
        (["wordpress", ARTICLE], 2, "there is a portal or a family wordpress already"),
        (["radar", "x"], 2, "x is no address of an article"),
        (["radar", "https://127.0.0.1/a-b-c-d"], 2, "https://127.0.0.1/a-b-c-d is no address"),
        (["radar", HOME], 1, f"{HOME}: no article is found on the page: it lacks"),
        (["radar", ARTICLE, "https://lain.id/a"], 2, "of several portals: lain.id, radarcontoh.id"),
        (["radar", "https://kompas.com/x"], 2, "https://kompas.com/x is of the portal kompas"),
        (["radar", f"{ARTICLE}x-y"], 1, f"{ARTICLE}x-y: no page could be had: it was answered with "
         "status 404"),
        (["radar", ARTICLE, "--archive", "nowhere"], 2, "there is no archive nowhere"),
        (["radar", ARTICLE, "--asof", "x"], 2, "asof=x is no date"),
        (["radar", ARTICLE, "-s", "NEWSBOT_WIRE=x"], 2, "NEWSBOT_WIRE=x is none of network"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_line_and_nothing_is_written(
    arguments: list[str], code: int, said: str, project: Copy
) -> None:
    before = project.files()
    replica = (*REPLICA, "-s", f"NEWSBOT_REPLICA=cases={ANY}")
    ran = project.newportal(*replica, *arguments)
    assert ran.code == code, ran.output
    assert f"scrapy newportal: {said}" in ran.output or said in ran.output
    assert ran.output.count("\n") == 1, ran.output
    assert project.files() == before


def test_a_folder_that_cannot_be_written_is_one_line(project: Copy) -> None:
    cases = project.root / "tests" / "portals"
    cases.rmdir()
    cases.write_text("", encoding="utf-8")
    replica = (*REPLICA, "-s", f"NEWSBOT_REPLICA=cases={ANY}")
    ran = project.newportal("radar", ARTICLE, *replica)
    cases.unlink()
    assert ran.code == 1
    assert "scrapy newportal: cannot use" in ran.output
    assert ran.output.count("\n") == 1
    assert not project.file("radar").exists()


class _Silent(CaseSite):
    """Says when it is asked for an article, and lets the asker be stopped before it answers."""

    process: subprocess.Popen[str]

    def answer(self, host: str, target: str, headers: Any, posted: str | None = None) -> Any:
        if "pasar-lama" in target:
            self.process.send_signal(signal.SIGINT)
        return super().answer(host, target, headers, posted)


def test_stopped_it_leaves_nothing(project: Copy, serving: Callable[[CaseSite], int]) -> None:
    from newsbot.spiders.families.undeclared import portal_of

    before = project.files()
    site = _Silent(portal_of(ANY.name), CaseOptions(ANY))
    replica = ("-s", f"NEWSBOT_WIRE=replica:{serving(site)}", "-s", f"NEWSBOT_REPLICA=cases={ANY}")
    process = site.process = project.start("scrapy", "newportal", "radar", ARTICLE, *replica)
    output, _ = process.communicate(timeout=300)
    assert process.returncode == 130, output
    assert "scrapy newportal: stopped; nothing was changed" in output
    assert project.files() == before


# Addresses and layout -------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(path.name for path in SAVED.iterdir()))
def test_a_pattern_reads_what_it_is_made_of(name: str) -> None:
    urls = [case.expected["url"] for case in read_cases(SAVED / name)][:6]
    try:
        found = addresses_of(urls, urls)
    except ValueError:
        pytest.skip("addresses of two domains")
    pattern = re.compile("\n".join(found.article_url), re.VERBOSE)
    for url in urls:
        if url.split("/")[2].endswith(found.domain):
            assert pattern.fullmatch(re.sub("^https?://", "", url)), url


@pytest.mark.parametrize(
    ("path", "words", "kinds", "extension"),
    [
        ("/nasional/read/88123/judul-berita", ("nasional", "read"), ["number", "slug"], ""),
        ("/2026/05/15/judul-berita/", (), ["date/", "slug"], ""),
        ("/gaya-hidup/judul-berita-hari-ini.html", ("gaya-hidup",), ["slug"], ".html"),
        ("/bali/berita/d-7993377/perahu-pos", ("bali", "berita"), ["slug", "number", "slug"], ""),
        ("/ekonomi/20260714123456-4-98765/judul", ("ekonomi",),
         ["created", "number", "number", "slug"], ""),
        ("/5-tempat-sarapan-di-bogor", (), ["slug"], ""),
        ("/berita/tio9zt472/judul-berita", ("berita",), ["code", "slug"], ""),
    ],
)  # fmt: skip
def test_the_shape_of_a_path(
    path: str, words: tuple[str, ...], kinds: list[str], extension: str
) -> None:
    shape = shape_of(path)
    assert shape
    assert (shape.words, [piece.kind for piece in shape.rest]) == (words, kinds)
    assert shape.extension == extension


def test_a_home_page_has_no_shape() -> None:
    assert shape_of("/") is None


def draft_of(url: str, **declared: str) -> Draft:
    home, addresses = "https://a.id/", addresses_of([url], [])
    calls = (SourceCall(Index, (home, "a[href]")), SourceCall(Sitemap, (home,), follows=True))
    return Draft("baru", date(2026, 5, 15), (url,), home, PortalSpider, addresses, calls, declared)


def declared_in(text: str) -> list[str]:
    """The statements of a file but its imports, however they are laid out."""
    tree = ast.parse(text)
    return [ast.dump(each) for each in tree.body if not isinstance(each, ast.ImportFrom)]


def test_the_file_is_the_same_with_ruff_and_without(monkeypatch: pytest.MonkeyPatch) -> None:
    long = [f".{letter * 30}" for letter in "abcd"]
    draft = draft_of("https://a.id/berita/1234567890/judul", drop=listed(long))
    titles = ('a[b="c\\d"]', '[title="it\'s"]')
    draft = replace(draft, selectors={"title": titles}, todo=("kata " * 40,))
    tidy = tidied(draft.text(), ROOT)
    assert tidy.count("\n") > draft.text().count("\n")
    assert max(map(len, tidy.splitlines())) <= 100
    assert "from newsbot.sources import FOLLOW, Index, Sitemap\n" in tidy
    assert declared_in(tidy) == declared_in(draft.text())
    monkeypatch.setattr(layout, "find_spec", lambda name: None)
    for found in (shutil.which("ruff", path=Path(sys.executable).parent), None):
        monkeypatch.setattr(shutil, "which", lambda name, found=found: found)
        assert tidied(draft.text(), ROOT) == (tidy if found else draft.text())
    portal = draft.portal()
    assert portal.drop == tuple(long)
    assert portal.selectors["title"] == titles


def test_a_string_that_no_line_holds_is_said_to_be_long() -> None:
    draft = draft_of("https://a.id/berita/123456/judul", one_page=quoted(f"{{url}} {'x' * 100}"))
    assert tidied(draft.text(), ROOT).startswith("# ruff: noqa: E501\n")
    assert "noqa" not in draft.text()


@pytest.mark.parametrize("text", ['a"b', r"\d", "it's", r"\d'\"", "\\", "a\nb", "\\\n", ""])
def test_any_text_can_be_quoted(text: str) -> None:
    assert ast.literal_eval(quoted(text)) == text
    assert ast.literal_eval(listed([text])) == (text,)


def test_an_address_ends_no_string_of_the_file() -> None:
    root = parse_html(b"<p>Isi")
    assert root is not None
    hostile = 'https://a.id/berita/"""-123456/judul"""+print()+"""\\'
    url = Sample(Answer(hostile, b""), root).url
    draft = draft_of(url)
    assert draft.portal().rules.urls.read(url)
    assert hostile not in draft.text()
