"""The pages that are not right, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from bench.net.tables import Result

#: What may be wrong with a page.
FAULTS = ("delivered", "title", "published_at", "authors", "text")
# Of a page of any site people noted the text, not always its paragraphs: it is wrong below this F1.
_GOOD = 0.95
_LONGEST, _MOST = 110, 8


def show(results: Sequence[Result], wanted: Collection[str], folder: Path | None) -> None:
    """Print what is wrong with each page, the worst text first. wanted: some of FAULTS. folder:
    where these pages are written, so that `scrapy look` can read them."""
    for result in sorted(results, key=lambda each: each.score.f1):
        if lines := [*faults(result, wanted)]:
            print(f"{result.sample.name}  {result.sample.url}")
            print("".join(f"    {line}\n" for line in lines), end="")
            if folder:
                keep(result, folder)


def faults(result: Result, wanted: Collection[str] = FAULTS) -> Iterator[str]:
    """What is not right with a page, each a line: what, by which rule, expected and read."""
    expected, read, score = result.expected, result.read, result.score
    beside = f", trafilatura's {result.other.f1:.3f}" if result.other else ""
    if read.fault and "delivered" in wanted:
        yield f"not delivered: {read.fault}{beside and f'; F1 0{beside}'}"
    found = {
        "title": (score.title, expected.title, read.title),
        "published_at": (
            score.day if score.minute is None else score.minute,
            expected.published,
            read.published,
        ),
        "authors": (score.authors, expected.authors, [*read.authors]),
    }
    for field, (right, stated, said) in found.items():
        if right is False and field in wanted:
            yield f"{field} ({read.won.get(field, 'no rule')}): {_short(stated)} <> {_short(said)}"
    wrong = score.f1 < _GOOD if result.sample.guessed else score.missing or score.leaks
    if "text" in wanted and not read.fault and wrong:
        yield f"text ({read.won.get('body', 'no rule')}): F1 {score.f1:.3f}{beside}"
        yield from _few("-", score.missing)
        yield from _few("+", score.leaks)


def keep(result: Result, folder: Path) -> None:
    """Write a page, with the comment that says where it was."""
    sample = result.sample
    path = folder / f"{sample.name}.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    answered = f" answered: {sample.answered.isoformat()}" if sample.answered else ""
    path.write_bytes(f"<!-- url: {sample.url}{answered} -->\n".encode() + sample.body)


def _few(sign: str, texts: Sequence[str]) -> Iterator[str]:
    yield from (f"    {sign} {_short(text)}" for text in texts[:_MOST])
    if len(texts) > _MOST:
        yield f"    {sign} and {len(texts) - _MOST} more"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 20]} … {text[-17:]}"
