"""What can be found, made up, and the files of the search made of it."""

from site_builder.outputs.kind import Inputs
from site_builder.outputs.search import SEARCH, search_groups
from site_builder.search.record import NARROWING, Choice, Findable, Record, Written

FOLDER = "/search/engine/"


def sample(number: int) -> Record:
    """Return a record that was made up."""
    return Record(
        path=f"/cases/{number}/",
        kind="case",
        names=(f"样例{number}",),
        lead=f"第{number}个样例（虚构）",
        text=Written(path=f"content/{number}.md", digest="第一稿"),
        years=(str(2020 + number % 3),),
    )


def sampled(*records: Record) -> Findable:
    """Return records with the choices they have."""
    years = tuple(sorted({year for item in records for year in item.years}))
    values = {
        "kind": (("case", "典型案例"),),
        "year": tuple((year, f"{year}年") for year in years),
    }
    return Findable(
        records=records,
        choices=tuple(
            Choice(name=name, title=name, values=values.get(name, ())) for name in NARROWING
        ),
    )


def made(found: Findable, bound: int) -> dict[str, dict[str, bytes]]:
    """Return the files of each group of a search, by their paths in its folder.

    A record's text is its path and the digest that it is known by.
    """
    texts = {
        item.text.path: f"---\n---\n{item.text.path}{item.text.digest}办件"
        for item in found.records
        if item.text
    }
    return {
        group.path: {
            path.removeprefix(FOLDER.lstrip("/")): data
            for path, data in SEARCH.make(
                Inputs(
                    view=group.view,
                    sources=tuple((path, texts[path].encode()) for path in group.sources),
                )
            )
        }
        for group in search_groups(FOLDER, found, bound)
    }
