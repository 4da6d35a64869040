"""How the further pages of articles are addressed, as the pages themselves link to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsbot.text.markup import Element
from newsbot.text.urls import absolute
from newsbot.workbench.draft.samples import Sample

_NAMES = "page|halaman|hal|page_num|paged|p|pg"
_NUMBERED = re.compile(rf"\?({_NAMES})=\d{{1,2}}")
_WHOLE = re.compile(r"\?(?:page|halaman|showpage)=all|\?single=1|/all")
_IN_PATH = re.compile(r"/(page/|halaman/)?\d{1,2}")


@dataclass(frozen=True)
class Pages:
    """path: the pattern of what a further page adds to the path, empty where it adds nothing.
    parameter: of the query. whole: what the one-page view adds."""

    path: str = ""
    parameter: str | None = None
    whole: str | None = None

    @property
    def known(self) -> bool:
        return bool(self.path or self.parameter or self.whole)


def pages_of(samples: Sequence[Sample]) -> Pages:
    """By the links of an article's page that add something to its own address."""
    added = {added for sample in samples for _, added in _links(sample)}
    numbered = (_NUMBERED.fullmatch(each) for each in sorted(added))
    parameter = next((match[1] for match in numbered if match), None)
    whole = next((each for each in sorted(added) if _WHOLE.fullmatch(each)), None)
    in_path = [match for each in sorted(added) if (match := _IN_PATH.fullmatch(each))]
    number = rf"{in_path[0][1] or ''}(?P<page>\d{{1,2}})" if in_path else ""
    if whole == "/all":
        path = rf"(?P<suffix>/(?:{number}|all))?" if number else "(?P<suffix>/all)?"
    elif in_path and in_path[0][1]:
        path = f"(?P<suffix>/{number})?"
    else:
        path = f"(?:/{number})?" if number else ""
    return Pages(path, parameter, whole)


def pager_links(sample: Sample) -> list[Element]:
    """The links of a page to further pages of its article."""
    return [link for link, _ in _links(sample)]


def _links(sample: Sample) -> Iterator[tuple[Element, str]]:
    """Links to pages and views of the same article, with what they add to its address."""
    own = _bare(sample.url)
    for link in sample.root.css("a[href]"):
        target = _bare(absolute(sample.answer.url, link.attributes["href"] or "") or "")
        added = target.removeprefix(own).rstrip("/").replace("/?", "?")
        if target.startswith(own) and any(
            each.fullmatch(added) for each in (_NUMBERED, _WHOLE, _IN_PATH)
        ):
            yield link, added


def _bare(url: str) -> str:
    """An address without scheme, fragment and final slash."""
    return re.sub(r"^https?://(?:www\.)?", "", url.partition("#")[0]).rstrip("/")
