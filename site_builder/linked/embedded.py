"""JSON inside a page, where no text of it may end the script."""

from markupsafe import Markup

_ESCAPES = (
    ("<", r"\u003c"),
    (">", r"\u003e"),
    ("&", r"\u0026"),
    ("\u2028", r"\u2028"),
    ("\u2029", r"\u2029"),
)


def embedded(text: str) -> Markup:
    r"""Return JSON for a `<script>`: the same values, with `<`, `>` and `&` as `\u003c` ….

    These characters stand in JSON only inside strings, so no value changes, and neither `</script`
    nor `<!--` is left.
    """
    for mark, escape in _ESCAPES:
        text = text.replace(mark, escape)
    return Markup(text)  # noqa: S704
