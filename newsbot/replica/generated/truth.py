"""What a perfect reader gets from an article: made from the generated story, not from its HTML."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from newsbot.replica.generated.body import image_url
from newsbot.replica.generated.entry import Entry
from newsbot.replica.generated.layout import Layout
from newsbot.replica.generated.pages import all_url, page_url
from newsbot.replica.generated.story import Picture, Story
from newsbot.replica.generated.words import displayed


def truth_of(
    entry: Entry,
    story: Story,
    layout: Layout,
    fault: str | None,
    original: Entry | None,
    moment: datetime,
) -> dict[str, Any]:
    """What should be read of one article at a moment. Times are ISO 8601 with +07:00;
    `published_at` is the minute that the page shows. `listed_from` is when the article was first
    there; `edited_at` and `withdrawn_at` may be yet to come, and are None when it never happens.
    `status` is that of its answers, where no fault changes it. fault: of the article. original: the
    article that it repeats."""
    edit, withdrawal = entry.edit, entry.withdrawal
    return {
        "id": entry.key,
        "url": entry.url,
        "title": story.title,
        "published_at": entry.published.isoformat(),
        "published_raw": displayed(entry.published),
        "modified_at": layout.modified.isoformat() if layout.modified else None,
        "authors": story.authors,
        "editors": [story.initials] if story.initials else [],
        "channel": entry.kanal.label,
        "section": entry.rubric.name,
        "tags": list(story.tags),
        "dateline": story.dateline or None,
        "summary": story.summary,
        "text": "\n\n".join(story.paragraphs),
        "headings": story.headings,
        "images": _images(entry, story, layout),
        "pages_expected": layout.count if layout.pager else None,
        "page_urls": [page_url(entry, n) for n in range(1, layout.count + 1)],
        "all_url": all_url(entry) if layout.pager else None,
        "day": entry.published.date().isoformat(),
        "channel_id": entry.kanal.cid,
        "fault": fault,
        "duplicate_of": original.key if original else None,
        "listed_from": entry.listed_from.isoformat(),
        "edited_at": edit.at.isoformat() if edit else None,
        "withdrawn_at": withdrawal.at.isoformat() if withdrawal else None,
        "status": withdrawal.status if withdrawal and entry.is_withdrawn(moment) else 200,
    }


def _images(entry: Entry, story: Story, layout: Layout) -> list[dict[str, str | None]]:
    shown = [(0, story.caption, story.credit)]
    shown += [
        (block.n + 1, "", block.credit) for block in story.blocks if isinstance(block, Picture)
    ]
    return [
        {
            "url": image_url(entry, number, layout.size),
            "caption": caption or None,
            "credit": credit or None,
        }
        for number, caption, credit in shown
    ]
