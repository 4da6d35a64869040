"""What a draft was made of, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from newsbot.workbench.draft.work import Drafted

_ASKED_FOR = ("title", "published_at", "body", "authors", "tags", "section", "images", "summary")


def tell(found: Drafted) -> str:
    """Fields by the rules that found them, sources by the articles they list, and what is left for
    a person."""
    draft = found.draft
    lines = [
        f"{draft.name}: {found.count} articles of {draft.addresses.domain}, "
        f"on the base of {draft.base.__name__}",
        *(f"  {line}" for line in _fields(found)),
        "sources:",
        *(f"  {each.call.make.__name__} {each.call.source().url}: "
          f"{each.articles or 'no'} articles of this form" for each in found.listed),
    ]  # fmt: skip
    if draft.todo:
        lines += ["to decide (TODO in the file):", *(f"  {each}" for each in draft.todo)]
    return "\n".join(lines)


def _fields(found: Drafted) -> Iterator[str]:
    for name in _ASKED_FOR:
        counts = found.won[name]
        told = ", ".join(f"{rule} {count}" for rule, count in counts.items()) or "not found"
        yield f"{name}: {told}"
