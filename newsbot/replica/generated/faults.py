"""Which fault an article has, and what the fault does to answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from hashlib import sha256

from newsbot.replica.answer import HTML, Answer
from newsbot.replica.generated.options import FAULTS, MULTI_PAGE_ONLY, TRANSIENT, Options


def draw(seed: int, number: int, name: str) -> float:
    """A number from 0 to below 1 that depends on the seed, the article's number and the fault."""
    digest = sha256(f"{seed}:{number}:{name}".encode()).digest()
    return int.from_bytes(digest[:8]) / 2**64


def fault_of(options: Options, number: int, page_count: int) -> str | None:
    """The fault of an article; None for one without. page_count: of the article. Each fault gets
    its share of the articles that it can hit."""
    left = 1.0
    for name in FAULTS:
        share = getattr(options, name)
        if not share or (name in MULTI_PAGE_ONLY and page_count < 2):
            continue
        # The draw is among the articles that no earlier fault took; scaled by what is left, each
        # fault gets the share that the options ask for.
        if draw(options.seed, number, name) * left < share:
            return name
        left -= share
    return None


class Faults:
    """Applies faults to answers, and counts requests by URL: transient faults heal."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._requests: Counter[str] = Counter()

    def spoil(self, fault: str | None, url: str, answer: Answer) -> Answer:
        """The answer as a client gets it for `url`, a page of an article with this fault."""
        if fault in TRANSIENT:
            self._requests[url] += 1
            if self._requests[url] > self._options.transient:
                return answer
        if fault == "http_429":
            headers = {"Retry-After": str(self._options.retry_after)}
            return Answer(429, _note("429 Too Many Requests"), headers=headers)
        if fault == "http_500":
            return Answer(500, _note("500 Internal Server Error"))
        if fault == "hang":
            return replace(answer, hang=True)
        if fault == "truncated":
            return replace(answer, truncate_to=len(answer.body) // 2)
        if fault == "gzip_damage":
            number = draw(self._options.seed, len(answer.body), url)
            return replace(answer, gzip_damage="cut" if number < 0.5 else "flipped")
        if fault == "wrong_charset":
            return replace(answer, content_type=HTML.replace("UTF-8", "iso-8859-1"))
        if fault == "redirect_offsite":
            return Answer(302, b"", headers={"Location": "https://www.example.com/"})
        return answer


def _note(text: str) -> bytes:
    return f"<html><head><title>{text}</title></head><body><h1>{text}</h1></body></html>".encode()
