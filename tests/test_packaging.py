"""What is installed is what is required, and is whole."""

from __future__ import annotations

import re
import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path, PurePath

import pytest

import newsbot

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
REQUIREMENTS = {
    name: (ROOT / name).read_text(encoding="utf-8").splitlines()
    for name in ("requirements.txt", "requirements-dev.txt")
}


def pinned(name: str) -> list[str]:
    """The requirements of a file, without what each is for."""
    return [line.partition(" ")[0] for line in REQUIREMENTS[name] if line[0] not in "#-"]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_and_says_what_for(name: str) -> None:
    lines = [line for line in REQUIREMENTS[name] if line != "-r requirements.txt"]
    for line in lines:
        assert line.startswith("#") or re.fullmatch(r"[\w-]+==[\w.]+ +# .+", line), line


def test_what_runs_is_installed_with_what_tests() -> None:
    assert "-r requirements.txt" in REQUIREMENTS["requirements-dev.txt"]
    assert not set(pinned("requirements.txt")) & set(pinned("requirements-dev.txt"))


def test_dependencies_are_those_of_the_requirements() -> None:
    dynamic = PROJECT["tool"]["setuptools"]["dynamic"]
    assert dynamic["dependencies"] == {"file": ["requirements.txt"]}
    assert PROJECT["project"]["optional-dependencies"]["dev"] == pinned("requirements-dev.txt")


def test_the_version_stands_once() -> None:
    assert "version" in PROJECT["project"]["dynamic"]
    assert re.fullmatch(r"\d+\.\d+(?:\.\d+)?", newsbot.__version__)


def test_supported_pythons_begin_with_the_one_that_is_required() -> None:
    prefix = "Programming Language :: Python :: 3."
    classifiers = PROJECT["project"]["classifiers"]
    minors = [int(each.removeprefix(prefix)) for each in classifiers if each.startswith(prefix)]
    assert minors == list(range(minors[0], minors[-1] + 1))
    assert PROJECT["project"]["requires-python"] == f">=3.{minors[0]}"
    assert PROJECT["tool"]["mypy"]["python_version"] == f"3.{minors[0]}"
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py3{minors[0]}"


def test_what_is_no_python_is_installed_too() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "newsbot"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    files = [PurePath(line) for line in listed.stdout.splitlines()]
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    data = [path for path in files if path.suffix != ".py"]
    assert data
    assert [path for path in data if not any(fnmatch(path.name, each) for each in patterns)] == []
    folders = {path.parent for path in files}
    assert {folder for folder in folders if folder / "__init__.py" not in files} == set()
