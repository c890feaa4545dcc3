"""Runs the program in this process, where a process of its own is not the point: half a second each time is spared."""

from __future__ import annotations

import contextlib
import functools
import io
import os
from pathlib import Path
from unittest import mock

from running import ROOT, Run

from pincite.cli import main
from pincite.share import drawing

# A picture takes as long as ten pages. Here each is drawn once; what drawing gives is held by tests of its own.
_drawn = functools.lru_cache(maxsize=256)(drawing.draw)


def run(*arguments: object, cwd: Path = ROOT, **environment: str) -> Run:
    """Run the program with a folder as the current one and with changes to the environment, all of it put back."""
    before, here = dict(os.environ), Path.cwd()
    os.environ.update({"NO_COLOR": "1", "no_proxy": "*", **environment})
    os.chdir(cwd)
    out, err = io.StringIO(), io.StringIO()
    try:
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            mock.patch.object(drawing, "draw", _drawn),
        ):
            status = main([str(one) for one in arguments])
    except SystemExit as ended:  # how wrong usage ends
        status = int(ended.code or 0)
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(before)
    return Run(status, out.getvalue(), err.getvalue())
