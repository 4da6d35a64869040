"""Runs a crawler as a separate process and measures what it uses."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.serving import Server

ROOT = Path(__file__).parents[1]
#: Without the settings of whoever runs the benchmark.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name[:7] != "NEWSBOT"}


@dataclass(frozen=True)
class Used:
    """What a process used.

    cpu: CPU seconds. start: those before its first request reached the server (all of them without
    a request). wall: seconds by the clock. peak: the most megabytes. server: CPU seconds of the
    server. requested: the addresses, without their scheme.
    """

    cpu: float
    start: float
    wall: float
    peak: float
    server: float
    requested: list[str]

    @property
    def work(self) -> float:
        """CPU seconds after the start."""
        return self.cpu - self.start


def run(command: Sequence[str], server: Server, cwd: Path = ROOT) -> Used:
    """Run a client of the server to its end. Raises SystemExit when it fails."""
    before = ended(server)[1]
    server.line.send(("hold", None))
    with tempfile.TemporaryFile() as output:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=ENVIRONMENT, stdout=output, stderr=output)
        start = _start(process, server)
        held = _held(process)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            sys.exit(f"{' '.join(command)}: {process.returncode}\n{output.read().decode()}")
    requested, after = ended(server)
    cpu = used.ru_utime + used.ru_stime
    peak = held or used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return Used(cpu, min(start, cpu), wall, peak, after - before, requested)


def _held(process: subprocess.Popen[bytes]) -> float:
    """The most megabytes that a process holds until it ends, on Linux; 0 elsewhere. Linux's
    getrusage would count what the parent held before exec."""
    held, status = 0.0, Path(f"/proc/{process.pid}/status")
    while not os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        with suppress(OSError, IndexError):
            held = int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1e3
        time.sleep(0.02)
    return held


def _start(process: subprocess.Popen[bytes], server: Server) -> float:
    """CPU seconds of a process until its first request; infinite when it ends without one."""
    while not server.line.poll(0.02):
        if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return float("inf")
    server.line.recv()
    used = cpu_of(process.pid)
    server.line.send(("go", None))
    return used


def cpu_of(pid: int) -> float:
    """CPU seconds of a process so far, on Linux; 0 elsewhere."""
    stat = Path(f"/proc/{pid}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ended(server: Server) -> tuple[list[str], float]:
    """The addresses requested in the run that has ended, and the server's CPU seconds so far."""
    server.line.send(("ended", None))
    requested, used = server.line.recv()
    return requested, used


def scrapy(*arguments: str, settings: Mapping[str, object]) -> list[str]:
    """The command line of Scrapy."""
    given = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", "scrapy", *arguments, *given]
