"""What the rows of the column's own systems tell a feed: results that are final, and replies."""

from collections.abc import Iterator

from site_builder.figures.evaluations import entrants, is_final, round_path
from site_builder.model.site import Site
from site_builder.model.vocabulary import EvaluationStage
from site_builder.outputs.feeds.entry import Entry

_REPLIES = 10
"""So many replies are told, the newest: a feed of texts is not to be crowded out by them."""


def told(site: Site) -> tuple[Entry, ...]:
    """Return an entry for each round with final results and for each of the newest replies.

    What has no day, or one after the day of the build, is not told.
    """
    return tuple(
        item for item in (*_results(site), *_replies(site)) if "" < item.published <= site.as_of
    )


def _results(site: Site) -> Iterator[Entry]:
    titles = {(item.package, item.slug): item.title for item in site.cases}
    for one in site.systems.evaluation_rounds:
        chosen = [item for item in entrants(site, one) if item.stage is EvaluationStage.SELECTED]
        if chosen and is_final(one, site.as_of):
            day = max(dict(item.steps())[EvaluationStage.SELECTED] for item in chosen)
            names = (titles.get((one.package, item.case), "") for item in chosen)
            yield _entry(
                site,
                path=round_path(one),
                title=f"{one.title}：公布入选案例",
                day=day,
                summary=f"入选{len(chosen)}个：{'、'.join(name for name in names if name)}。",
            )


def _replies(site: Site) -> Iterator[Entry]:
    answered = [row for row in site.systems.feedback if row.replied_on]
    answered.sort(key=lambda row: row.replied_on, reverse=True)
    for row in answered[:_REPLIES]:
        yield _entry(
            site,
            path=f"/feedback/#{row.feedback}",
            title=f"体验官反馈有了答复：{row.step}",
            day=row.replied_on,
            summary=f"问题：{row.finding.rstrip('。')}。答复：{row.reply.rstrip('。')}。",
        )


def _entry(site: Site, *, path: str, title: str, day: str, summary: str) -> Entry:
    address = f"{site.settings.base_url}{path.lstrip('/')}"
    return Entry(id=address, title=title, link=address, published=day, updated=day, summary=summary)
