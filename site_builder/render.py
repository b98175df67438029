"""Jobs to files: views through templates, Markdown, charts, images. Runs in worker processes."""

import base64
import traceback
from collections.abc import Callable, Mapping
from functools import lru_cache
from posixpath import dirname
from time import perf_counter

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from site_builder.exports.chart import drawn_digest
from site_builder.fragments import place_of
from site_builder.linked.policy import page_policy
from site_builder.load.causes import system_cause
from site_builder.markup.fill import picture_html
from site_builder.model.chart import Chart, Drawn
from site_builder.model.download import Download, chart_downloads, embed_path
from site_builder.model.drawing import Drawing
from site_builder.model.job import Chrome, Job, Setup
from site_builder.model.view import PageMeta
from site_builder.prose.html import prose_html
from site_builder.shared import Shared
from site_builder.sharing.snippet import chart_snippet, iframe, value_snippet
from site_builder.store import STAGED, Store
from site_builder.templating import Templates
from site_builder.traces import sha256
from site_builder.watch import Calls


class Rendered(Struct, frozen=True, kw_only=True):
    """The files one job made, or the traceback of what went wrong in the builder.

    Files that the worker has written itself are `written`, with their SHA-256, and their bytes do
    not travel; `unwritten` is the cause where it could not. `blamed` are the template in which
    something went wrong, its line and the fault, where it was in one. `took` are the seconds it
    took; `calls` are, where a profile is wanted, the functions that its template called.
    """

    path: str
    files: tuple[tuple[str, bytes], ...]
    written: tuple[tuple[str, str], ...] = ()
    unwritten: str = ""
    failure: str = ""
    blamed: tuple[str, int, str] | None = None
    took: float = 0.0
    calls: Calls = ()


def render_batch(
    setup: Shared[Setup], jobs: tuple[Job, ...], store: Store | None = None
) -> tuple[Rendered, ...]:
    """Return each job's files, in order. Never raises: a failure is part of the answer.

    Where there is a `store` they are written there, those that lead to others where these wait.
    """
    templates = Templates(setup.value)
    page = _Page(templates)
    made = tuple(_timed(templates, page, job) for job in jobs)
    return made if store is None else _written(made, jobs, store)


def _written(
    made: tuple[Rendered, ...], jobs: tuple[Job, ...], store: Store
) -> tuple[Rendered, ...]:
    """Write what jobs made, all at a time; return their digests in place of the bytes."""
    places = (STAGED if job.leads else "" for job in jobs)
    try:
        store.write(
            (f"{place}{path}", data)
            for place, one in zip(places, made, strict=True)
            for path, data in one.files
        )
    except OSError as fault:
        cause = system_cause(fault)
        return tuple(replace(one, files=(), unwritten=cause) for one in made)
    return tuple(
        replace(one, files=(), written=tuple((path, sha256(data)) for path, data in one.files))
        for one in made
    )


def _timed(templates: Templates, page: "_Page", job: Job) -> Rendered:
    start = perf_counter()
    made = _render(templates, page, job)
    return replace(made, took=perf_counter() - start, calls=templates.calls())


class Drew(Struct, frozen=True, kw_only=True):
    """Charts that were drawn, in their order, or the traceback of what went wrong.

    `took` are the seconds that each took.
    """

    drawings: tuple[Drawing, ...]
    failure: str = ""
    took: tuple[float, ...] = ()


def draw_batch(charts: tuple[Drawn, ...]) -> Drew:
    """Return charts drawn. Never raises: a failure is part of the answer."""
    try:
        drawings, took = [], []
        for item in charts:
            start = perf_counter()
            drawings.append(_draw(item))
            took.append(perf_counter() - start)
        return Drew(drawings=tuple(drawings), took=tuple(took))
    except Exception:  # noqa: BLE001 - a worker answers, it does not raise
        return Drew(drawings=(), failure=traceback.format_exc())


def _render(templates: Templates, page: "_Page", job: Job) -> Rendered:
    try:
        if not job.template:
            from site_builder.outputs.kind import Inputs
            from site_builder.outputs.kinds import FILE_KINDS  # heavy: pages alone do without

            kind = next(kind for kind in FILE_KINDS if kind.name == job.kind)
            inputs = Inputs(view=job.view, sources=job.sources, drawings=job.drawings)
            return Rendered(path=job.path, files=kind.make(inputs))
        return Rendered(path=job.path, files=((job.output, page.made(job)),))
    except Exception as fault:  # noqa: BLE001 - a worker answers, it does not raise
        told = traceback.format_exc()
        return Rendered(path=job.path, files=(), failure=told, blamed=_blamed(fault, templates))


def _blamed(fault: Exception, templates: Templates) -> tuple[str, int, str] | None:
    """Return the innermost template that a fault passed through, its line and the fault."""
    names = {name for name, _ in templates.setup.templates}
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        if frame.filename in names:
            return frame.filename, frame.lineno or 1, str(fault) or type(fault).__name__
    return None


class _Outside(Struct, frozen=True):
    """What makes the address of a path of the site, and that of a template's asset."""

    link: Callable[[str], str]
    asset: Callable[[str], str]


class _Page:
    """The page that is being made: what templates call acts on it.

    That is the same for page after page, so that macros, which know of a page by it alone, are made
    once. Links and assets are relative to the page, but for one that stands `outside` the site.
    """

    _job: Job

    def __init__(self, templates: Templates, outside: _Outside | None = None) -> None:
        timed, assets = templates.watched, templates.assets
        self._templates = templates
        self._outside = outside
        self._link: Callable[[str], str] = outside.link if outside else str
        self._drawn: Mapping[Drawn, Drawing] = {}

        def within(name: str) -> str:
            return self._link(f"/assets/{assets[name]}")

        self._told: dict[str, object] = {
            # A page that stands alone has links of its own.
            "fragments": None if outside else templates.fragments,
            "url": lambda path: self._link(path),
            "asset": outside.asset if outside else within,
            "markdown": timed("markdown", lambda prose: Markup(prose_html(prose, self._link))),  # noqa: S704
            "picture": timed("picture", lambda shown: Markup(picture_html(shown, "", self._link))),  # noqa: S704
            "chart": timed("chart", lambda shown: _chart(shown, self._drawn)),
            "spark": timed("spark", lambda shown: _spark(shown, self._drawn)),
            "reuse": timed("reuse", lambda shown=None: self._reuse(shown)),
        }

    def made(self, job: Job) -> bytes:
        """Return the bytes of a page.

        A page of a translation leads to others of it, where they exist, and what it says in the
        site's own language is marked.
        """
        setup = self._templates.setup
        around = setup.around(job.language)
        direct = _linker(job, around.base_path)
        others: set[str] = set()
        if self._outside is None:
            self._link = _translating(direct, around, others) if job.language else direct
        self._job, self._drawn = job, dict(zip(job.charts, job.drawings, strict=False))
        text = self._templates.named(job.template).render(
            self._templates.told(job.language),
            view=job.view,
            meta=getattr(job.view, "meta"),  # noqa: B009 - views differ, each has a meta
            alternates=tuple((item, direct(item.path)) for item in job.alternates),
            place=place_of(job.path, around) if job.output != "404.html" else job.output,
            # A page that stands alone holds its styles in itself, which no policy of it allows.
            policy="" if self._outside else page_policy(job.kind),
            **self._told,
        )
        if job.language:
            from site_builder.markup.foreign import marked  # heavy: pages in other languages alone

            text = marked(text, setup.chrome.language.code, others)
        return text.encode()

    def _reuse(self, shown: Chart | None) -> "Reuse":
        around = self._templates.setup.around(self._job.language)
        return _reuse(around, self._job, shown, self._drawn)


_TYPES = {
    "css": "text/css",
    "svg": "image/svg+xml",
    "js": "text/javascript",
    "png": "image/png",
}


def render_alone(
    setup: Setup, job: Job, assets: Mapping[str, bytes], held: Mapping[str, str] | None = None
) -> bytes:
    """Return a page as one file, with its styles inside; its links lead to the site.

    `assets` are the templates' by name; `held` are addresses, such as `data_address` gives, that
    take the place of paths of the site.
    """
    inside, base_url = held or {}, setup.chrome.base_url

    def link(path: str) -> str:
        target, mark, anchor = path.partition("#")
        if target in inside:
            return inside[target]
        if target == job.path and mark:
            return f"#{anchor}"
        return f"{base_url}{path.lstrip('/')}"

    def asset(name: str) -> str:
        if name not in assets:
            return ""  # made only with a whole site
        return data_address(_TYPES[name.rpartition(".")[2]], assets[name])

    return _Page(Templates(setup), _Outside(link, asset)).made(job)


def data_address(kind: str, data: bytes) -> str:
    """Return an address that holds the data itself; `kind` is its media type."""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def _linker(job: Job, base_path: str) -> Callable[[str], str]:
    """Return a function that turns a site path into a link that works under any base path.

    The 404 page is served from any address, so its links start from the site's own base.
    """
    if job.output == "404.html":
        return lambda path: f"{base_path}{path.lstrip('/')}"

    parent = dirname(job.path.rstrip("/")).rstrip("/") + "/"

    def link(path: str) -> str:
        target, mark, anchor = path.partition("#")
        if target == job.path:
            return f"#{anchor}" if mark else "./"
        if target.startswith(job.path):
            return f"{target.removeprefix(job.path)}{mark}{anchor}"
        return f"../{relative_path(parent, target)}{mark}{anchor}"

    return link


@lru_cache(maxsize=16384)
def relative_path(folder: str, target: str) -> str:
    """Return the way to a path of the site from a folder of it, both as they stand in addresses."""
    own, others = folder.split("/"), target.split("/")
    shared = 0
    for one, other in zip(own[:-1], others[:-1], strict=False):
        if one != other:
            break
        shared += 1
    up = "../" * (len(own) - 1 - shared)
    return f"{up}{'/'.join(others[shared:])}"


def _translating(
    link: Callable[[str], str], around: Chrome, others: set[str]
) -> Callable[[str], str]:
    """Return a linker that leads to pages of the translation where there are such.

    Addresses of pages that are in the site's own language alone are put into `others`.
    """

    def translating(path: str) -> str:
        target, mark, anchor = path.partition("#")
        if target in around.translated:
            return link(f"{around.language.prefix}{target}{mark}{anchor}")
        made = link(path)
        if target.endswith("/"):
            others.add(made.partition("#")[0])
        return made

    return translating


def _chart(shown: Chart, drawn: Mapping[Drawn, Drawing]) -> Markup:
    """Return a chart as SVG; one that no worker has drawn before, as in a preview, is drawn now."""
    from site_builder.charts.svg import inline

    drawing = drawn.get(shown.drawn) or _draw(shown.drawn)
    return Markup(inline(drawing, shown))  # noqa: S704


def _spark(shown: Drawn, drawn: Mapping[Drawn, Drawing]) -> Markup:
    """Return a small drawing without name, for what stands beside it in words."""
    from site_builder.charts.svg import small

    return Markup(small(drawn.get(shown) or _draw(shown)))  # noqa: S704


class Reuse(Struct, frozen=True, kw_only=True):
    """How what a page shows is taken along: files, a page to put into others and the code for it.

    `digest` is that of the chart's Vega-Lite file, `oembed` the path of what programs ask for.
    """

    files: tuple[Download, ...]
    page: str
    oembed: str
    iframe: str
    digest: str

    @property
    def specification(self) -> str:
        """Return the path of the chart's Vega-Lite file."""
        return next(item.path for item in self.files if item.format == "vl.json")


def _reuse(chrome: Chrome, job: Job, shown: Chart | None, drawn: Mapping[Drawn, Drawing]) -> Reuse:
    """Return it for a chart of the page, or for the value where the page has none."""
    meta: PageMeta = getattr(job.view, "meta")  # noqa: B009
    if shown is None:
        path = embed_path(meta.path, "")
        code = iframe(value_snippet(meta.title, path), chrome.imprint)
        return Reuse(files=(), page=path, oembed=f"{path}oembed.json", iframe=code, digest="")
    charts: tuple[Chart, ...] = getattr(job.view, "charts")  # noqa: B009
    first = next(item for item in charts if item.page == shown.page)
    path = embed_path(shown.page, "" if first.name == shown.name else shown.name)
    drawing = drawn.get(shown.drawn) or _draw(shown.drawn)
    return Reuse(
        files=chart_downloads(shown.page, shown.name, pictures=chrome.pictures),
        page=path,
        oembed=f"{path}oembed.json",
        iframe=iframe(chart_snippet(shown, path, drawing, chrome.imprint), chrome.imprint),
        digest=drawn_digest(shown, drawing, chrome.imprint),
    )


@lru_cache(maxsize=512)
def _draw(drawn: Drawn) -> Drawing:
    """Return a chart drawn, once where pages are made again and again.

    Equal ones draw alike: their numbers are places, what is printed of them is text.
    """
    from site_builder.charts.draw import draw  # heavy: only where a chart is stale

    return draw(drawn)
