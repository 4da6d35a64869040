"""What an article page says about itself: <meta>, canonical link and JSON-LD in its spellings."""

from __future__ import annotations

import json
from html import escape

from newsbot.replica.generated.body import image_url
from newsbot.replica.generated.catalogue import Entry
from newsbot.replica.generated.layout import Layout
from newsbot.replica.generated.story import Story

_HOME = "https://www.sindonews.com/"


def head_of(entry: Entry, story: Story, layout: Layout, plain_page: bool) -> str:
    """The <head> of an article; only the unsuffixed page 1 (`plain_page`) has a NewsArticle."""
    title, summary = escape(story.title), escape(story.summary)
    image = image_url(entry, 0, layout.size)
    blocks = [_breadcrumbs(entry), *_SITE_BLOCKS, _item_list(entry)]
    scripts = "".join(_script(json.dumps(block)) for block in blocks)
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


def _news_article(entry: Entry, story: Story, layout: Layout, image: str) -> str:
    entities = layout.ld_form == "entities"
    headline, summary = story.title, story.summary
    if entities:
        headline, summary = escape(headline), escape(summary)
    people: list[object] = [
        {"@type": "Person", "name": name, "url": f"{_HOME}blog/{name.lower().replace(' ', '-')}"}
        for name in story.byline
    ]
    article: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": entry.url},
        "headline": headline,
        "description": summary,
        "datePublished": layout.published.isoformat(),
        "image": {"@type": "ImageObject", "url": image, "width": layout.size},
        "publisher": {"@type": "Organization", "name": "SINDOnews.com", "url": _HOME},
    }
    if layout.modified:
        article["dateModified"] = layout.modified.isoformat()
    if people:
        article["author"] = people[0] if len(people) == 1 else people
    return _spelled(article, layout.ld_form, story.summary)


def _spelled(article: dict[str, object], form: str, summary: str) -> str:
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


def _breadcrumbs(entry: Entry) -> dict[str, object]:
    sub, rubric = entry.rubric
    items = ((_HOME, "Home"), (f"https://{entry.kanal.host}/more/{sub}", rubric))
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "item": {"@id": url, "name": name}}
            for n, (url, name) in enumerate(items, 1)
        ],
    }


def _item_list(entry: Entry) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": [{"@type": "ListItem", "position": 1, "url": entry.url}],
    }


_SITE_BLOCKS: tuple[dict[str, object], ...] = (
    {"@context": "https://schema.org", "@type": "WebSite", "name": "SINDOnews", "url": _HOME},
    {
        "@context": "https://schema.org",
        "@type": "NewsMediaOrganization",
        "name": "SINDOnews.com",
        "url": _HOME,
        "logo": "https://cdn.sindonews.net/assets/images/logo.png",
    },
)
