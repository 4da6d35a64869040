"""By which signs on its pages a portal is known to run the software of a family."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from newsbot.crawl.portal import PortalSpider
from newsbot.spiders.families.detiknetwork import DetikNetwork
from newsbot.spiders.families.klimg import KlimgPortal
from newsbot.spiders.families.kly import KlyPortal
from newsbot.spiders.families.promedia import Promedia
from newsbot.spiders.families.tribun import TribunSpider
from newsbot.spiders.families.wordpress import WordPress
from newsbot.text.markup import Element


@dataclass(frozen=True)
class Family:
    """signs: selectors of which every page of the family has one each."""

    portal: type[PortalSpider]
    signs: tuple[str, ...]

    def fits(self, root: Element) -> bool:
        return all(root.css_first(sign) is not None for sign in self.signs)


_FAMILIES = (
    Family(Promedia, ("h1.read__title", ".read__content, .read__article")),
    Family(TribunSpider, ("h1#arttitle", ".side-article.txt-article")),
    Family(KlyPortal, (".article-content-body, .read-page__content-body",)),
    Family(KlimgPortal, (".date-post", "[src*='klimg.com'], [content*='klimg.com']")),
    Family(DetikNetwork, (".detail__body, .detail-text, .detail_text, #detikdetailtext",
                          ".linksisip, .lihatjg, .noncontent, .detail__body-tag, "
                          "[class*=sisip_]")),
    Family(
        WordPress,
        (
            "meta[name=generator][content^=WordPress], link[rel='https://api.w.org/'], "
            "link[href*='/wp-content/'], script[src*='/wp-content/'], img[src*='/wp-content/'], "
            ".td-post-content, .jeg_post_title, .entry-title + * .entry-content",
        ),
    ),
)  # fmt: skip


def family_of(roots: Sequence[Element]) -> type[PortalSpider]:
    """The family whose signs are on all of these articles' pages; of none, PortalSpider."""
    for family in _FAMILIES:
        if all(family.fits(root) for root in roots):
            return family.portal
    return PortalSpider
