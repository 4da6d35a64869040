"""How the tests of saved pages say what differs, and what `--update` writes: on copies of cases."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from newsbot.replica.saved.files import UNREAD
from tests.conftest import REPOSITORY
from tests.expectations import UNREADABLE, WRITTEN, Expectations
from tests.forked import Ran, clean_environment
from tests.saved_portals import SAVED

MODULES = ("conftest", "expectations", "forked", "saved_portals", "test_portals")


def check(path: Path, found: dict[str, Any], *, update: bool = False) -> list[tuple[str, str]]:
    """Compare; the files that were reported."""
    told: list[tuple[str, str]] = []
    Expectations(update, lambda kind, name: told.append((kind, name))).check(path, lambda: found)
    return told


def test_missing_expectation_is_written_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    with pytest.raises(pytest.fail.Exception, match="written, and unread: compare it"):
        check(path, {"title": "Jum’at"})
    first, mark, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert first + "".join(rest) == '{\n  "title": "Jum’at"\n}\n'
    with pytest.raises(pytest.fail.Exception, match="is unread"):
        check(path, {"title": "Jum’at"})
    assert mark.startswith(f'  "{UNREAD}": ')
    path.write_text(first + "".join(rest), encoding="utf-8")
    check(path, {"title": "Jum’at"})


@pytest.mark.parametrize("update", [False, True])
def test_what_nobody_has_read_fails(tmp_path: Path, update: bool) -> None:
    path = tmp_path / "case.json"
    before = '{"unread": "Compare it.", "title": "Satu"}'
    path.write_text(before, encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match=r"case\.json is unread\. Compare it\."):
        check(path, {"title": "Satu"}, update=update)
    assert path.read_text(encoding="utf-8") == before


def test_difference_names_the_field(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"title": "Satu", "text": "a\\n\\nb"}', encoding="utf-8")
    with pytest.raises(pytest.fail.Exception, match=r"text\n\s+a\n\s+\n\s+- b\n\s+\+ c") as failure:
        check(path, {"title": "Satu", "text": "a\n\nc"})
    assert "title" not in str(failure.value)


# `--update`, as a person runs it ------------------------------------------------------------------


@dataclass(frozen=True)
class Copy:
    """The tests of saved pages with the cases of kompas and kompasid, to be changed."""

    root: Path

    def file(self, name: str, portal: str = "kompas") -> Path:
        return self.root / "tests" / "portals" / portal / name

    def files(self) -> dict[Path, bytes]:
        """The files of all cases."""
        saved = (self.root / "tests" / "portals").glob("*/*")
        return {path: path.read_bytes() for path in saved}

    def expect(self, path: Path, **values: object) -> None:
        """Expect something else of a case."""
        changed = {**json.loads(path.read_bytes()), **values}
        path.write_text(json.dumps(changed), encoding="utf-8")

    def pytest(self, *arguments: str) -> Ran:
        command = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments)
        ran = subprocess.run(
            [*command, "tests/test_portals.py"],
            cwd=self.root,
            env=clean_environment({"PYTHONDONTWRITEBYTECODE": "1"}),
            capture_output=True,
            text=True,
            timeout=300,
        )
        return Ran(ran.returncode, ran.stdout + ran.stderr)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    (tmp_path / "tests").mkdir()
    (tmp_path / "newsbot").symlink_to(REPOSITORY / "newsbot")
    for name in ("pyproject.toml", *(f"tests/{module}.py" for module in MODULES)):
        shutil.copy(REPOSITORY / name, tmp_path / name)
    for portal in ("kompas", "kompasid"):
        shutil.copytree(SAVED / portal, tmp_path / "tests" / "portals" / portal)
    return Copy(tmp_path)


def test_update_rewrites_what_differs_and_marks_it(copy: Copy) -> None:
    right = copy.files()
    article, listing = copy.file("multi-page.json"), copy.file("index.listing.json")
    copy.expect(article, authors=["Seseorang"], text="Lain.")
    copy.expect(listing, articles=[])
    copy.expect(copy.file("ordinary.json"))  # the same values in other bytes
    copy.expect(copy.file("ordinary.json", "kompasid"), text="Lain.")  # not asked for
    before = copy.files()

    ran = copy.pytest("-n2", "--update", "-k", "kompas")  # of several processes
    assert ran.code == 1
    assert "2 failed" in ran.output
    assert "- Lain." in ran.output
    told = ran.output.partition("written: compare each value with its page")[2]
    assert "\nkompas/index.listing.json\nkompas/multi-page.json\n" in told
    after = copy.files()
    for path in (article, listing):
        first, second, rest = after[path].decode().split("\n", 2)
        assert second.startswith(f'  "{UNREAD}": "Compare every value with the page')
        assert f"{first}\n{rest}".encode() == right[path]
    assert {path for path in after if after[path] != before[path]} == {article, listing}

    again = copy.pytest("-n0", "--update", "-k", "multi-page")
    assert again.code == 1
    assert "1 failed" in again.output
    assert "multi-page.json is unread. Compare every value with the page" in again.output
    assert "written" not in again.output
    assert copy.files() == after

    for path in (article, listing):
        path.write_bytes(right[path])
    read = copy.pytest("-n0", "-vv", "-k", "kompas")
    assert read.code == 0, read.output
    assert "kompas/ordinary" in read.output
    assert "kompasid" not in read.output


def test_update_changes_nothing_of_what_cannot_be_read(copy: Copy) -> None:
    copy.file("ordinary.html").write_bytes(b"<h1>Judul</h1>")
    lost = copy.file("template-2016.html")
    lost.write_bytes(lost.read_bytes().partition(b"\n")[0] + b"<h1>Judul</h1><p>Isi.</p>")
    copy.file("index.listing.json").write_bytes(b"{")
    before = copy.files()
    ran = copy.pytest("-n0", "--update", "-k", "saved and kompas")
    assert ran.code == 1
    assert "3 failed" in ran.output
    told = ran.output.partition("cannot be read, and left as they are")[2]
    assert "kompas/index.listing.json: the file is no JSON: " in told
    assert "ordinary.html does not say <!-- url: https://… --> in its first line" in told
    assert "kompas/template-2016.json: today's rules read no text from its page" in told
    assert copy.files() == before


def test_a_listing_of_which_nothing_is_read_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text('{"articles": [1], "listings": []}', encoding="utf-8")
    told: list[tuple[str, str]] = []
    expectations = Expectations(True, lambda *each: told.append(each))
    with pytest.raises(ValueError, match="today's rules read no articles and no listings"):
        expectations.check(path, lambda: {"articles": [], "listings": []})
    with pytest.raises(pytest.fail.Exception, match="is rewritten, and unread"):
        expectations.check(path, lambda: {"articles": [], "listings": ["x"]})
    assert [kind for kind, _ in told] == [UNREADABLE, WRITTEN]
    path.write_text('{"articles": [], "listings": []}', encoding="utf-8")
    expectations.check(path, lambda: {"articles": [], "listings": []})
