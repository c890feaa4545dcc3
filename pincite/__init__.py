"""pincite: a static fact-check site generator that proves every quote at build time."""

from importlib import metadata as _metadata

try:
    __version__ = _metadata.version("pincite")
except _metadata.PackageNotFoundError:  # the sources run without having been installed
    __version__ = "0+source"

__all__ = ["__version__"]
