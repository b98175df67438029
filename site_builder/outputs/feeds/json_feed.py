"""JSON Feed 1.1 (jsonfeed.org): the same feed for programs that read JSON."""

from collections.abc import Iterable

from site_builder.json_file import json_file
from site_builder.linked.moment import moment
from site_builder.outputs.feeds.entry import Entry, Feed


def json_feed(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return the bytes of a feed."""
    content = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": f"{feed.base_url}{feed.home}",
        "feed_url": f"{feed.base_url}{feed.stem}.json",
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_item(item) for item in entries],
    }
    return json_file(content)


def _item(item: Entry) -> dict[str, object]:
    body = {"content_html": item.content} if item.content else {"content_text": item.summary}
    return {
        "id": item.id,
        "url": item.link,
        "title": item.title,
        **body,
        "summary": item.summary,
        **({"image": item.image} if item.image else {}),
        "date_published": moment(item.published),
        "date_modified": moment(item.updated),
        **({"tags": list(item.tags)} if item.tags else {}),
    }
