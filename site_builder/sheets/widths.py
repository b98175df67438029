"""Full-width forms and blanks, as spreadsheets made in China are full of them."""

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}


def half_width(text: str) -> str:
    """Return the text with full-width digits, letters and signs in their half-width form.

    Unlike Unicode's compatibility forms this leaves ①, ² and … as they are: a mark of a footnote
    must not become a digit.
    """
    return text.translate(_HALF_WIDTH)


def squeezed(text: str) -> str:
    """Return the half-width form without any blanks."""
    return "".join(half_width(text).split())


def quotable(text: str) -> str:
    """Return a text as a diagnostic may quote it: one line, at most 60 characters, plain."""
    line = " ".join(text.split())[:60].replace("|", "/")
    return f"＠{line[1:]}" if line.startswith("@") else line


def normal(text: str) -> str:
    """Return the form in which names are compared: half-width, no blanks, lower case."""
    return squeezed(text).casefold()
