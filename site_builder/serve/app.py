"""The preview's web application: the built files, with the panel laid over each page.

It answers only requests made to this machine by name, so that no page of another site can read
drafts by pointing its own name here (DNS rebinding). Only files the build lists are ever opened.
"""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import escape

from site_builder.model.media_types import media_type
from site_builder.serve.panel import pages
from site_builder.serve.state import Preview, State

if TYPE_CHECKING:
    from jinja2 import Template
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOSTS = ("127.0.0.1", "localhost")
OWN = "/-/preview"
"""Where the preview's own files are; no page of a site begins so."""

_HEADERS = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
)
_TITLES = {False: "还没有可以预览的页面，生成好会自动出现", True: "没有这个页面"}
"""The heading of a page that the site lacks: before the first good build, and after it."""


def application(preview: Preview, stopping: Callable[[], bool]) -> "Starlette":
    """Return the application; its event streams end once `stopping` says so."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.trustedhost import TrustedHostMiddleware
    from starlette.responses import StreamingResponse
    from starlette.routing import Route

    async def events(request: "Request") -> "Response":
        return StreamingResponse(_events(preview, stopping), media_type="text/event-stream")

    def own(request: "Request") -> "Response":
        return _file(Path(__file__).parent, request.url.path.rpartition("/")[2])

    def page(request: "Request") -> "Response":
        return _page(preview, request.path_params["path"], pages().get_template("page.html"))

    return Starlette(
        routes=[
            Route(f"{OWN}/events", events),
            Route(f"{OWN}/client.js", own),
            Route(f"{OWN}/panel.css", own),
            Route("/{path:path}", page),
        ],
        middleware=[
            Middleware(_Headers),
            Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS), www_redirect=False),
        ],
    )


class _Headers:
    """Adds to every response that nobody may keep it or frame it."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        async def sending(message: "Message") -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, sending)


async def _events(preview: Preview, stopping: Callable[[], bool]) -> AsyncIterator[str]:
    """Yield the state at once and after each change, as server-sent events."""
    shown = None
    yield "retry: 500\n\n"
    while not stopping():
        state = preview.state
        if state is not shown:
            data = json.dumps({"version": state.version, "panel": state.panel})
            yield f"event: state\ndata: {data}\n\n"
            shown = state
        await preview.wait(0.5)


def _page(preview: Preview, path: str, empty: "Template") -> "Response":
    from starlette.responses import RedirectResponse, Response

    state = preview.state
    name = find(path, state)
    if name is not None and name.endswith("/"):
        return RedirectResponse(f"/{quote(path)}/")
    if name is not None and not name.endswith(".html"):
        return _file(preview.output, name)
    found = _read(preview.output, name) if name else None
    missing = None if found else _read(preview.output, "404.html")
    html = found or missing or empty.render(title=_TITLES[bool(state.version)]).encode()
    return Response(
        with_panel(html, state),
        status_code=404 if not found and state.version else 200,
        media_type=media_type("index.html"),
    )


def find(path: str, state: State) -> str | None:
    """Return the built file at a path of the site, None where there is none.

    A folder's address without its last slash gives the folder, with the slash. The site answers at
    its own base path too, from which the links of its 404 page start.
    """
    base = state.base_path.strip("/")
    inner = path.removeprefix(f"{base}/") if base else path
    for one in dict.fromkeys((path, inner)):
        name = f"{one}index.html" if not one or one.endswith("/") else one
        if name in state.files:
            return name
        if f"{one}/index.html" in state.files:
            return f"{one}/"
    return None


def with_panel(html: bytes, state: State) -> bytes:
    """Return a page with the panel and what reloads it, before the end of its body."""
    place = html.rfind(b"</body>")
    end = place if place >= 0 else len(html)
    added = (
        f'<link rel="stylesheet" href="{OWN}/panel.css">\n{state.panel}\n'
        f'<script src="{OWN}/client.js" data-version="{escape(state.version)}"'
        f' data-events="{OWN}/events"></script>\n'
    )
    return html[:end] + added.encode() + html[end:]


def _file(folder: Path, name: str) -> "Response":
    from starlette.responses import Response

    data = _read(folder, name)
    if data is None:
        return Response(status_code=404)
    kind = media_type(name)
    return Response(data, headers={"content-type": kind})


def _read(folder: Path, name: str) -> bytes | None:
    try:
        return (folder / name).read_bytes()
    except OSError:
        return None
