"""The recipes: check a site, build a site."""

from site_builder.asked import Config
from site_builder.build.examine import check, examine
from site_builder.build.outcome import Built, Checked
from site_builder.build.recipe import build

__all__ = ["Built", "Checked", "Config", "build", "check", "examine"]
