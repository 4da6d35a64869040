"""Failures by their names."""

from __future__ import annotations

import pytest
from scrapy import exceptions
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsbot.crawl.failures import reason_of
from newsbot.text.gunzip import DamagedBodyError


def reason(error: Exception) -> str:
    return reason_of(Failure(error))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("status", [400, 403, 404, 410, 429, 500, 503, 599])
def test_an_answer_that_is_none(status: int) -> None:
    answer = Response("https://p.id/", status=status)

    assert reason(HttpError(answer)) == f"http_{status}"


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (exceptions.DownloadTimeoutError(), "timeout"),
        (exceptions.CannotResolveHostError(), "dns"),
        (exceptions.DownloadConnectionRefusedError(), "refused"),
        (exceptions.ResponseDataLossError(), "truncated"),
        (DamagedBodyError("cut off"), "truncated"),
        (exceptions.DownloadFailedError(), "connection"),
        (IgnoreRequest("Forbidden by robots.txt"), "robots"),
        (IgnoreRequest("Filtered offsite request to 'p.id'"), "off-site"),
        (IgnoreRequest("max redirections reached"), "max redirections reached"),
        (IgnoreRequest("Terlalu jauh. Lain kali"), "Terlalu jauh"),
        (ZeroDivisionError("x"), "ZeroDivisionError"),
        (exceptions.UnsupportedURLSchemeError(), "UnsupportedURLSchemeError"),
        (IgnoreRequest(), "IgnoreRequest"),
    ],
)
def test_reasons(error: Exception, expected: str) -> None:
    assert reason(error) == expected


def test_a_reason_is_short() -> None:
    assert len(reason(IgnoreRequest("terlalu " * 50))) <= 80
