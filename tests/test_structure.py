"""The code keeps its shape: imports run one way, nothing is undocumented."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from newsbot import __version__, settings
from newsbot.crawl.arguments import NAMES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "newsbot"
DOCS = ROOT / "docs"

# From the ground up: a room may import from rooms on the floors below its own and from its own.
FLOORS = (
    {"clock", "text", "items", "settings"},
    {"archive", "sources", "extract", "ledger"},
    {"crawl", "health", "pipelines", "replica"},
    {"spiders", "download", "report", "feeds"},
    {"workbench"},
    {"commands"},
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
# What delivers articles never needs what stands in for a portal, nor what is made for commands.
PRODUCTION = "crawl extract feeds health ledger pipelines report sources text archive".split()


def modules() -> dict[str, Path]:
    """Every module of newsbot by its dotted name; a package has that of its folder."""
    paths = {path.relative_to(ROOT).with_suffix(""): path for path in PACKAGE.rglob("*.py")}
    return {".".join(name.parts).removesuffix(".__init__"): path for name, path in paths.items()}


MODULES = modules()


def imported_by(path: Path) -> Iterator[str]:
    """The modules of newsbot that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module in MODULES:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else node.module


IMPORTS = {name: set(imported_by(path)) for name, path in MODULES.items()}


def room_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def imports() -> set[tuple[str, str]]:
    """(room, another room that it imports)"""
    pairs = {(room_of(name), room_of(to)) for name, found in IMPORTS.items() for to in found}
    return {(room, to) for room, to in pairs if to not in ("", room)}


def test_every_room_has_its_floor() -> None:
    assert {room_of(name) for name in MODULES} - {""} == FLOOR.keys()


def test_imports_run_one_way() -> None:
    assert {(room, to) for room, to in imports() if FLOOR[to] >= FLOOR[room]} == set()


def test_nothing_imports_settings_or_commands() -> None:
    assert not {to for _, to in imports()} & {"settings", "commands"}


def test_production_never_imports_the_workshop() -> None:
    workshop = {"replica", "workbench", "commands"}
    assert {(room, to) for room, to in imports() if room in PRODUCTION and to in workshop} == set()


def test_download_alone_starts_the_replica() -> None:
    served = {name for name, found in IMPORTS.items() if "newsbot.replica.server" in found}
    assert {room_of(name) for name in served} <= {"replica", "download", "commands"}


def test_no_module_imports_itself_by_way_of_others() -> None:
    below = {name: found - {name} for name, found in IMPORTS.items()}
    while free := {name for name, found in below.items() if not found}:
        below = {name: found - free for name, found in below.items() if name not in free}
    assert not below


def test_archive_and_text_know_nothing_of_the_rest() -> None:
    assert {to for room, to in imports() if room == "archive"} <= {"clock", "text"}
    assert {to for room, to in imports() if room == "text"} == set()


@pytest.mark.parametrize("room", ["text", "extract"])
def test_reading_needs_no_scrapy(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        assert not re.search(r"^\s*(from|import) scrapy", path.read_text("utf-8"), re.M), path


def test_only_settings_reads_the_environment() -> None:
    readers = {
        path.name
        for path in PACKAGE.rglob("*.py")
        if re.search(r"os\.environ|getenv", path.read_text(encoding="utf-8"))
    }
    assert readers == {"settings.py"}


# What asks the system's clock, or newsbot's for the day in UTC, by what stands before a dot and
# behind it. Sleeping and measuring is another matter.
CLOCKS = {
    "datetime": {"now", "today", "utcnow"},
    "date": {"today"},
    "time": {"time", "time_ns", "gmtime", "localtime", "strftime", "ctime", "asctime"},
    "utils": {"formatdate", "localtime"},  # of email
    "now()": {"date", "day", "month", "weekday", "year"},  # instead of clock.today()
}


def asks_the_system(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute):
            named = ast.unparse(node.value).rpartition(".")[2]
            asked = {node.attr} & CLOCKS.get(named, set())
        elif isinstance(node, ast.ImportFrom) and node.module in ("time", "email.utils"):
            asked = {each.name for each in node.names} & CLOCKS[node.module.rpartition(".")[2]]
        else:
            continue
        if asked:
            return True
    return False


def test_only_the_clock_asks_the_system_for_the_time() -> None:
    """What asks by itself what day it is, and in what zone, goes wrong at some time of day."""
    asking = {
        path.relative_to(ROOT).as_posix()
        for folder in ("newsbot", "tests", "bench")
        for path in (ROOT / folder).rglob("*.py")
        if asks_the_system(path)
    }
    # its own test compares it with the system's
    assert asking == {"newsbot/clock.py", "tests/test_clock.py"}


def test_the_version_stands_once() -> None:
    named = [
        path.name for path in PACKAGE.rglob("*.py") if f"newsbot/{__version__}" in path.read_text()
    ]
    assert named == []
    assert settings.USER_AGENT.partition("/")[2] == __version__


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
    pages = (page.read_text(encoding="utf-8") for page in (ROOT / "README.md", *DOCS.glob("*.md")))
    assert any(re.search(rf"`[^`]*\b{name}\b", page) for page in pages)


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
