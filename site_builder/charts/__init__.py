"""Charts: a series to an Altair chart to static SVG. Only `render` imports this folder."""

import os
from pathlib import Path

try:
    Path.home()
except RuntimeError:
    # A user without a home, as in containers: Altair asks for one when it is imported, for nothing.
    os.environ["HOME"] = os.devnull
