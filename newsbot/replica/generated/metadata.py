"""The metadata of article pages: <meta>, the canonical link, and JSON-LD in several spellings."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from newsbot.replica.generated.body import image_url
from newsbot.replica.generated.channels import WWW
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.layout import Layout
from newsbot.replica.generated.story import Story
from newsbot.replica.generated.words import fill

_HOME = f"https://{WWW}/"


def head_of(entry: Entry, story: Story, layout: Layout, plain_page: bool) -> str:
    """The <head> of an article's page. plain_page: whether it is page 1 at the article's own
    address, which alone has a NewsArticle in JSON-LD."""
    image = image_url(entry, 0, layout.size)
    scripts = "".join(fill("json_ld", text=json.dumps(data)) for data in _ordinary_data(entry))
    if plain_page:
        scripts = fill("json_ld", text=_news_article(entry, story, layout, image)) + scripts
    head = fill(
        "article_head",
        title=escape(story.title),
        summary=escape(story.summary),
        keywords=escape(", ".join(story.tags)),
        image=image,
        url=entry.url,
    )
    return head + scripts


def _typed(kind: str, **fields: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": kind, **fields}


def _news_article(entry: Entry, story: Story, layout: Layout, image: str) -> str:
    spelled = escape if layout.ld_form == "entities" else str
    people: list[Any] = [
        {"@type": "Person", "name": name, "url": f"{_HOME}blog/{name.lower().replace(' ', '-')}"}
        for name in story.byline
    ]
    article = _typed(
        "NewsArticle",
        mainEntityOfPage={"@type": "WebPage", "@id": entry.url},
        headline=spelled(story.title),
        description=spelled(story.summary),
        datePublished=layout.published.isoformat(),
        image={"@type": "ImageObject", "url": image, "width": layout.size},
        publisher={"@type": "Organization", "name": "SINDOnews.com", "url": _HOME},
    )
    if layout.modified:
        article["dateModified"] = layout.modified.isoformat()
    if people:
        article["author"] = people[0] if len(people) == 1 else people
    return _spelled(article, layout.ld_form, story.summary)


def _spelled(article: dict[str, Any], form: str, summary: str) -> str:
    if form == "array":
        return json.dumps([article], ensure_ascii=False)
    if form == "graph":
        context = article.pop("@context")
        graph = [{"@type": "WebPage", "url": _HOME}, article]
        return json.dumps({"@context": context, "@graph": graph})
    text = json.dumps(article, ensure_ascii=False, indent=2)
    if form == "trailing_comma":
        return text[:-2] + ",\n}"
    if form == "raw_newline":
        spelled = json.dumps(summary, ensure_ascii=False)
        return text.replace(spelled, spelled.replace(" ", "\n\t", 1), 1)
    return text


def _ordinary_data(entry: Entry) -> list[dict[str, Any]]:
    """The JSON-LD that every page has: navigation and the publisher."""
    rubric = f"https://{entry.kanal.host}/more/{entry.rubric.number}"
    crumbs = [
        {"@type": "ListItem", "position": n, "item": {"@id": url, "name": name}}
        for n, (url, name) in enumerate(((_HOME, "Home"), (rubric, entry.rubric.name)), 1)
    ]
    articles = [{"@type": "ListItem", "position": 1, "url": entry.url}]
    logo = "https://cdn.sindonews.net/assets/images/logo.png"
    return [
        _typed("BreadcrumbList", itemListElement=crumbs),
        _typed("WebSite", name="SINDOnews", url=_HOME),
        _typed("NewsMediaOrganization", name="SINDOnews.com", url=_HOME, logo=logo),
        _typed("ItemList", itemListElement=articles),
    ]
