"""What is wrong, as HTML: the panel that the preview lays over a page."""

import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from site_builder.diagnostics import Diagnostic, Severity, has_errors
from site_builder.reporters.catalogue import hint, message
from site_builder.reporters.text import place, summary
from site_builder.serve.excerpt import excerpt

_MOST = 50
"""So many faults are shown with their source lines; mending the first mends many."""

_WORDS = {Severity.ERROR: "错误", Severity.WARNING: "警告"}

PanelOf = Callable[[tuple[Diagnostic, ...], str, bool], str]
"""Diagnostics, the text of a crash or "", whether an older page is shown: to HTML."""


def pages() -> Environment:
    """Return the preview's own templates, which escape all that they are given."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def panel_of(root: Path) -> PanelOf:
    """Return what makes the panel for the site at `root`.

    Errors come first. They and crashes are shown open, mere warnings folded; without any the panel
    is hidden.
    """
    template = pages().get_template("panel.html")

    def panel(diagnostics: tuple[Diagnostic, ...], crash: str, stale: bool) -> str:
        gravest = sorted(diagnostics, key=lambda item: item.severity is not Severity.ERROR)
        return template.render(
            shown=bool(diagnostics or crash),
            open=bool(crash) or has_errors(diagnostics),
            summary=_summary(diagnostics, crash),
            stale=stale,
            crash=_tail(crash),
            items=[_item(root, item) for item in gravest[:_MOST]],
            more=max(0, len(diagnostics) - _MOST),
        )

    return panel


def _item(root: Path, item: Diagnostic) -> dict[str, object]:
    return {
        "severity": item.severity.value,
        "word": _WORDS[item.severity],
        "place": place(item.span, "zh"),
        "message": message(item, "zh"),
        "hint": hint(item, "zh"),
        "lines": excerpt(root, item.span),
    }


def _summary(diagnostics: tuple[Diagnostic, ...], crash: str) -> str:
    if crash:
        return "没有生成新的页面：模板或生成器出了错"
    if has_errors(diagnostics):
        return f"没有生成新的页面：{summary(diagnostics, 'zh')}"
    return f"{len(diagnostics)}个警告"


def _tail(crash: str) -> str:
    """Return where in the templates a fault is, and what; the end of any other traceback."""
    lines = crash.rstrip().splitlines()
    templates = [line.strip() for line in lines if re.match(r' *File "[^"]+\.html", line', line)]
    return "\n".join([*templates, *lines[-1:]] if templates else lines[-12:])
