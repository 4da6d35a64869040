"""Boxes inside a body that are no part of the text, on any portal: as data.

Classes of themes: their published source, and saved pages of sites that run them. Classes are
matched from their beginning where a longer name may be the text's own box ("has-related").
"""

from __future__ import annotations

from newsbot.text import bounds
from newsbot.text.markup import Element, compile_selector, parse_html

#: Advertisements, links to other articles, pagers, and what themes of WordPress put into the text.
_FURNITURE = (
    ".adsbygoogle", "[id*='gpt-ad']", ".ads", "[class^='ads-']", "[class*=' ads-']",
    ".advertisement", "[class*='baca' i][class*='juga' i]", "[class^='related']",
    "[class*=' related']", ".pagination", ".paging",
    "[class*='-core-banner-']", "[class^='gmr-banner-']", ".gmr-related-post-onlytitle",
    ".prevnextpost-links", ".page-links", ".jnews_inline_related_post_wrapper", ".jeg_ad",
    ".jeg_share_button", ".jeg_post_tags", ".td-a-rec", "[class*='td-a-rec-id-']",
    ".td-post-sharing", ".td_block_related_posts", ".sharedaddy", ".jp-relatedposts", ".yarpp",
    ".wp-block-buttons", ".heateor_sss_sharing_container", ".addtoany_share_save_container",
    ".a2a_kit", ".inline-related-post", ".crp_related", ".rp4wp-related-posts",
)  # fmt: skip
#: Posts of social networks that have lost their class in a redesign (text/clean.py knows these).
_POSTS = (
    "blockquote:has(a[href*='//twitter.com/'])", "blockquote:has(a[href*='//x.com/'])",
    "blockquote:has(a[href*='instagram.com/'])", "blockquote:has(a[href*='tiktok.com/'])",
)  # fmt: skip
#: Around a text that no selector of the portal found, more goes: no name is the text's own.
_AROUND = (
    "nav", "aside", "footer", "form", "button", "dialog", "[hidden]",
    "[role=navigation]", "[role=complementary]",
    "[role=contentinfo]", "[role=dialog]", "[aria-label*='breadcrumb' i]",
    "[class*='related' i]", "[class*='share' i]", "[class*='paging' i]", "[class*='pagination' i]",
    "[class*='baca-juga' i]", "[class*='bacajuga' i]", "[class*='terkait' i]",
    "[class*='terpopuler' i]", "[class*='popular' i]", "[class*='rekomendasi' i]",
    "[class*='recommend' i]", "[class*='breadcrumb' i]", "[class*='sidebar' i]",
    "[class*='newsletter' i]", "[class*='komentar' i]", "[id*='comment' i]",
    "[class*='comment' i]", "[class*='author-box' i]", "[class*='cookie' i]",
    "[class*='post-tags' i]", "[class*='tags-links' i]", "[id^='div-gpt-ad']",
)  # fmt: skip

#: What goes from any body.
JUNK = compile_selector(", ".join(_FURNITURE))
_NO_TEXT = compile_selector(", ".join((*_POSTS, *_FURNITURE, *_AROUND)))
# A box with so much of the page's paragraphs holds the text, whatever its name says.
_TEXT = 0.3


def without_boxes(root: Element) -> Element | None:
    """A copy of a page without the boxes that hold no text of an article. None where there is no
    page."""
    page = parse_html((root.html or "").encode("utf-8", "replace"))
    body = page.css_first("body") if page else None
    if page is None or body is None:
        return None
    for silent in body.css("script, style, noscript, template, svg, iframe"):
        silent.decompose()
    most, work = _paragraphs(body) * _TEXT, bounds.NODES
    for box in _NO_TEXT.elements(body):
        held = _paragraphs(box) if most else 0
        if held < most or not most:
            box.decompose()
        else:
            work -= len(box.css("p"))
        if work < 0:  # boxes in boxes without end
            break
    return page


def _paragraphs(box: Element) -> int:
    """The number of characters in the paragraphs of a box."""
    return sum(len(paragraph.text()) for paragraph in box.css("p"))
