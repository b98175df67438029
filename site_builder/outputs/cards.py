"""The cards of pages, where the site makes pictures."""

from site_builder.model.site import Site
from site_builder.outputs.kind import FileGroup, FileKind, Files, Inputs
from site_builder.posters.card import Card, card_sheet
from site_builder.posters.lettering import made_with
from site_builder.posters.png import png
from site_builder.sharing.cards import card_paths, cards


def _paths(site: Site) -> tuple[str, ...]:
    if not site.settings.pictures:
        return ()
    return tuple(path.lstrip("/") for path in card_paths(site))


def _groups(site: Site) -> tuple[FileGroup, ...]:
    if not site.settings.pictures:
        return ()
    letters = made_with()
    return tuple(
        FileGroup(
            path=path, outputs=(path.lstrip("/"),), view=(path, card), made_of=(card, letters)
        )
        for path, card in cards(site)
    )


def _make(inputs: Inputs) -> Files:
    path, card = _of(inputs.view)
    return ((path.lstrip("/"), png(card_sheet(card), 1)),)


def _of(view: object) -> tuple[str, Card]:
    assert isinstance(view, tuple)
    path, card = view
    return path, card


CARDS = FileKind(name="cards", paths=_paths, groups=_groups, make=_make)
