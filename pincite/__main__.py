"""`python -m pincite` is the same program as `pincite`."""

from pincite.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
