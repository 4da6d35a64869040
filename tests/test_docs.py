"""The pages are true: their commands run, their links lead somewhere, their tables are whole.

Every line of a block ```sh is run, in order, page by page, in a data folder of the page's own that
stands for `data/`. It ends with exit code 0, or with that of a comment behind it, `# exit code 3`.
Blocks that begin otherwise are for reading.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from newsbot import settings, sources
from newsbot.crawl.portal import PortalSpider
from newsbot.extract.declaration import FIELDS as SELECTED
from newsbot.extract.declaration import Declaration
from newsbot.items import FIELDS, SCHEMA_VERSION
from newsbot.ledger.schema import SCHEMA
from newsbot.replica.generated.options import Options
from newsbot.report import exit_codes
from newsbot.sources import Source
from tests.forked import Ran, clean_environment, scrapy

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted((ROOT / "docs").glob("*.md"))
TEXTS = {str(page.relative_to(ROOT)): page.read_text(encoding="utf-8") for page in PAGES}

_BLOCK = re.compile(r"^(?P<indent> *)```(?P<kind>\w*)\n(?P<text>.*?)^(?P=indent)```$", re.M | re.S)
# .ci/run takes this line out of README, and runs it.
_TESTS = re.compile(r"python3 -m venv .* && \.venv/bin/pytest")
_INSTALLED = re.compile(r"python3 -m venv .*? && \.venv/bin/pip install [^&]* && \.venv/bin/")
_ENDS = re.compile(r"# exit code (\d+)$")
_PATH = re.compile(r"(?:newsbot|tests|docs|bench|\.ci)/[\w./-]*|[\w-]+\.(?:md|txt|toml|cfg)")
# Files that the pages let a reader make.
_MADE = re.compile(r"radarbogor|layout-2026-11")


def blocks(page: str, kind: str) -> list[str]:
    """The blocks of a page that begin with ```kind."""
    return [dedent(each["text"]) for each in _BLOCK.finditer(TEXTS[page]) if each["kind"] == kind]


def commands(page: str) -> list[str]:
    """The lines that are run, without the installation before them."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines() if line.strip()]
    return [_INSTALLED.sub("", line) for line in lines if not _TESTS.fullmatch(line)]


def column(page: str, heading: str, number: int = 0) -> list[str]:
    """A column of the first table below a heading, without its head."""
    _, _, below = f"\n{TEXTS[page]}".partition(f"\n{heading}\n")
    rows = re.search(r"(?:^\|.*\n)+", below, re.M)
    assert rows, f"{page}: no table below {heading}"
    return [row.strip("|").split("|")[number].strip() for row in rows[0].splitlines()[2:]]


def names(cells: list[str]) -> list[str]:
    """What stands in backticks in these cells."""
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


# What runs ----------------------------------------------------------------------------------------


def run(line: str, data: Path) -> Ran:
    line = re.sub(r"(?<![\w./])data/", f"{data}/", line)
    environment = {"NEWSBOT_DATA": str(data)}
    if line.startswith("scrapy ") and "|" not in line:
        return scrapy(*shlex.split(line, comments=True)[1:], environment=environment)
    here = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    ran = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        cwd=ROOT,
        env={**clean_environment(environment), "PATH": here},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    return Ran(ran.returncode, ran.stdout)


@pytest.mark.parametrize("page", [page for page in TEXTS if commands(page)])
def test_its_commands_run(page: str, tmp_path: Path) -> None:
    for line in commands(page):
        ends = _ENDS.search(line)
        ran = run(line, tmp_path / "data")
        assert "Traceback" not in ran.output, ran.output
        assert ran.code == (int(ends[1]) if ends else 0), f"{line}\n{ran.output}"


def test_the_tests_command_is_the_one_that_ci_runs() -> None:
    lines = [line for line in TEXTS["README.md"].splitlines() if _TESTS.fullmatch(line)]
    assert len(lines) == 1
    assert "requirements-dev.txt" in lines[0]
    pattern = re.search(r"grep -E '(.+)' README\.md", (ROOT / ".ci" / "run").read_text("utf-8"))
    assert pattern
    assert re.search(pattern[1], lines[0])


def test_a_healthy_run_is_silent_under_cron(tmp_path: Path) -> None:
    line = next(line for line in commands("docs/operating.md") if "-L WARNING" in line)
    assert run(line, tmp_path / "data") == Ran(0, "")


def test_python_in_contributing_is_a_portal() -> None:
    scope: dict[str, Any] = {"__name__": "contributing"}
    (block,) = blocks("CONTRIBUTING.md", "python")
    exec(compile(block, "CONTRIBUTING.md", "exec"), scope)
    (portal,) = (
        each
        for each in scope.values()
        if isinstance(each, type) and issubclass(each, PortalSpider) and each is not PortalSpider
    )
    assert portal.rules.urls.read("https://kabarcontoh.id/olahraga/12/juara-baru")


# What it says is there ----------------------------------------------------------------------------


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", TEXTS[page]), re.M)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {each.replace(" ", "-") for each in plain}


@pytest.mark.parametrize("page", TEXTS)
def test_links_lead_somewhere(page: str) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", _BLOCK.sub("", TEXTS[page])):
        path, _, anchor = link.partition("#")
        target = ((ROOT / page).parent / path).resolve() if path else ROOT / page
        assert target.is_file(), f"{page}: {link}"
        if anchor:
            assert anchor in anchors(str(target.relative_to(ROOT))), f"{page}: {link}"


@pytest.mark.parametrize("page", TEXTS)
def test_paths_are_there(page: str) -> None:
    spans = re.findall(r"`([^`\n]+)`", _BLOCK.sub("", TEXTS[page]))
    named = {span for span in spans if _PATH.fullmatch(span) and not _MADE.search(span)}
    assert not sorted(path for path in named if not (ROOT / path).exists())


# What may not be left out -------------------------------------------------------------------------


def test_readme_is_short() -> None:
    assert len(TEXTS["README.md"].splitlines()) <= 150


def test_the_article_in_readme_is_one_of_the_demo(tmp_path: Path) -> None:
    (shown,) = (json.loads(block) for block in blocks("README.md", "json"))
    feed = tmp_path / "feed.jsonl"
    ran = run(f"scrapy crawl sindonews -s NEWSBOT_WIRE=demo -O {feed}", tmp_path / "data")
    assert ran.code == 0, ran.output
    assert list(shown) == list(FIELDS)
    assert shown in [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines()]


def test_fields_are_described_in_their_order() -> None:
    assert names(column("docs/feed.md", "## The fields")) == list(FIELDS)


def test_exit_codes_are_the_programs() -> None:
    codes = [exit_codes.OK, exit_codes.NOT_STARTED, exit_codes.USAGE]
    codes += [exit_codes.INCOMPLETE, exit_codes.BLOCKED, exit_codes.DRIFT, exit_codes.BUSY]
    signals = ["130, 143"]
    told = column("README.md", "- **Honest exit codes:**\n")
    assert told == [*map(str, codes), *signals]
    alerts = column("docs/operating.md", "## Which exit codes to alert on")
    assert alerts[: len(told)] == told


def test_settings_are_described_with_their_defaults() -> None:
    rows = zip(
        names(column("docs/settings.md", "# Settings")),
        column("docs/settings.md", "# Settings", 1),
        strict=True,
    )
    ours = {name: getattr(settings, name) for name in dir(settings) if name.startswith("NEWSBOT_")}
    assert {name: default.strip("`") for name, default in rows} == ours


def test_the_replicas_options_are_described() -> None:
    told = names(column("docs/settings.md", "### Of SINDOnews"))
    assert {field.name for field in fields(Options)} <= set(told)


def test_a_portals_attributes_are_described_in_their_order() -> None:
    declared = [
        name
        for cls in (PortalSpider, Declaration)
        for name, kind in cls.__annotations__.items()
        if str(kind).startswith("Class") and name not in ("undeclared", "shared")  # see `any`
    ]
    heading = "## A portal's attributes"
    assert names(column("CONTRIBUTING.md", heading)) == ["name", *declared]
    for name, example in zip(
        ["name", *declared], names(column("CONTRIBUTING.md", heading, 2)), strict=True
    ):
        (statement,) = ast.parse(example).body
        assert isinstance(statement, ast.Assign)
        assert ast.unparse(statement.targets[0]) == name


def test_fields_for_selectors_are_described() -> None:
    _, _, told = TEXTS["CONTRIBUTING.md"].partition("The fields that `selectors`")
    told, _, _ = told.partition("###")
    assert set(re.findall(r"`(\w+)`", told)) - {"data"} == SELECTED


def test_kinds_of_sources_are_described() -> None:
    heading = "### The six kinds of sources"
    kinds = {
        name
        for name, kind in vars(sources).items()
        if isinstance(kind, type) and issubclass(kind, Source) and kind is not Source
    }
    told = names(column("CONTRIBUTING.md", heading))
    assert set(told) == kinds - {"Discover"}  # what `any` reads a site with
    for kind, example in zip(told, names(column("CONTRIBUTING.md", heading, 2)), strict=True):
        assert type(eval(example, vars(sources).copy())).__name__ == kind


def test_the_changelog_knows_the_newest_contract() -> None:
    _, _, newest = TEXTS["CHANGELOG.md"].partition("\n## ")
    assert f"`schema_version` {SCHEMA_VERSION}" in newest
    assert f"Schema {SCHEMA}." in newest
