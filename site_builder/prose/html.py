"""Texts of documents as HTML, each figure with its observation."""

from collections.abc import Callable

from markupsafe import escape

from site_builder.figures.words import change_words, figure_words
from site_builder.markup.fill import Surroundings, fill
from site_builder.model.figure import BoundFigure, Figure
from site_builder.model.text import HoleKind
from site_builder.model.view import Prose

_FIGURES = (HoleKind.FIGURE, HoleKind.LINKED_FIGURE)


def prose_html(prose: Prose, link: Callable[[str], str], *, traced: bool = True) -> str:
    """Return a text as HTML; `link` makes the address of a path of the site.

    Beside each figure stands where it comes from, which the site's style shows on demand; where
    that style is not, as in a feed, `traced` is False, and the figure's link tells it.
    """
    named = {item.name: item for item in prose.figures}
    used = {hole.words[:2] for hole in prose.html.holes if hole.kind in _FIGURES}
    figures = {
        (name, part): _figure_html(named[name], part, link, traced=traced)
        for name, part in used
        if name in named
    }
    unlinked = {
        (name, part): f"<strong>{_figure_data(named[name], part)}</strong>"
        for name, part in used
        if name in named and part in ("", "value")
    }
    surroundings = Surroundings(
        figures=figures,
        unlinked=unlinked,
        documents=dict(prose.documents),
        withheld=frozenset(prose.withheld),
        pictures={(target, shown.alt): shown for target, shown in prose.pictures},
        terms={name: term for term in prose.terms for name in term.names},
        relative=link,
    )
    return fill(prose.html, surroundings)


def _figure_html(item: BoundFigure, part: str, link: Callable[[str], str], *, traced: bool) -> str:
    """Return a figure in prose: bound to its observation, linked to its row."""
    if part == "change":
        comparison = item.comparison
        name = "change" if comparison and comparison.comparable else "not-comparable"
        pair = (
            f' data-earlier="{escape(comparison.earlier)}" data-later="{escape(comparison.later)}"'
            if comparison and comparison.comparable
            else ""
        )
        return f'<span class="{name}"{pair}>{escape(change_words(item))}</span>'
    if part in ("period", "source"):
        return f'<span class="figure-{part}">{escape(figure_words(item, part))}</span>'
    figure = item.figure
    address = escape(link(f"{figure.href}#{figure.anchor}"))
    if not traced:
        marks = f"（{'，'.join(figure.marks)}）" if figure.marks else ""
        return f'<a href="{address}">{_figure_data(item, part, marked=False)}</a>{escape(marks)}'
    shown = f'<a class="figure" href="{address}">{_figure_data(item, part)}</a>'
    return (
        f'<span class="traced">{shown}<span class="provenance">{_provenance(figure)}</span></span>'
    )


def _provenance(figure: Figure) -> str:
    """Return where a figure comes from, shown beside it on hover and focus, without a script."""
    lines = (
        ("指标", f"{figure.title}，{figure.area_title}"),
        ("期间", figure.period),
        ("状态", "，".join((figure.status, *figure.marks))),
        ("来源", figure.source_title),
        ("出处", figure.locator),
        ("数据包", f"{figure.package}，版本{figure.version}"),
    )
    return "".join(
        f'<span class="line"><b>{label}</b>{escape(text)}</span>' for label, text in lines if text
    )


def _figure_data(item: BoundFigure, part: str, *, marked: bool = True) -> str:
    """Return a value with its address and the words that must stay with it."""
    figure = item.figure
    number = f"{figure.before}{figure.number}{figure.after}"
    shown = figure.marks if marked else ()
    marks = "".join(f'<span class="mark">{escape(mark)}</span>' for mark in shown)
    return (
        f'<data value="{escape(figure.value)}" data-observation="{escape(figure.observation)}">'
        f"{escape(number if part == 'value' else figure.text)}</data>{marks}"
    )
