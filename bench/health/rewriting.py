"""What portals do to crawlers: rewrites of a replica's answers, by name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from bench.health.machine import Rewrite
from newsbot.replica.answer import Answer
from newsbot.replica.generated.options import Options
from newsbot.replica.generated.site import Site

ARTICLE = re.compile(r"/(?:newsread|read|berita)/\d+/")
INDEX, FEED, SITEMAP = re.compile("/indeks"), re.compile("/feed"), re.compile("/sitemap-news")
LISTING, ANY = re.compile("/indeks|/feed|/sitemap"), re.compile("")
ROBOTS = re.compile(r"/robots\.txt")
# What stands at the addresses of a portal that wants something first.
CHALLENGE_PAGE = b"""<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>
<script>window._cf_chl_opt={cvId:'3'};</script><p>Checking your browser.</p></body></html>"""
LOGIN_PAGE = b"""<!DOCTYPE html><html><head><title>Masuk | SINDOnews</title></head><body>
<h1>Masuk ke akun</h1><form><input name="email"><input type="password" name="sandi"></form>
<p>Silakan masuk dengan akun Anda.</p></body></html>"""
_URL = re.compile(rb"<url>.*?</url>", re.S)
_ROWS = (
    rb'<div class="warp-article">.*?</div></div></div>',
    rb"<item>.*?</item>",
    _URL.pattern,
)
_ROW = re.compile(b"|".join(_ROWS), re.S)
_BOX = b'<div id="detail-desc"'
# What follows the text, in its box or behind it.
_AFTER = re.compile(rb'<div class="(?:paging-artikel|editor|article-tags)">')
_NAMED = re.compile(rb'"author"|&quot;author&quot;')


@dataclass
class Scene:
    """Where a change happens. options: the replica's. moment: when the portal changes (aware).
    turn: how many runs there have been since, with the one that goes on."""

    options: Options
    moment: datetime
    turn: int = 0


Make = Callable[[Scene], Rewrite]


def _on(where: re.Pattern[str], change: Callable[[Answer], Answer]) -> Rewrite:
    """The rewrite that changes the answers at such targets."""
    return lambda _, target, answer: change(answer) if where.match(target) else answer


def pages(where: re.Pattern[str], change: Callable[[bytes], bytes]) -> Make:
    """Bodies of pages are other ones."""
    return lambda _: _on(where, lambda it: replace(it, body=change(it.body)))


def renamed(where: re.Pattern[str], *names: bytes) -> Make:
    """Classes or ids have other names."""

    def change(body: bytes) -> bytes:
        for number, name in enumerate(names):
            body = re.sub(rb'(class|id)="%s' % name, rb'\1="x%d' % number, body)
        return body

    return pages(where, change)


def answered(where: re.Pattern[str], body: bytes) -> Make:
    """Another page stands there, with status 200."""
    return lambda _: _on(where, lambda _: Answer(200, body))


def redirected(where: re.Pattern[str], to: str) -> Make:
    """The answers lead elsewhere. to: an address, in which {target} is what was asked for."""

    def make(_: Scene) -> Rewrite:
        def rewrite(host: str, target: str, answer: Answer) -> Answer:
            if not where.match(target):
                return answer
            return Answer(302, b"", headers={"Location": to.replace("{target}", target)})

        return rewrite

    return make


def forbidden(*lines: bytes) -> Make:
    """robots.txt forbids more."""
    more = b"\n".join((*lines, b"Disallow:"))
    return pages(ROBOTS, lambda body: body.replace(b"Disallow:", more, 1))


def rows_left(where: re.Pattern[str], left: Callable[[int], int]) -> Make:
    """Listings show fewer articles. left: how many of them, by the run's number since the
    change."""

    def make(scene: Scene) -> Rewrite:
        def change(answer: Answer) -> Answer:
            for row in _ROW.findall(answer.body)[left(scene.turn) :]:
                answer = replace(answer, body=answer.body.replace(row, b"", 1))
            return answer

        return _on(where, change)

    return make


def frozen(where: re.Pattern[str]) -> Make:
    """Old copies of listings: as they were at the moment of the change."""

    def make(scene: Scene) -> Rewrite:
        copies = Site(replace(scene.options, now=scene.moment))

        def rewrite(host: str, target: str, answer: Answer) -> Answer:
            copied = copies.answer(host, target, {}) if where.match(target) else None
            return replace(copied, headers=answer.headers) if copied else answer

        return rewrite

    return make


def flooded(articles: int) -> Make:
    """The sitemap names so many other articles of two days, which are there."""

    def make(scene: Scene) -> Rewrite:
        others = Options(articles=articles, days=2, seed=scene.options.seed + 1, now=scene.moment)
        flood = Site(others)
        theirs = {urlsplit(each["url"]).path for each in flood.truth()}

        def rewrite(host: str, target: str, answer: Answer) -> Answer:
            if SITEMAP.match(target):
                more = _URL.findall(flood.answer(host, target, {}).body)
                whole = answer.body.replace(b"</urlset>", b"".join((*more, b"</urlset>")))
                return replace(answer, body=whole)
            if re.sub(r"(/\d+)?(\?.*)?$", "", target) in theirs:
                return replace(flood.answer(host, target, {}), headers=answer.headers)
            return answer

        return rewrite

    return make


def cut_box(body: bytes) -> bytes:
    """The box of the text closes after the first line."""
    return _after_first_line(body, lambda rest: b'</div><div class="x9">' + rest)


def cut_off(body: bytes) -> bytes:
    """Nothing is shown of the text after its first line."""
    return _first_lines(body, lambda _: 1)


def _after_first_line(body: bytes, change: Callable[[bytes], bytes]) -> bytes:
    box = body.find(_BOX)
    line = body.find(b"<br", box)
    return body[:line] + change(body[line:]) if 0 <= box < line else body


def shortened(share: Callable[[int], float]) -> Make:
    """Texts end early. share: how much is left of them, by the run's number since the change."""

    def make(scene: Scene) -> Rewrite:
        def left(lines: int) -> int:
            return max(1, round(lines * share(scene.turn)))

        return _on(ARTICLE, lambda it: replace(it, body=_first_lines(it.body, left)))

    return make


def _first_lines(body: bytes, left: Callable[[int], int]) -> bytes:
    """A page without the rest of its text. left: how many of its lines are kept, by their
    number."""
    before, box, text = body.partition(_BOX)
    after = _AFTER.search(text)
    if not after:
        return body
    lines = text[: after.start()].split(b"<br")
    kept = b"<br".join(lines[: left(len(lines))])
    return before + box + kept + b"</div>" + text[after.start() :]


def no_author(body: bytes) -> bytes:
    """Nobody is named any more."""
    body = re.sub(rb'<div class="detail-nama-redaksi">.*?</div>', b"", body)
    return _NAMED.sub(b'"x-author"', body)


def no_pager(body: bytes) -> bytes:
    """Nothing leads to further pages."""
    pattern = rb'<div class="paging-artikel">.*?</ul></div>\s*<div class="paging-all">.*?</div>'
    return re.sub(pattern, b"", body, flags=re.S)


def moved_date(body: bytes) -> bytes:
    """The time stands below the tags, without a name, and in JSON-LD no more."""
    shown = re.search(rb'<div class="detail-date-artikel">(.*?)</div>', body)
    if not shown:
        return body
    body = body.replace(shown[0], b"", 1).replace(b"datePublished", b"x-published")
    return body.replace(b"</article>", b'<p class="x7">%s</p></article>' % shown[1], 1)


def together(*makes: Make) -> Make:
    """One change after the other."""

    def make(scene: Scene) -> Rewrite:
        rewrites = [each(scene) for each in makes]

        def rewrite(host: str, target: str, answer: Answer) -> Answer:
            for each in rewrites:
                answer = each(host, target, answer)
            return answer

        return rewrite

    return make


LOGIN = together(
    redirected(ARTICLE, "https://www.sindonews.com/login?to={target}"),
    answered(re.compile("/login"), LOGIN_PAGE),
)
