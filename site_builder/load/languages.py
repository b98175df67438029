"""Read the catalogues of the languages a site is told in, beside Chinese."""

import io
from collections.abc import Mapping
from gettext import c2py
from pathlib import Path
from string import Formatter

from site_builder.diagnostics import Diagnostic, Span, error
from site_builder.load.files import read_text
from site_builder.load.templates import shown_as, template_file
from site_builder.model.language import CONTEXT, Catalogue, Language
from site_builder.model.settings import LanguageSetting, Settings
from site_builder.traces import sha256

FOLDER = "languages"
"""Catalogues lie in this folder of the templates, and those of a site's words in its content."""
_TRIED = 1001
"""Counts for which a plural expression is tried: gettext's look at no more than the last digits."""


def load_languages(
    root: Path, settings: Settings, held: Mapping[str, Catalogue]
) -> tuple[tuple[Language, ...], dict[str, Catalogue], tuple[Diagnostic, ...]]:
    """Return the languages in the order of the settings, the catalogues read, what is wrong.

    `held` are catalogues read before, by the SHA-256 of their files: reading them takes a library
    and time. Of a phrase that both catalogues translate, the site's own wins.
    """
    languages: list[Language] = []
    read: dict[str, Catalogue] = {}
    faults: list[Diagnostic] = []
    for setting in settings.languages:
        found: list[Catalogue] = []
        name = f"{FOLDER}/{setting.id}.po"
        builders = template_file(root, settings.templates, name)
        for place in (builders, root / settings.content / name):
            if place is None or not place.exists():
                continue
            path = shown_as(root, place)
            text, unread = read_text(place, path, settings.limits)
            faults += unread
            if text is None:
                continue
            key = sha256(text.encode())
            catalogue, wrong = (held[key], ()) if key in held else parse(text, path)
            faults += wrong
            if catalogue is not None:
                found.append(catalogue)
            if catalogue is not None and not wrong:
                read[key] = catalogue
        if not found and not any(item.span.path.endswith(f"/{setting.id}.po") for item in faults):
            path = f"{settings.templates}/{name}"
            faults.append(error("catalogue-invalid", Span(path=path), cause="@catalogue-missing"))
        languages.append(_language(setting, found))
    return tuple(languages), read, tuple(faults)


def _language(setting: LanguageSetting, catalogues: list[Catalogue]) -> Language:
    phrases = {key: forms for one in catalogues for key, forms in one.phrases.items()}
    return Language(
        code=setting.id,
        name=setting.name,
        prefix=f"/{setting.id}",
        locale=setting.locale,
        catalogue=phrases,
        plural=next((one.plural for one in catalogues), "0"),
    )


def remembered(
    held: Mapping[str, tuple[str, dict[str, tuple[str, ...]]]],
) -> dict[str, Catalogue]:
    """Return catalogues of their plurals and phrases, as a build remembers them."""
    return {
        key: Catalogue(plural=plural, phrases=phrases) for key, (plural, phrases) in held.items()
    }


def parse(text: str, path: str) -> tuple[Catalogue | None, tuple[Diagnostic, ...]]:
    """Return a catalogue (gettext's PO format), with the entries that cannot be used.

    Entries that are not translated or fuzzy are left out. A translation names the same parts as its
    phrase; one of several forms may leave some out, as "one case" does.
    """
    from babel.messages.pofile import PoFileError, read_po  # heavy: only what is new is read

    try:
        messages = read_po(io.StringIO(text), abort_invalid=True)
    # The library does not expect a header's parameter in parts (RFC 2231, `nplurals*=2`).
    except (PoFileError, ValueError, TypeError, AttributeError) as fault:
        cause = f"@catalogue-syntax|{fault}"
        return None, (error("catalogue-invalid", Span(path=path), cause=cause),)
    if not _counts(messages.plural_expr):
        cause = f"@catalogue-plural|{messages.plural_expr}"
        return None, (error("catalogue-invalid", Span(path=path), cause=cause),)
    phrases: dict[str, tuple[str, ...]] = {}
    faults = []
    for message in messages:
        single = isinstance(message.id, str)
        pattern = message.id if isinstance(message.id, str) else message.id[0]
        said = message.string or ""
        forms = (said,) if isinstance(said, str) else tuple(said)
        if not pattern or message.fuzzy or not all(forms):
            continue
        wrong = next((form for form in forms if not _fits(form, pattern, exact=single)), None)
        if wrong is not None:
            cause = f"@catalogue-parts|{_names(wrong)}|{_names(pattern)}"
            span = Span(path=path, line=message.lineno)
            faults.append(error("catalogue-invalid", span, cause=cause))
            continue
        phrases[f"{message.context}{CONTEXT}{pattern}" if message.context else pattern] = forms
    return Catalogue(plural=messages.plural_expr, phrases=phrases), tuple(faults)


def _counts(plural: object) -> bool:
    """Tell whether an expression chooses a form for every count that it is tried with.

    One that is given in parts (`plural*=n`) the library hands on as a tuple.
    """
    if not isinstance(plural, str):
        return False
    try:
        choose = c2py(plural)
        return all(choose(count) >= 0 for count in range(_TRIED))
    except (ValueError, ArithmeticError):
        return False


def _fits(form: str, pattern: str, *, exact: bool) -> bool:
    wanted, named = parts_of(pattern), parts_of(form)
    if wanted is None or named is None:
        return wanted is named
    return named == wanted if exact else named <= wanted


def _names(pattern: str) -> str:
    return ", ".join(sorted(parts_of(pattern) or ())) or "?"


def parts_of(pattern: str) -> frozenset[str] | None:
    """Return the names of a pattern's parts; None where a brace opens or closes anything else."""
    try:
        fields = [field for field in Formatter().parse(pattern) if field[1] is not None]
    except ValueError:
        return None
    plain = all(
        name and name.isidentifier() and not (form or turn) for _, name, form, turn in fields
    )
    return frozenset(str(name) for _, name, _, _ in fields) if plain else None
