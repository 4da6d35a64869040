"""`scrapy … | head`: a command whose reader is gone ends in silence, whoever wrote the command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsbot.commands import READER_GONE
from tests.conftest import Project

from .conftest import REPOSITORY
from .forked import clean_environment

PAGE = "tests/portals/sindonews/read-also.html"
DEMO = ("-s", "NEWSBOT_WIRE=demo")


def run_without_reader(data: Path, *arguments: str, unbuffered: str) -> tuple[int, str]:
    """Run `scrapy` with a standard output that nobody reads. Exit code, standard error."""
    read, write = os.pipe()
    os.close(read)
    given = {"NEWSBOT_DATA": str(data), "PYTHONUNBUFFERED": unbuffered}
    ran = subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        cwd=REPOSITORY,
        env=clean_environment(given),
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        timeout=300,
        check=False,
    )
    os.close(write)
    return ran.returncode, ran.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("portals", "--format", "json"),  # more than a buffer holds
        ("look", PAGE),
        ("crawl", "--help"),
        ("settings", "--get", "BOT_NAME"),
        ("fetch", "--nolog", "https://www.sindonews.com/robots.txt", *DEMO),
        (),
    ],
    ids=lambda arguments: " ".join(arguments[:1]),
)
def test_a_command_ends_in_silence(
    tmp_path: Path, arguments: tuple[str, ...], unbuffered: str
) -> None:
    ended = run_without_reader(tmp_path, *arguments, unbuffered=unbuffered)
    assert ended == (READER_GONE, "")


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_crawl_comes_to_an_orderly_end_with_its_own_code(
    project: Project, unbuffered: str
) -> None:
    """What a feed cannot take waits for the next run, as with any feed that fails."""
    feed = ("-o", "-:jsonl")
    code, said = run_without_reader(
        project.data, "crawl", "sindonews", *DEMO, *feed, unbuffered=unbuffered
    )
    assert code == 3, said
    assert "Broken pipe; all articles of this run wait for the next" in said
    assert "accepted: 24" in said
    assert "Traceback" not in said
    assert project.crawl(wire="demo").code == 0
    assert len(project.articles()) == 24
