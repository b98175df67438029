"""A picture with a title that stands alone in its paragraph is a figure with a caption."""

from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def pictures(state: StateCore) -> None:
    """Make such paragraphs figures; the image's title becomes the text of a caption token."""
    for place, opening in enumerate(state.tokens):
        if opening.type != "paragraph_open" or opening.hidden:
            continue
        inline, closing = state.tokens[place + 1 : place + 3]
        shown = [child for child in inline.children or [] if _shows(child)]
        if [child.type for child in shown] != ["image"] or not shown[0].attrGet("title"):
            continue
        image = shown[0]
        opening.tag = closing.tag = "figure"
        image.meta["caption"] = caption = str(image.attrs.pop("title"))
        inline.children = [image, Token("picture_caption", "", 0, content=caption)]


def alt_text(image: Token) -> str:
    """Return the words in the place of an image, as they are read aloud."""
    words = (
        alt_text(child) if child.type == "image" else child.content or " "
        for child in image.children or ()
        if child.nesting == 0
    )
    return "".join(words).strip()


def _shows(child: Token) -> bool:
    return child.type != "text" or bool(child.content.strip())
