"""pincite: a static fact-check site generator that proves every quote at build time."""

# Written here and read by the package's build, so that it is the same installed and run from the sources.
__version__ = "0.1.0"

__all__ = ["__version__"]
