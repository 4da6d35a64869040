"""Wrong usage: one clear line, the right exit code, and nothing touched."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from newsbot.crawl.arguments import MEANINGS
from tests.conftest import Project

ARTICLE = "https://nasional.sindonews.com/read/1717487/12/sebuah-judul-1781400000"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-a", "sinc=2024-06-20"], "unknown argument 'sinc'; known are since, until, channels"),
        (["-a", "since="], "since is empty"),
        (["-a", "since=kemarin"], "since=kemarin is no date; write 2024-06-20"),
        (["-a", "since=2030-01-01"], "since=2030-01-01 lies in the future"),
        (
            ["-a", "since=2024-06-21", "-a", "until=2024-06-20"],
            "since=2024-06-21 is after until=2024-06-20",
        ),
        (["-a", "channels=opini"], "unknown channel 'opini'; this portal has nasional (5), daerah"),
        (["-a", "urls=@tidak-ada.txt"], "cannot read tidak-ada.txt: No such file or directory"),
        (["-a", "urls=https://example.com/read/1"], "is not the address of an article"),
        (["-a", f"urls={ARTICLE}", "-a", "query=x"], "urls goes alone"),
        (["-s", "NEWSBOT_WIRE=telepati"], "NEWSBOT_WIRE=telepati is none of network, replica"),
        (["-s", "NEWSBOT_REPLICA=artikel=3"], "NEWSBOT_REPLICA: unknown option 'artikel'"),
        (["-s", "NEWSBOT_REPLICA=cases=tidak-ada"], "cases=tidak-ada: there is no such folder"),
        (["-s", "NEWSBOT_REPLICA=cases=bench"], "cases=bench: there is no case, <name>.html with"),
        (["-s", "NEWSBOT_LEDGER=ledger"], "NEWSBOT_LEDGER=ledger is no database URL"),
        (["-s", "NEWSBOT_RETRY_HOURS=dua"], "NEWSBOT_RETRY_HOURS=dua must be hours separated by"),
        (["-s", "NEWSBOT_RETRY_HOURS=1,-6"], "NEWSBOT_RETRY_HOURS=1,-6 must be hours"),
        (["-s", "NEWSBOT_RETRY_AFTER_MAX=x"], "NEWSBOT_RETRY_AFTER_MAX=x must be a number"),
        (["-s", "NEWSBOT_REFUSALS_MAX=1.5"], "NEWSBOT_REFUSALS_MAX=1.5 must be a whole number of"),
        (["-s", "NEWSBOT_DRIFT_SHARE=nan"], "NEWSBOT_DRIFT_SHARE=nan must be a number of at least"),
        (
            ["-s", "NEWSBOT_CLOCK_MAX=inf"],
            "NEWSBOT_CLOCK_MAX=inf must be a number of at least -1 and",
        ),
        (["-s", "NEWSBOT_ARCHIVE_DAYS=99999999999999"], "of at least -1 and at most 36500"),
        (["-s", "CLOSESPIDER_TIMEOUT=x"], "CLOSESPIDER_TIMEOUT=x must be a number of at least 0"),
        (["-s", "CLOSESPIDER_ITEMCOUNT=2.5"], "CLOSESPIDER_ITEMCOUNT=2.5 must be a whole number"),
        (["-s", "CONCURRENT_REQUESTS=0"], "CONCURRENT_REQUESTS=0 must be a whole number of at"),
        (["-s", "DOWNLOAD_DELAY=-1"], "DOWNLOAD_DELAY=-1 must be a number of at least 0"),
        (["-s", "DOWNLOAD_TIMEOUT="], "DOWNLOAD_TIMEOUT= must be a number of at least 0.1"),
        (["-s", "RETRY_TIMES=dua"], "RETRY_TIMES=dua must be a whole number of at least 0"),
        (["-s", "LOG_LEVEL=NOPE"], "LOG_LEVEL=NOPE is none of DEBUG, INFO, WARNING, ERROR"),
        (["-L", "warnings"], "LOG_LEVEL=warnings is none of DEBUG, INFO"),
        (["--logfile", "tidak/ada/log"], "cannot write the log tidak/ada/log: there is no folder"),
        (["--logfile", "tests"], "cannot write the log tests: no file can be written there"),
    ],
)
def test_wrong_usage(project: Project, arguments: list[str], message: str) -> None:
    ran = project.crawl(*arguments)
    assert ran.code == 2
    assert message in ran.output
    assert ran.output.startswith("scrapy crawl: ")
    assert ran.output.count("\n") == 1
    assert not project.data.exists()


@pytest.mark.parametrize("names", [[], ["sindonews", "detik"], ["koran"], ["sindonewz"]])
def test_not_one_portal(project: Project, names: list[str]) -> None:
    ran = project.scrapy("crawl", *names)
    assert ran.code == 2
    assert "`scrapy list` names them" in ran.output
    assert ("did you mean sindonews" in ran.output) == (names[:1] in (["sindonewz"], ["sindonews"]))
    assert ran.output.count("\n") == 1


def test_the_help_names_every_argument(project: Project) -> None:
    ran = project.scrapy("crawl", "--help")
    assert ran.code == 0
    for name, meaning in MEANINGS.items():
        assert f"\n  {name:8}  {meaning}\n" in ran.output
    assert "-a domain=radarbogor.id" in ran.output


def test_settings_are_read_from_the_environment(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project.__class__, "environment", {"NEWSBOT_RETRY_HOURS": "dua"})
    ran = project.crawl()
    assert ran.code == 2
    assert "NEWSBOT_RETRY_HOURS=dua" in ran.output


def test_a_damaged_ledger_stops_the_run(project: Project) -> None:
    project.data.mkdir()
    ledger = project.data / "ledger.sqlite3"
    ledger.write_bytes(b"garbage" * 1000)
    ran = project.crawl()
    assert ran.code == 1
    assert ran.output.startswith("scrapy crawl: cannot use the ledger")
    assert ran.output.count("\n") == 1
    assert ledger.read_bytes() == b"garbage" * 1000


def test_a_folder_that_cannot_be_made_stops_the_run(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = project.crawl("-s", f"NEWSBOT_DATA={tmp_path / 'file' / 'data'}")
    assert ran.code == 1
    assert ran.output.startswith("scrapy crawl: cannot write to")


def test_a_second_run_of_a_portal_is_refused_while_the_first_lasts(project: Project) -> None:
    site = ("-s", "NEWSBOT_REPLICA=articles=200,latency=0.2")
    first = project.start("crawl", "sindonews", "-s", "NEWSBOT_WIRE=replica", *site)
    assert first.stdout
    assert "Spider opened" in first.stdout.readline()
    second = project.crawl()
    first.send_signal(signal.SIGKILL)
    first.communicate()
    assert second.code == 75
    assert second.output.startswith("scrapy crawl: another run of sindonews is still going on")
    assert second.output.count("\n") == 1


def test_a_proxy_that_refuses_is_told_in_plain_lines(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = {"http_proxy": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    monkeypatch.setattr(project.__class__, "environment", nobody)
    quick = ("-s", "DOWNLOAD_DELAY=0", "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "RETRY_TIMES=0")
    ran = project.crawl(*quick, wire="network")
    assert ran.code == 3
    assert "Listing lost (no proxy): https://www.sindonews.com/indeks/0/0" in ran.output
    assert ran.output.count("Listing lost") == 1
    assert "no proxy: 4 listings, first https://www.sindonews.com/indeks/0/0" in ran.output
    assert "\n  incomplete: the proxy of this machine cannot be reached; since" in ran.output
    assert "  listings lost: 2 (no proxy)\n  supplementary listings lost: 2" in ran.output
    assert "Set NEWSBOT_CONTACT" in ran.output


@pytest.mark.parametrize(
    "command", [("fetch", "--nolog"), ("shell", "--nolog", "-c", "print(response.text)")]
)
def test_commands_of_scrapy_work_and_leave_nothing(
    project: Project, command: tuple[str, ...]
) -> None:
    """For a look at a page: no ledger, no feed, no archive."""
    ran = project.scrapy(
        *command, "https://www.sindonews.com/robots.txt", "-s", "NEWSBOT_WIRE=demo"
    )
    assert ran.code == 0, ran.output
    assert "User-agent: *" in ran.output
    assert "Traceback" not in ran.output
    assert not project.data.exists()
