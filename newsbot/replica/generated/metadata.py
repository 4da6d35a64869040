"""What an article page says about itself: <meta>, canonical link and JSON-LD in its spellings."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from newsbot.replica.generated.body import image_url
from newsbot.replica.generated.catalogue import Entry
from newsbot.replica.generated.channels import WWW
from newsbot.replica.generated.layout import Layout
from newsbot.replica.generated.story import Story

_HOME = f"https://{WWW}/"


def head_of(entry: Entry, story: Story, layout: Layout, plain_page: bool) -> str:
    """The <head> of an article; only the unsuffixed page 1 (`plain_page`) has a NewsArticle."""
    title, summary = escape(story.title), escape(story.summary)
    image = image_url(entry, 0, layout.size)
    scripts = "".join(_script(json.dumps(block)) for block in _ordinary_blocks(entry))
    if plain_page:
        scripts = _script(_news_article(entry, story, layout, image)) + scripts
    return (
        f"<title>{title}</title>\n"
        f'<meta name="description" content="{summary}">\n'
        f'<meta name="keywords" content="{escape(", ".join(story.tags))}">\n'
        f'<meta property="og:type" content="article">\n'
        f'<meta property="og:site_name" content="SINDOnews.com">\n'
        f'<meta property="og:title" content="{title}">\n'
        f'<meta property="og:description" content="{summary}">\n'
        f'<meta property="og:image" content="{image}">\n'
        f'<meta property="og:url" content="{entry.url}">\n'
        f'<meta name="twitter:card" content="summary_large_image">\n'
        f'<meta name="twitter:title" content="{title}">\n'
        f'<meta name="twitter:description" content="{summary}">\n'
        f'<meta name="twitter:image" content="{image}">\n'
        f'<link rel="canonical" href="{entry.url}">\n{scripts}'
    )


def _script(text: str) -> str:
    return f'<script type="application/ld+json">\n{text}\n</script>\n'


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


def _ordinary_blocks(entry: Entry) -> list[dict[str, Any]]:
    """The JSON-LD of every page."""
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
