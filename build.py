#!/usr/bin/env python3
"""The door: `python build.py` is the same program as the installed `pincite`. Without a verb it builds."""

import sys

from pincite.cli import main

if __name__ == "__main__":
    sys.exit(main())
