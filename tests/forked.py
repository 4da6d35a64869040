"""`scrapy` as a user would run it, in a quarter of the time: in a fork of a process that has done
once what takes long, Python's imports. (Runs that are killed or stopped are processes of their own,
see conftest.Project.start().)"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
_SECONDS = 300

# Reads command lines and answers with exit codes. The settings are read again in each fork, as they
# read the environment. Nothing that is imported is undone, so that a fork neither copies nor clears
# away what it has of it.
_FORKING = """
import gc, importlib, json, os, pkgutil, sys, warnings
from scrapy.exceptions import ScrapyDeprecationWarning
warnings.simplefilter("error", ScrapyDeprecationWarning)
import newsbot, scrapy.commands
for package in newsbot, scrapy.commands:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
del sys.modules["newsbot.settings"]
from scrapy.cmdline import execute
gc.freeze()
for line in sys.stdin:
    arguments, environment, output = json.loads(line)
    child = os.fork()
    if not child:
        log = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0), os.dup2(log, 1), os.dup2(log, 2)
        os.environ.clear()
        os.environ.update(environment)
        sys.path[:0] = filter(None, environment.get("PYTHONPATH", "").split(os.pathsep))
        try:
            execute(["scrapy", *arguments])
        except SystemExit as ended:
            sys.stdout.flush(), sys.stderr.flush()
            os._exit(ended.code or 0)
        os._exit(1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass(frozen=True)
class Ran:
    """A finished command: its exit code and all that it printed."""

    code: int
    output: str


def clean_environment(given: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without anybody's settings of newsbot, and with what is given."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("NEWSBOT_")}
    return {**kept, **(given or {})}


def scrapy(*arguments: str, environment: Mapping[str, str] | None = None) -> Ran:
    """Run `scrapy` to its end."""
    process = _forking()
    assert process.stdin
    assert process.stdout
    with tempfile.NamedTemporaryFile() as output:
        request = [arguments, clean_environment(environment), output.name]
        print(json.dumps(request), file=process.stdin, flush=True)
        if not select.select([process.stdout], [], [], _SECONDS)[0]:
            process.kill()
            _forking.cache_clear()
            raise TimeoutError(f"scrapy {' '.join(arguments)}")
        code = int(process.stdout.readline())
        return Ran(code, Path(output.name).read_text(encoding="utf-8"))


@cache
def _forking() -> subprocess.Popen[str]:
    """The process that is forked; it ends with this one, when nobody writes to it any more."""
    return subprocess.Popen(
        [sys.executable, "-c", _FORKING],
        cwd=ROOT,
        env=clean_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
