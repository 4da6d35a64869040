"""The habits of the generated site: hours and weekdays, bursts, and what becomes of articles."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from parsel import Selector

from newsbot.replica.answer import Answer
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.habits import PROFILES
from newsbot.replica.generated.options import PROFILES as NAMES
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site
from newsbot.text.calendar import WIB

WWW = "www.sindonews.com"
NOON = datetime(2026, 11, 27, 12, tzinfo=WIB)
MONDAY = datetime(2026, 11, 30, tzinfo=WIB)
SECOND = timedelta(seconds=1)
Truth = dict[str, Any]


def get(of: Site, url: str) -> Answer:
    parts = urlsplit(url)
    return of.answer(parts.netloc, parts.path + (f"?{parts.query}" if parts.query else ""), {})


def made_by(options: str, now: datetime = MONDAY) -> list[Entry]:
    """The articles of four weeks before Monday, 100 on the mean day."""
    site = Site(Options.parse(f"articles=2800,days=28,now={now.isoformat()},{options}"))
    return site.catalogue.everything


def listed(of: Site) -> set[str]:
    return set(
        re.findall("<loc>(.*?)</loc>", get(of, f"https://{WWW}/sitemap-web.xml").body.decode())
    )


def truth_at(of: Site, row: Truth, moment: datetime) -> Truth:
    of.set_now(moment)
    truth = of.truth_of(int(re.split("[:-]", row["id"])[1]))
    assert truth
    return truth


def scheduled(of: Site, name: str) -> list[tuple[Truth, datetime]]:
    """The articles to which something happens, with the moment when it does."""
    rows = [row for row in of.truth() if row[name]]
    return [(row, datetime.fromisoformat(row[name])) for row in rows]


def test_every_profile_is_known() -> None:
    assert set(NAMES) == {"steady", *PROFILES}
    for profile in PROFILES.values():
        assert (len(profile["hours"]), len(profile["weekdays"])) == (24, 7)


@pytest.mark.parametrize("profile", NAMES)
def test_a_profile_has_its_hours_and_weekdays(profile: str) -> None:
    entries = made_by(f"profile={profile}")
    assert len({entry.published.date() for entry in entries}) in (27, 28, 29)
    if profile == "steady":
        return
    hours = Counter(entry.published.hour for entry in entries)
    weekdays = Counter(entry.published.weekday() for entry in entries)
    for found, weights in (
        (hours, PROFILES[profile]["hours"]),
        (weekdays, PROFILES[profile]["weekdays"]),
    ):
        for place, weight in enumerate(weights):
            wanted = 2800 * weight / sum(weights)
            assert abs(found[place] - wanted) <= 30 + wanted * 0.05, place
            assert weight or not found[place]


def test_bursts_fill_some_hours_and_no_more_days_than_there_are() -> None:
    usual, burst = made_by("profile=flat"), made_by("profile=flat,bursts=0.05")
    by_hour = [Counter(e.published.strftime("%d %H") for e in each) for each in (usual, burst)]
    assert max(by_hour[0].values()) < 8
    full = [count for count in by_hour[1].values() if count > 12]
    assert 10 < len(full) < 60
    by_day = [Counter(e.published.date() for e in each) for each in (usual, burst)]
    assert set(by_day[0].values()) == {100}
    assert len(set(by_day[1].values())) > 7
    assert abs(len(by_day[1]) - 28) <= 1


@pytest.mark.parametrize("options", ["", "profile=regional,bursts=0.1", "late=1", "edits=1"])
def test_habits_are_the_same_in_every_site(options: str) -> None:
    once, again = (Site(Options.parse(f"articles=30,{options}")) for _ in range(2))
    again.set_now(NOON - timedelta(hours=20))
    for site in (once, again):
        site.set_now(NOON)
    assert once.truth() == again.truth()


@pytest.mark.parametrize("mode", ["articles=300,days=3", "articles=300,days=3,day=2026-11-29"])
@pytest.mark.parametrize("habit", ["late", "edits", "withdrawals"])
def test_a_habit_has_the_share_that_is_asked_for(habit: str, mode: str) -> None:
    site = Site(Options.parse(f"{mode},{habit}=0.3,now=2026-12-30T00:00"))
    rows = site.catalogue.everything
    late = [e for e in rows if e.listed_from - e.published > timedelta(minutes=5)]
    counts = {
        "late": len(late),
        "edits": sum(e.edit is not None for e in rows),
        "withdrawals": sum(e.withdrawal is not None for e in rows),
    }
    assert 65 < counts.pop(habit) < 115
    assert set(counts.values()) == {0}


def test_late_articles_come_when_they_come() -> None:
    """Also under the day before."""
    site = Site(Options(articles=200, late=0.3, now=NOON))
    site.set_now(NOON + timedelta(days=1))
    late = [
        (row, at)
        for row, at in scheduled(site, "listed_from")
        if at - datetime.fromisoformat(row["published_at"]) > timedelta(minutes=5)
    ]
    assert len(late) > 30
    assert any(str(at.date()) > row["day"] for row, at in late)
    for row, at in late:
        site.set_now(at - SECOND)
        assert row["url"] not in listed(site)
        assert get(site, row["url"]).status == 404
        site.set_now(at)
        assert row["url"] in listed(site)
        assert get(site, row["url"]).status == 200
        index = get_index(site, date.fromisoformat(row["day"]))
        assert row["url"].rpartition("/")[2] in index


def get_index(of: Site, day: date) -> str:
    """The index of a day, all its pages."""
    pages = (of.answer(WWW, f"/indeks/0/{n}?t={day}", {}).body for n in range(0, 300, 20))
    return "".join(page.decode().partition("<aside")[0] for page in pages)


def test_edited_articles_change_when_they_are_edited() -> None:
    site = Site(Options(articles=360, days=6, edits=0.3, now=NOON))
    kinds: Counter[tuple[bool, bool, bool]] = Counter()
    recent = (NOON - timedelta(days=3)).isoformat()
    for row, at in scheduled(site, "edited_at"):
        if row["published_at"] < recent:  # it may be too old to be listed when it is edited
            continue
        before, after = (truth_at(site, row, moment) for moment in (at - SECOND, at))
        changed = {name for name in before if before[name] != after[name]}
        title, text, stated = (n in changed for n in ("title", "text", "modified_at"))
        kinds[title, text, stated] += 1
        assert title or text or stated
        assert {"id", "url", "published_at", "authors", "tags", "summary", "status"}.isdisjoint(
            changed
        )
        if stated:
            assert datetime.fromisoformat(after["modified_at"]) == at
        page = Selector(get(site, row["url"]).body.decode())
        assert page.xpath("string(//h1)").get() == after["title"]
        assert after["title"] in _plain(get_index(site, date.fromisoformat(row["day"])))
        if text:
            last = after["text"].rpartition("\n\n")[2]
            assert after["text"] == f"{before['text']}\n\n{last}"
            whole = get(site, f"{row['url']}?showpage=all")
            shown = " ".join(_plain(whole.body.decode()).split())
            assert all(sentence in shown for sentence in re.findall(r"[^.]+\.", last)[:1])
    assert sum(kinds.values()) > 40
    assert len({kind[:2] for kind in kinds}) == 4
    assert {kind[2] for kind in kinds} == {True, False}


def _plain(page: str) -> str:
    return "".join(Selector(page).xpath("//text()").getall())


def test_withdrawn_articles_go_when_they_are_withdrawn() -> None:
    site = Site(Options(articles=360, days=6, withdrawals=0.5, now=NOON))
    statuses: Counter[int] = Counter()
    recent = (NOON - timedelta(days=1)).isoformat()
    for row, at in scheduled(site, "withdrawn_at"):
        if row["published_at"] < recent:  # it may be too old to be listed when it is withdrawn
            continue
        assert truth_at(site, row, at - SECOND)["status"] == 200
        assert get(site, row["url"]).status == 200
        assert row["url"] in listed(site)
        status = truth_at(site, row, at)["status"]
        assert {get(site, url).status for url in (row["url"], row["url"] + "/5")} == {status}
        assert row["url"] not in listed(site)
        statuses[status] += 1
    assert set(statuses) == {404, 410}
    assert sum(statuses.values()) > 15


def test_the_newest_go_without_those_that_are_withdrawn() -> None:
    site = Site(Options(articles=100, withdrawals=0.3, now=NOON))
    rows = site.truth()
    assert len(rows) == 100
    assert listed(site) == {row["url"] for row in rows if row["status"] == 200}
    assert 70 < len(listed(site)) < 100
