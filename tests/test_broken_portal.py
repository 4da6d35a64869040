"""A portal whose file cannot be imported: one line says what is wrong, the others work."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Project

SAVED = "tests/portals/sindonews/read-also.html"
# By the name of the portal: its file, and what is said of it.
FILES = {
    "tatabahasa": ("x = 1\ndef (:\n", "line 2: SyntaxError: invalid syntax"),
    "impor": (
        "import os\nimport tidakada\n",
        "line 2: ModuleNotFoundError: No module named 'tidakada'",
    ),
    "nama": ("\nclass Nama:\n    domains = (domain,)\n", "line 3: NameError: name 'domain' is not"),
    "kurang": (
        "from newsbot.crawl.portal import PortalSpider\n\n\nclass KurangSpider(PortalSpider):\n"
        "    name = 'kurang'\n    domains = ('kurang.id',)\n",
        "line 4: ValueError: kurang: sources is missing",
    ),
    "kosong": ("", "line 1: no portal named 'kosong' is declared"),
    "keluar": ("import sys\nsys.exit('cukup')\n", "line 2: SystemExit: cukup"),
}
LATER = "from rusak.tatabahasa import x\n"  # the error is in what it imports


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Project) -> Path:
    """A package of broken portals beside those of newsbot, for commands that are given MODULES."""
    folder = tmp_path / "rusak"
    folder.mkdir()
    (folder / "__init__.py").touch()
    for name, (text, _) in FILES.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    environment = {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    monkeypatch.setattr(project.__class__, "environment", environment)
    return folder


MODULES = ("-s", "SPIDER_MODULES=newsbot.spiders,rusak")


def lines_of(folder: Path, text: str) -> list[str]:
    """What is said of the broken files."""
    return [line for line in text.splitlines() if str(folder) in line]


@pytest.mark.parametrize("command", [("list",), ("portals",)])
def test_a_listing_lists_the_others_and_warns(
    project: Project, broken: Path, command: tuple[str, ...]
) -> None:
    ran = project.scrapy(*command, *MODULES)
    assert ran.code == 0
    assert "sindonews" in ran.output
    assert "Traceback" not in ran.output
    said = sorted(lines_of(broken, ran.output))
    assert len(said) == len(FILES)
    for line, (name, (_, why)) in zip(said, sorted(FILES.items()), strict=True):
        assert line.startswith(f"{broken / name}.py, {why}")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("crawl {}", ()),
        ("gaps {}", ()),
        ("reparse {}", ()),
        ("look --portal {}", (SAVED,)),
    ],
)
def test_one_that_is_asked_for_cannot_start(
    project: Project, broken: Path, command: str, options: tuple[str, ...], name: str
) -> None:
    ran = project.scrapy(*command.format(name).split(), *options, *MODULES)
    verb = command.split()[0]
    assert ran.code == 1, ran.output
    assert ran.output.startswith(f"scrapy {verb}: {broken / name}.py, {FILES[name][1]}")
    assert ran.output.count("\n") == 1
    assert not project.data.exists()


def test_the_file_that_has_the_error_is_named(project: Project, broken: Path) -> None:
    (broken / "lain.py").write_text(LATER, encoding="utf-8")
    ran = project.scrapy("gaps", "lain", *MODULES)
    assert (ran.code, ran.output.count("\n")) == (1, 1)
    assert f"{broken / 'tatabahasa'}.py, line 2: SyntaxError" in ran.output


def test_the_other_portals_work(project: Project, broken: Path) -> None:
    ran = project.crawl(*MODULES, site="articles=5")
    assert ran.code == 0
    assert lines_of(broken, ran.output) == []
    article = project.articles()[0]
    told = project.scrapy("why", article["url"], *MODULES)
    assert told.code == 0
    assert f"\n{article['id']}\n" in told.output
    assert len(lines_of(broken, told.output)) == len(FILES)


def test_status_says_that_the_gaps_of_a_broken_portal_are_unknown(
    project: Project, broken: Path
) -> None:
    """Which days are read to their end is told by its sources."""
    whole = Path("newsbot/spiders/sindonews.py").resolve().read_text(encoding="utf-8")
    only = ("-s", "SPIDER_MODULES=rusak")
    (broken / "sindonews.py").write_text(whole, encoding="utf-8")
    assert project.crawl(*only, site="articles=5").code == 0
    (broken / "sindonews.py").write_text(f"{whole}\nx = (\n", encoding="utf-8")
    ran = project.scrapy("status", *only)
    said, _, line = ran.output.splitlines()
    assert ran.code == 0
    assert said.startswith(f"scrapy status: {broken / 'sindonews'}.py, line ")
    assert "SyntaxError: '(' was never closed" in said
    assert line.split()[0] == "sindonews"
    assert line.split()[-1] == "-"


def test_commands_of_scrapy_say_it_without_a_traceback(project: Project, broken: Path) -> None:
    ran = project.scrapy("check", "impor", *MODULES)
    assert ran.code == 2
    assert f"{broken / 'impor'}.py, {FILES['impor'][1]}" in ran.output
    assert "Traceback" not in ran.output
