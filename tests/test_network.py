"""A machine without a network, a dead proxy and a domain that is gone are told apart."""

from __future__ import annotations

import errno
import json
import socket
from contextlib import closing
from typing import Any

import pytest
from scrapy.core.downloader.handlers.http11 import TunnelError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)
from twisted.internet.error import ConnectError

from newsbot.download import reach
from newsbot.download.reach import why_unreached, why_unresolved
from newsbot.ledger import Ledger
from newsbot.ledger.states import FAILED
from newsbot.report.refusals import UNREACHED
from tests.conftest import Project

QUICK = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "RETRY_TIMES=1")
ARTICLE = "https://nasional.sindonews.com/read/1717487/12/sebuah-judul-1781400000"


def resolver(name: str) -> tuple[str, ...]:
    return *QUICK, "-s", f"TWISTED_DNS_RESOLVER=tests.resolvers.{name}"


def record(project: Project) -> dict[str, Any]:
    newest = max((project.data / "runs").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    told: dict[str, Any] = json.loads(newest.read_text(encoding="utf-8"))
    return told


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("NoNetwork", 3, "incomplete: this machine has no network"),
        ("NoResolver", 3, "incomplete: this machine has no network"),
        ("NoSuchName", 4, "blocked: its domain does not exist (DNS): the portal has moved"),
        ("NoAddress", 4, "blocked: its domain does not exist (DNS): the portal has moved"),
        ("Loopback", 4, "blocked: no listing could be read (4 refused)"),
    ],
)
def test_whose_fault_it_is(project: Project, name: str, code: int, told: str) -> None:
    ran = project.crawl(*resolver(name), wire="network")
    assert ran.code == code
    assert f"\n  {told}" in ran.output
    assert ("ERROR" in ran.output) == (code == 4)
    assert record(project)["why"].startswith(told)


@pytest.mark.parametrize("name", ["NoNetwork", "NoSuchName"])
def test_no_article_uses_up_a_try_where_nothing_is_reached(project: Project, name: str) -> None:
    wanted = ("-a", f"urls={ARTICLE}")
    codes = {project.crawl(*wanted, *resolver(name), wire="network").code for _ in range(5)}
    assert codes == {3 if name == "NoNetwork" else 4}
    assert "tries so far: 0, again from 20" in project.scrapy("why", ARTICLE).output
    project.crawl(*wanted, *resolver("Loopback"), wire="network")
    assert "failed (refused), tries so far: 1, again" in project.scrapy("why", ARTICLE).output


def test_a_run_that_reaches_nothing_does_not_ask_for_all(project: Project) -> None:
    urls = ",".join(ARTICLE.replace("1717487", str(1717500 + number)) for number in range(60))
    ran = project.crawl("-a", f"urls={urls}", *resolver("NoNetwork"), wire="network")
    assert ran.code == 3
    assert "this machine has no network" in ran.output
    assert record(project)["reason"] == "offline"
    assert record(project)["states"]["pending"]["count"] > 30


@pytest.fixture
def closed_port() -> int:
    """A port on which nobody listens."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_not_there_is_no_portal_that_refuses(
    project: Project, monkeypatch: pytest.MonkeyPatch, closed_port: int, scheme: str
) -> None:
    proxy = {f"{each}_proxy": f"http://127.0.0.1:{closed_port}" for each in ("http", "https")}
    monkeypatch.setattr(project.__class__, "environment", proxy)
    wanted = ("-a", f"urls={ARTICLE.replace('https', scheme)}")
    ran = project.crawl(*wanted, *QUICK, wire="network")
    assert ran.code == 3
    assert "\n  incomplete: the proxy of this machine cannot be reached; since this" in ran.output
    assert "tries so far: 0, again from 20" in project.scrapy("why", ARTICLE).output


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (f"address 'p.id' not found: [Errno {socket.EAI_AGAIN}] Temporary failure", "no network"),
        (f"address 'p.id' not found: [Errno {socket.EAI_FAIL}] Non-recoverable", "no network"),
        (f"address 'p.id' not found: [Errno {socket.EAI_SYSTEM}] System error", "no network"),
        ("address 'p.id' not found: timeout error", "no network"),
        (f"address 'p.id' not found: [Errno {socket.EAI_NONAME}] Name not known", "dns"),
        (f"address 'p.id' not found: [Errno {socket.EAI_NODATA}] No address", "dns"),
        ("address 'p..id' not found: encoding with 'idna' codec failed", "dns"),
    ],
)
def test_why_a_name_was_not_found(message: str, why: str) -> None:
    assert why_unresolved(message) == why


def not_connected(number: int) -> ConnectError:
    error = ConnectError()  # type: ignore[no-untyped-call]
    error.osError = number
    return error


@pytest.mark.parametrize(
    ("error", "proxy", "why"),
    [
        (CannotResolveHostError(), False, "dns"),
        (CannotResolveHostError(), True, "no proxy"),
        (not_connected(errno.ENETUNREACH), False, "no network"),
        (not_connected(errno.ENETUNREACH), True, "no network"),
        (not_connected(errno.EHOSTUNREACH), False, "no network"),
        (not_connected(errno.EPIPE), False, None),
        (DownloadConnectionRefusedError(), False, None),
        (DownloadConnectionRefusedError(), True, "no proxy"),
        (TunnelError("Could not open CONNECT tunnel"), True, "no proxy"),
        (DownloadTimeoutError(), False, None),
        (DownloadTimeoutError(), True, None),
        (ZeroDivisionError(), True, None),
    ],
)
def test_what_was_not_reached(error: Exception, proxy: bool, why: str | None) -> None:
    assert why_unreached(error, "unheard-of.id", proxy=proxy) == why


@pytest.mark.parametrize("proxy", [False, True])
def test_a_resolver_that_does_not_answer_is_remembered(proxy: bool) -> None:
    reach._unresolved["p.id"] = "no network"
    assert why_unreached(CannotResolveHostError(), "p.id", proxy=proxy) == "no network"
    del reach._unresolved["p.id"]


def test_only_what_was_not_reached_is_forgiven(tmp_path: Any) -> None:
    ledger = Ledger(f"sqlite:///{tmp_path / 'l'}", "p", tmp_path, {}, retries=(1, 6))
    ledger.links.add("w", {key: f"https://p.id/{key}" for key in "abc"}, "0", "9")
    for key, reason in zip("abc", ("no network", "http_404", "no network"), strict=True):
        for _ in range(2 if key == "c" else 1):
            ledger.outcomes.finish(key, FAILED, reason)
    ledger.outcomes.forgive(UNREACHED)
    assert [ledger.outcomes._tries(key) for key in "abc"] == [0, 1, 1]
    ledger.end(reason="offline", exit_code=3, caught_up=False)
    ledger.close()
    ledger = Ledger(f"sqlite:///{tmp_path / 'l'}", "p", tmp_path, {}, retries=(1, 6))
    due = dict(ledger.links.unfinished("0", "9", lambda url: True))
    assert sorted(due) == ["a", "c"]
    ledger.close()
