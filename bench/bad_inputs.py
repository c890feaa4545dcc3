"""Measures every case of the catalogue of bad inputs in a process of its own: time and memory against its limits.

    python bench/bad_inputs.py [ID ...]

prints a table: the id, the outcome, seconds of processor time and MiB of memory at the peak, with what is allowed of
each. It ends with 1 where a case takes more, or has another outcome than its own. The time is that of the whole
program, from its start; the catalogue is `tests/bad-inputs`.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from badinputs import Ground, cases, come_to  # noqa: E402 - after the line above
from forks import alone  # noqa: E402 - as above


def main(wanted: list[str]) -> int:
    """Measure and print; give the exit status."""
    bad = 0
    print(f"{'':6} {'outcome':9} {'code':24} {'s':>6} {'of':>3} {'MiB':>6} {'of':>4}")
    with tempfile.TemporaryDirectory(prefix="pincite-") as folder:
        ground = Ground(Path(folder).resolve())
        assert alone("build", cwd=ground.root, **ground.environment).status == 0, "the base site is no good one"  # noqa: S101 - a script
        ground.keep()
        for case in cases():
            if wanted and case.id not in wanted:
                continue
            ran, wrong = come_to(case, ground, alone)
            seconds, mebibytes = case.limits
            over = ran.seconds > seconds or ran.mebibytes > mebibytes
            bad += bool(over or wrong)
            told = "; ".join(wrong) or ("more than is allowed" if over else "")
            print(
                f"{case.id:6} {case.outcome:9} {case.get('code', ''):24} {ran.seconds:6.2f} {seconds:3.0f}"
                f" {ran.mebibytes:6.0f} {mebibytes:4} {told}".rstrip(),
                flush=True,
            )
    print(f"{bad} not as they should be")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
