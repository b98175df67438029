"""What pages may load and who may frame them: Content Security Policy, and the other headers.

A page carries its policy itself, so that it holds wherever the site is put; a server that can send
headers says the same and what only a header can say (`frame-ancestors`). Everything a page shows is
of its own origin, so that one rule, `default-src 'self'`, is nearly all there is.
"""

from fnmatch import fnmatchcase

from msgspec import Struct

SEARCH = "search"
EMBED = "embed"
"""Kinds of pages that need more than the others."""

_STRICT = (
    ("default-src", "'self'"),
    ("base-uri", "'self'"),
    ("form-action", "'self'"),
    ("object-src", "'none'"),
)
_MORE = {
    # The index is read by a compiled program, which is no script of text.
    SEARCH: (("script-src", "'self' 'wasm-unsafe-eval'"),),
}
_FRAMED_BY = {EMBED: "*"}


class Headers(Struct, frozen=True, kw_only=True):
    """Headers for the files at `paths`, in which `*` stands for anything."""

    paths: str
    headers: tuple[tuple[str, str], ...]


def page_policy(kind: str) -> str:
    """Return the policy that a page of a kind carries in its head."""
    rules = (*_STRICT, *_MORE.get(kind, ()))
    return "; ".join(f"{name} {sources}" for name, sources in rules)


def header_policy(kind: str) -> str:
    """Return the policy for the header of a page: the same, and who may frame it."""
    framed_by = _FRAMED_BY.get(kind, "'self'")
    return f"{page_policy(kind)}; frame-ancestors {framed_by}"


REFERRER = "strict-origin-when-cross-origin"

_CACHE = "Cache-Control"
_EVERYWHERE = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", REFERRER),
    # A copy may be kept and is asked about each time: the page of today, for the price of a 304.
    (_CACHE, "no-cache"),
)


def header_recipe() -> tuple[Headers, ...]:
    """Return the headers to be sent; where several rules meet a path, the later one holds.

    The search runs in a worker, whose policy is that of its own file: it lies below the page.
    """
    open_data = (("Access-Control-Allow-Origin", "*"),)
    return (
        Headers(paths="/*", headers=(*_EVERYWHERE, ("Content-Security-Policy", header_policy("")))),
        *(
            Headers(paths=paths, headers=(("Content-Security-Policy", header_policy(SEARCH)),))
            for paths in ("/search/*", "/*/search/*")  # the latter in other languages
        ),
        Headers(paths="/embed/*", headers=(("Content-Security-Policy", header_policy(EMBED)),)),
        Headers(
            paths="/assets/*",
            headers=((_CACHE, "public, max-age=31536000, immutable"),),
        ),
        Headers(paths="/api/*", headers=open_data),
        Headers(paths="/data/*", headers=open_data),
        Headers(paths="/catalog.jsonld", headers=open_data),
        Headers(paths="/embed/*/oembed.json", headers=open_data),
    )


def cache_control(path: str) -> str:
    """Return how long a file may be kept, by its path in the site."""
    said = [
        value
        for rule in header_recipe()
        for name, value in rule.headers
        if name == _CACHE and fnmatchcase(f"/{path}", rule.paths)
    ]
    return said[-1]


def recipe_page() -> str:
    """Return the recipe as Markdown for those who run a server, in Chinese."""
    parts = [
        "# 响应头\n\n"
        "每个网页的 meta 里已经写有内容安全策略（CSP），放在哪里都有效。服务器能发响应头的，"
        "照下表再发一遍：`frame-ancestors`（谁可以嵌入）只能由响应头说。一个地址合乎几条的，"
        "后面的一条为准；没有提到的头照前面的发。站点放在子路径下的，各路径前加上它。\n"
    ]
    for rule in header_recipe():
        lines = "".join(f"{name}: {value}\n" for name, value in rule.headers)
        parts.append(f"\n## `{rule.paths}`\n\n```text\n{lines}```\n")
    return "".join(parts)
