"""The command `scrapy replica`: what it prints, what it refuses, and how it ends."""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from scrapy.settings import Settings

from newsbot.commands.replica import Command, _serve
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site

# The command in a project that has the setting and nothing else of newsbot's.
SCRAPY = """
import scrapy.cmdline
from scrapy.settings import Settings
scrapy.cmdline.inside_project = lambda: True
scrapy.cmdline.execute(["scrapy", "replica", "--port", "0"], Settings({
    "COMMANDS_MODULE": "newsbot.commands", "NEWSBOT_REPLICA": "articles=7,day=2026-11-23"
}))
"""


def run(*arguments: str) -> int:
    """Run the command in this process, where it refuses to start; returns its exit code."""
    command = Command()
    command.settings = Settings()
    parser = argparse.ArgumentParser(conflict_handler="resolve")
    command.add_options(parser)
    opts, args = parser.parse_known_args(arguments)
    with pytest.raises(SystemExit) as refused:
        command.run(args, opts)
    assert isinstance(refused.value.code, int)
    return refused.value.code


def test_it_says_where_it_is_and_ends_quietly() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SCRAPY],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": ":".join(sys.path)},
    ) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert "7 articles" in line
        address = re.match(r"http://127\.0\.0\.1:(\d+)/", line)
        assert address
        with urllib.request.urlopen(address[0], timeout=5) as page:
            assert page.status == 200
        with socket.create_connection(("127.0.0.1", int(address[1])), timeout=5):
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=10)
    assert (process.returncode, out, err) == (0, "", "")


def test_it_ends_quietly_when_somebody_has_just_connected(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    faults: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda fault: faults.append(fault.exc_value))

    async def end_as_it_accepts() -> None:
        serving = asyncio.create_task(_serve(Site(Options(articles=5)), "127.0.0.1", 0))
        while not (line := capsys.readouterr().out):
            await asyncio.sleep(0)
        port = int(line.partition(" ")[0].rstrip("/").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            await asyncio.sleep(0)  # the loop has seen the connection, and accepts it next
            serving.cancel()
            await asyncio.wait([serving])

    asyncio.run(end_as_it_accepts())
    gc.collect()
    assert faults == []


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--site", "articles=0"), "articles=0"),
        (("--site", "cases=nowhere"), "cases=nowhere: there is no such folder"),
        (("--site", "cases=tests"), "cases=tests: the folder must have the name of a portal"),
        (("--port", "many"), "--port many"),
        (("--host", "0.0.0.0"), "--host 0.0.0.0"),
        (("surplus",), "surplus"),
    ],
)
def test_wrong_usage_is_one_line(
    arguments: tuple[str, ...], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    printed = capsys.readouterr()
    assert named in printed.err
    assert (printed.err.count("\n"), printed.out) == (1, "")


def test_a_busy_port_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        assert run("--port", str(taken.getsockname()[1])) == 1
    printed = capsys.readouterr()
    assert "cannot open port" in printed.err
    assert (printed.err.count("\n"), printed.out) == (1, "")
