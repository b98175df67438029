"""What feeds are made of, in whichever form."""

from msgspec import Struct


class Entry(Struct, frozen=True, kw_only=True):
    """An entry: `id` never changes, `published` and `updated` as in `linked.moment`.

    `content` is HTML with absolute addresses, "" where the summary says all; `image` an absolute
    address, "" for none.
    """

    id: str
    title: str
    link: str
    published: str
    updated: str
    summary: str
    content: str = ""
    image: str = ""
    tags: tuple[str, ...] = ()


class Feed(Struct, frozen=True, kw_only=True):
    """What a feed says of itself: `stem` is its path without its ending, `home` that of its page.

    `id` never changes; addresses are made from `base_url`.
    """

    id: str
    title: str
    stem: str
    home: str
    base_url: str
    description: str
    author: str
    language: str
