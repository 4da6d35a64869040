"""`scrapy portals`, and the table in docs/portals.md that it writes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from newsbot.commands.portals import MARKERS
from tests.conftest import Project

PAGE = Path(__file__).parents[1] / "docs" / "portals.md"
WRITES = "scrapy portals --format md --into docs/portals.md"


def test_the_table_in_docs_is_true(project: Project) -> None:
    ran = project.scrapy("portals", "--format", "md")
    assert ran.code == 0, ran.output
    _, _, rest = PAGE.read_text(encoding="utf-8").partition(MARKERS[0])
    stands, _, _ = rest.partition(MARKERS[1])
    assert stands.strip() == ran.output.strip(), f"`{WRITES}` writes it"
    assert f"`{WRITES}`" in MARKERS[0]


def test_a_portal_in_a_line(project: Project) -> None:
    ran = project.scrapy("portals")
    head, *lines = ran.output.splitlines()
    assert ran.code == 0
    assert head.split()[:3] == ["portal", "sources", "answers"]
    (line,) = (each for each in lines if each.startswith("sindonews "))
    cells = re.split(r" {2,}", line)
    assert cells[1:3] == ["DatedIndex, Rss, Sitemap, Search", "latest, range, channels, query"]
    assert "?showpage=all, path" in line


def test_as_json_it_says_all(project: Project) -> None:
    ran = project.scrapy("portals", "--format", "json")
    (found,) = (each for each in json.loads(ran.output) if each["portal"] == "sindonews")
    pages = (PAGE.parents[1] / "tests" / "portals" / "sindonews").glob("*.html")
    articles = [page for page in pages if "." not in page.stem]
    assert found["domains"] == ["sindonews.com"]
    assert found["access"] == "open"
    assert found["cases"] > len(articles) >= 50


def test_it_writes_between_the_markers_and_nothing_else(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(f"before\n{MARKERS[0]}\nold\n{MARKERS[1]}\nafter\n", encoding="utf-8")
    ran = project.scrapy("portals", "--format", "md", "--into", str(file))
    assert (ran.code, ran.output) == (0, "")
    text = file.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{MARKERS[0]}\n\n| portal |")
    assert text.endswith(f"|\n\n{MARKERS[1]}\nafter\n")
    assert "old" not in text


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["x"], 2, "unknown argument 'x'"),
        (["--format", "xml"], 2, "--format xml is none of table, md, json"),
        (["--into", "README.md"], 2, "--into is for --format md"),
        (["--format", "md", "--into", "pyproject.toml"], 2, "pyproject.toml has no lines <!--"),
        (["--format", "md", "--into", "nowhere.md"], 1, "cannot use nowhere.md: No such file"),
    ],
)
def test_wrong_usage_is_one_line(
    project: Project, arguments: list[str], code: int, said: str
) -> None:
    ran = project.scrapy("portals", *arguments)
    assert ran.code == code
    assert f"scrapy portals: {said}" in ran.output
    assert ran.output.count("\n") == 1
