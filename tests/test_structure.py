"""The code keeps its shape: imports run one way, nothing is undocumented."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from newsbot import settings
from newsbot.crawl.arguments import NAMES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "newsbot"

# From the ground up: a room may import from rooms on the floors below its own and from its own.
FLOORS = (
    {"text", "archive", "items", "settings"},
    {"sources", "extract", "ledger"},
    {"pipelines", "replica"},
    {"crawl"},
    {"spiders", "download", "report", "feeds"},
    {"workbench"},
    {"commands"},
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}


def imports() -> Iterator[tuple[str, str]]:
    for path in PACKAGE.rglob("*.py"):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("newsbot."):
                yield room, str(node.module).split(".")[1]


def test_imports_run_one_way() -> None:
    for room, imported in imports():
        assert room == imported or FLOOR[imported] < FLOOR[room], f"{room} imports {imported}"


def test_nothing_imports_settings_or_commands() -> None:
    assert not {imported for room, imported in imports() if room != imported} & {
        "settings",
        "commands",
    }


def test_text_knows_nothing_of_the_rest() -> None:
    assert {imported for room, imported in imports() if room == "text"} <= {"text"}


@pytest.mark.parametrize("room", ["text", "extract"])
def test_reading_needs_no_scrapy(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        assert not re.search(r"^\s*(from|import) scrapy", path.read_text("utf-8"), re.M), path


def test_a_run_knows_nothing_of_replicas_and_commands() -> None:
    run = {"arguments", "question", "abilities", "failures", "flow", "portal"}
    extract = {"rules", "evidence", "fields", "pager", "loaders", "assemble", "pages"}
    behind = {"replica", "cases", "wire", "checks", "reading", "looking", "reparse", "drafting"}
    for room, imported in imports():
        if room in run | extract | {"sources", "ledger"}:
            assert imported not in behind, f"{room} imports {imported}"
    for room in extract:
        assert not re.search("scrapy", (PACKAGE / f"{room}.py").read_text(encoding="utf-8")), room


def test_only_settings_reads_the_environment() -> None:
    readers = {
        path.name
        for path in PACKAGE.rglob("*.py")
        if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    }
    assert readers == {"settings.py"}


def documented() -> list[str]:
    ours = [name for name in dir(settings) if name.startswith("NEWSBOT_")]
    commands = [
        f"scrapy {path.stem}"
        for path in (PACKAGE / "commands").glob("*.py")
        if path.stem != "__init__"
    ]
    fields = re.findall(r"^    (\w+):", (PACKAGE / "items.py").read_text(encoding="utf-8"), re.M)
    return [*ours, *commands, *fields, *NAMES]


@pytest.mark.parametrize("name", documented())
def test_readme_names_it(name: str) -> None:
    assert re.search(rf"`[^`]*\b{name}\b", (ROOT / "README.md").read_text(encoding="utf-8"))


def test_every_requirement_is_pinned_and_says_what_for() -> None:
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[\w-]+==[\w.]+ +# .+", line), line


def test_local_and_polite_by_default() -> None:
    ports = {"TelnetConsole", "RemoteControl"}
    assert not settings.EXTENSIONS_BASE
    assert ports.isdisjoint(name.rpartition(".")[2] for name in settings.EXTENSIONS)
    assert settings.ROBOTSTXT_OBEY is True
    assert settings.AUTOTHROTTLE_ENABLED is True
    assert settings.DOWNLOAD_DELAY >= 1
    assert settings.USER_AGENT.startswith("newsbot/")


PORTALS = sorted((PACKAGE / "spiders").glob("[!_]*.py"))


def test_portals_are_short() -> None:
    """What many portals declare alike belongs in the defaults or in a family."""
    lines = {path.stem: len(path.read_text(encoding="utf-8").splitlines()) for path in PORTALS}
    assert median(lines.values()) <= 40
    assert {name: count for name, count in lines.items() if count > 120} == {}


def test_portals_are_data() -> None:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in PORTALS)
    with_code = sum(any(isinstance(node, kinds) for node in ast.walk(tree)) for tree in trees)
    assert with_code <= 0.3 * len(PORTALS)


@pytest.mark.parametrize("path", PORTALS, ids=lambda p: p.stem)
def test_a_portal_has_the_name_of_its_file(path: Path) -> None:
    """newsbot/crawl/spiderloader.py imports no file to see what is in it."""
    portals = [
        each
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "name"
    ]
    assert [ast.unparse(each.value) for each in portals] == [repr(path.stem)]
