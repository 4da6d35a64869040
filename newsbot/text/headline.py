"""The headline that a page shows and the time beside it, where no selector says which they are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from newsbot.text import bounds
from newsbot.text.article_address import looks_like_article
from newsbot.text.dates import read_datetime
from newsbot.text.fingerprint import folded, letters
from newsbot.text.markup import Element, ancestors, one_line, parse_html, texts
from newsbot.text.urls import absolute, split_url

_HEADINGS = "h1, h2, h3, h4, h5"
# What a title in metadata may add to the headline: "Judul - Kompas.com", "Judul. Halaman 2 |
# Republika Online", "Otosia.com: Judul".
_AFTER = re.compile(r"(?:\s+(?:[|–—•»-]|::)|\.\s+halaman\s+\d)\s*\S.{0,60}")
_BEFORE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:com|co|id|net)\s*[:|–-]\s+")
# "Judul yang panja…", and perhaps the site's name.
_CUT = re.compile(rf"(.{{1,300}}?)\s*(?:…|\.{{3}})(?:{_AFTER.pattern})?")
_BEGUN = 3
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# The most characters of a line that is a time, boxes around a headline that are searched for it,
# and nodes of such a box.
_LINE, _BOXES, _NODES = 80, 6, 5000
# Boxes of other articles; how many words make a link's text a title, and how many such a box has
# besides: a teaser and a date.
_ASIDE = frozenset({"aside", "nav", "header"})
_OTHERS = re.compile(
    r"related|terkait|popul[ae]r|terpopuler|terbaru|latest|trending|sidebar|rekomendasi"
    r"|recommend|baca-?juga|(?:^|\s)widget(?:_|\s|$)",
    re.IGNORECASE,
)
_BOXES_OF_OTHERS = (
    "aside, nav, [class*=related i], [class*=terkait i], [class*=populer i], [class*=popular i], "
    "[class*=sidebar i], [id*=sidebar i], [class*=rekomendasi i], [class*=recommend i]"
)
_TITLE, _FEW = 5, 40
# So many dated lines of a box, and links of a box, are looked at.
_DATED, _LINKS = 20, 20
_CHANGED = re.compile(
    r"(?:di(?:perbarui|update|ubah|sunting)|terakhir|(?:last )?(?:updated|modified|edited)|update)"
    r"\b",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:oleh|by|editor|penulis|reporter|pewarta)\b", re.IGNORECASE)


def headline(root: Element, stated: str) -> Element | None:
    """The heading that shows a title of the metadata, which may add the site's name or be cut with
    "…"; None where no heading does. One that shows just the title is the first choice."""
    whole, spelt = folded(stated), letters(stated)
    within: Element | None = None
    for heading in islice(root.css(_HEADINGS), bounds.VALUES):
        shown = folded(" ".join(texts([heading])))
        if shown and (whole == shown or letters(shown) == spelt):
            return heading
        if shown and within is None and (_adds(whole, shown) or _is_cut(whole, shown)):
            within = heading
    return within


def heading_of(root: Element, titles: Iterable[str]) -> Element | None:
    """The heading that shows the first of these titles which any heading shows."""
    headings = (headline(root, title) for title in titles if title)
    return next((heading for heading in headings if heading is not None), None)


def _adds(whole: str, shown: str) -> bool:
    if whole.startswith(shown):
        return bool(_AFTER.fullmatch(whole, len(shown)))
    return whole.endswith(shown) and bool(_BEFORE.fullmatch(whole, 0, len(whole) - len(shown)))


def _is_cut(whole: str, shown: str) -> bool:
    begun = _CUT.fullmatch(whole)
    return begun is not None and len(begun[1].split()) >= _BEGUN and shown.startswith(begun[1])


def times_beside(heading: Element) -> tuple[list[str], list[str]]:
    """Texts that may be the time of publication, from the smallest box around a headline that has
    any: short lines with a year, and what `<time>` elements state. What stands in a box of other
    articles is none."""
    own = heading.text()
    for box in islice(ancestors(heading), _BOXES):
        nodes = islice(box.traverse(include_text=True), _NODES)
        dated = ((line, node) for node in nodes if (line := _dated(node)) and line not in own)
        shown = [line for line, node in islice(dated, _DATED) if _is_of(box, node)]
        shown.sort(key=_is_of_a_change)
        times = (time for time in box.css("time[datetime]")[:_DATED] if _is_of(box, time))
        stated = [one_line(time.attributes["datetime"] or "") for time in times]
        if shown or stated:
            return shown, stated
    return [], []


def _is_of_a_change(line: str) -> bool:
    """Whether a line says when the article was changed, which is not when it was published."""
    return bool(_CHANGED.match(line))


def _dated(node: Element) -> str:
    """A text node's line if it is short and has a year, else ""."""
    line = one_line(node.text_content or "")
    return line if len(line) <= _LINE and _YEAR.search(line) else ""


def _is_of(box: Element, node: Element, url: str = "") -> bool:
    """Whether something in a box around the headline is of its article: in no box within it that is
    an aside, an article of its own, or but a link to another one."""
    for around in ancestors(node):
        if around.mem_id == box.mem_id or around.css_first("h1") is not None:
            return True
        named = f"{around.attributes.get('class')} {around.attributes.get('id')}"
        is_teaser = around.tag == "article" and len(around.text().split()) <= _FEW
        is_aside = around.tag in _ASIDE or (around.tag == "footer" and not _is_of_article(around))
        if is_aside or is_teaser or _OTHERS.search(named) or _links_another(around, url):
            return False
    return True


def _is_of_article(footer: Element) -> bool:
    """Whether a footer is that of an article, not of the page: there stand its author and time."""
    articles = (around for around in ancestors(footer) if around.tag == "article")
    return any(len(article.text().split()) > _FEW for article in articles)


def without_others(root: Element) -> Element:
    """A copy of a page without boxes of other articles."""
    copy = parse_html((root.html or "").encode("utf-8", "replace"))
    if copy is None:
        return root
    for box in copy.css(_BOXES_OF_OTHERS):
        if box.tag not in ("html", "body", "main") and box.css_first("h1") is None:
            box.decompose()
    return copy


def without_times_of_others(page: Element, url: str) -> Element:
    """The page, from which the times beside links to other articles are taken. url: its address."""
    for time in page.css("time, [datetime]"):
        if not _is_of(page, time, url):
            time.decompose()
    return page


def _links_another(box: Element, url: str) -> bool:
    """Whether a box links an article, and has hardly any text besides."""
    links = [box] if box.tag == "a" else box.css("a[href]")[:_LINKS]
    titles = [one_line(link.text()) for link in links if _leads_on(link, url)]
    words = len(box.text().split()) - sum(len(title.split()) for title in titles)
    return bool(titles) and words <= _FEW


def _leads_on(link: Element, url: str) -> bool:
    """Whether a link is another article's: not a date that leads to the article itself, nor one of
    its authors; where the page's address is known, neither to another site nor to the page."""
    text, target = one_line(link.text()), absolute(url, link.attributes.get("href") or "")
    if url and target and (split_url(target).hostname != split_url(url).hostname or target == url):
        return False
    words = len(text.split())
    if words < 2 or is_time_line(text) or _BY.search(_before(link)):
        return False
    return words >= _TITLE or looks_like_article(link.attributes.get("href") or "")


def _before(link: Element) -> str:
    """What stands directly before a link, and at the beginning of its box: "Oleh"."""
    first = link.parent.first_child if link.parent else None
    nodes = (node for node in (first, link.prev) if node is not None and node.mem_id != link.mem_id)
    return " ".join((node.text_content or "")[:_LINE] for node in nodes)


def is_time_line(line: str) -> bool:
    """Whether a short line is a date with a year, and what stands around one."""
    return len(line) <= _LINE and bool(_YEAR.search(line)) and read_datetime(line)[1] is not None
