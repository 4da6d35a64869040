"""What of the contract an article may break, and how it is called."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from newsbot.items import Article
from newsbot.pipelines.validate import fault_of, without_faults

NOW = datetime(2026, 5, 15, 3, 0, tzinfo=UTC)


def article(**changed: Any) -> Article:
    whole = {
        "id": "p:1",
        "portal": "p",
        "url": "https://p.id/1",
        "title": "Panen",
        "published_at": "2026-05-15T09:00:00+07:00",
        "text": "Petani pulang.",
    }
    return Article(**(whole | changed))


@pytest.mark.parametrize("name", ["id", "url", "title", "published_at", "text"])
@pytest.mark.parametrize("value", ["", None])
def test_required_fields(name: str, value: str | None) -> None:
    assert fault_of(article(**{name: value}), NOW) == f"missing {name}"


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"published_at": "1990-01-01T00:00:00+00:00"},
        {"published_at": "2026-05-15T11:00:00+09:00"},
        {"published_at": "2026-05-16T10:00:00+07:00"},  # a day ahead: clocks differ
        {"modified_at": None},
        {"modified_at": "2026-05-15T09:30:00+07:00"},
        {"modified_at": "2026-05-15T08:00:00+07:00"},  # before it was published
        {"text": "Satu."},
        {"authors": [], "summary": None, "dateline": None, "images": []},
        {"complete": False},  # a matter of tries, not of the contract
    ],
)
def test_in_order(changed: dict[str, Any]) -> None:
    assert fault_of(article(**changed), NOW) is None


WRONG_TIMES = pytest.mark.parametrize(
    ("value", "fault"),
    [
        ("2026-05-15T09:00:00", "{} without a zone"),
        ("2026-05-15", "{} without a zone"),
        ("1989-12-31T23:59:59+00:00", "implausible {}"),
        ("1990-01-01T00:00:00+07:00", "implausible {}"),
        ("1970-01-01T07:00:00+07:00", "implausible {}"),
        ("0001-01-01T00:00:00+07:00", "implausible {}"),
        ("2026-05-16T10:00:01+07:00", "implausible {}"),
        ("9999-12-31T23:59:59-07:00", "implausible {}"),
    ],
)


@WRONG_TIMES
def test_a_wrong_time_costs_the_article(value: str, fault: str) -> None:
    assert fault_of(article(published_at=value), NOW) == fault.format("published_at")


@WRONG_TIMES
def test_a_wrong_optional_time_costs_nothing_but_itself(value: str, fault: str) -> None:
    item = article(modified_at=value)
    assert without_faults(item, NOW) == [fault.format("modified_at")]
    assert (item.modified_at, fault_of(item, NOW)) == (None, None)


def test_the_first_fault_is_named() -> None:
    assert fault_of(article(title="", text="", published_at="x"), NOW) == "missing title"
