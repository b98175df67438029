"""A static report-site generator whose every figure is bound to an observation."""

__version__ = "0.2.0"
