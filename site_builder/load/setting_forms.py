"""Forms that values of `site.toml` may have."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from site_builder.load.field_causes import SLUG, matching
from site_builder.model.limits import LONGEST_NAME


def _form(phrase: str) -> Any:
    """Return what names, in the JSON Schema, the phrase that says how a value is written."""
    return Field(json_schema_extra={"format": phrase})


_HOST = r"[^\s/@\[\]]+"
"""A host with its port: without a user's name, which looks like a host to readers."""
Slug = Annotated[
    str,
    Field(max_length=LONGEST_NAME),
    matching(SLUG, "slug"),
    _form("slug"),
]
Folder = Annotated[
    str,
    Field(max_length=LONGEST_NAME),
    matching(r"(?!\.\.)[^/\\:]+(/(?!\.\.)[^/\\:]+)*", "folder"),
    _form("folder"),
]
Version = Annotated[str, matching(r"(\d+\.\d+\.\d+)?", "builder-version"), _form("builder-version")]
Address = Annotated[str, matching(rf"https?://{_HOST}(/\S*)?/", "base-url"), _form("base-url")]
LanguageTag = Annotated[
    str, matching(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "language-tag"), _form("language-tag")
]
"""A language as BCP 47 names it."""
WebAddress = Annotated[
    str, matching(rf"(https?://{_HOST}(/\S*)?)?", "full-address"), _form("full-address")
]
ContactAddress = Annotated[
    str,
    matching(rf"mailto:[^\s@]+@[^\s@]+|https://{_HOST}(/\S*)?|tel:[+\d-]+", "contact-address"),
    _form("contact-address"),
]
Email = Annotated[
    str, matching(r"([^@\s]+@[^@\s]+\.[^@\s]+)?", "mail-address"), _form("mail-address")
]
Text = Annotated[str, Field(min_length=1)]


class Strict(BaseModel):
    """A table of `site.toml`, in which nothing else may stand."""

    model_config = ConfigDict(extra="forbid", frozen=True)
