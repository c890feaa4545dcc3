"""Asks whether weaknesses are known of anything that is locked here; and writes down what the program is made of.

`make audit` runs it. pip-audit, from the lock beside this file, asks about the Python locks, npm about the others: what
is sent is names and versions. Nothing is green that nobody answered for:

- 0: everything that is locked was asked about, and nothing is known.
- 1: of something a weakness is known; it is named, with the versions that mend it.
- 74: of something nobody could say; it is named, with the reason. So it is where the network ends before the service.

`--sbom FILE` asks nobody: it writes a bill of materials in CycloneDX 1.6, of what requirements.lock pins.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "audit"
VENV = HERE / "venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON_LOCKS = (
    "requirements.lock",
    "requirements-dev.lock",
    "requirements-built.lock",
    "bench/tools/requirements.lock",
    "audit/requirements.lock",
    "tests/fuzz/requirements.lock",
)
NPM_LOCKS = (
    "tests/editor",
    "tests/markup",
    "tests/annotations",
    "tests/hosting",
    "bench/lighthouse",
    "bench/tools",
)
FINE, KNOWN, UNASKED = 0, 1, 74
SECONDS = 300
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Found:
    """What was said of one lock: how many packages were answered for, what is known, and what nobody could say."""

    lock: str
    asked: int = 0
    known: tuple[str, ...] = ()
    unasked: tuple[str, ...] = ()


def of_pip_audit(lock: str, out: str, err: str) -> Found:
    """Read what pip-audit printed. It ends with 0 where it skipped packages, so its status is not asked for."""
    try:
        told = json.loads(out)["dependencies"]
        answered = [one for one in told if not one.get("skip_reason")]
        known = [
            f"{one['name']} {one['version']}: {weak['id']}, mended in {', '.join(weak['fix_versions']) or 'none'}"
            for one in answered
            for weak in one["vulns"]
        ]
        skipped = [f"{one['name']}: {one['skip_reason']}" for one in told if one.get("skip_reason")]
    except (ValueError, KeyError, TypeError):
        return Found(lock, unasked=(_last(err),))
    if not told:
        skipped = ["pip-audit found no package in it"]
    return Found(lock, len(answered), tuple(known), tuple(skipped))


def of_npm(lock: str, out: str, err: str) -> Found:
    """Read what `npm audit --json` printed."""
    try:
        told = json.loads(out)
        total = told["metadata"]["dependencies"]["total"]
        known = [f"{name}: {one['severity']}, {one['range']}" for name, one in told["vulnerabilities"].items()]
    except (ValueError, KeyError, TypeError):
        return Found(lock, unasked=(_last(err),))
    return Found(lock, total, tuple(known), () if total else ("npm found no package in it",))


def _last(err: str) -> str:
    """Give the line that tells most of a failure: the last one that is not about a log."""
    lines = [line.strip() for line in err.splitlines() if line.strip() and "complete log" not in line]
    return lines[-1][:300] if lines else "it said nothing"


def status(found: list[Found]) -> int:
    """Give the exit status. A weakness that is known outweighs what nobody could say."""
    if any(one.known for one in found):
        return KNOWN
    return UNASKED if not found or any(one.unasked for one in found) else FINE


def _run(command: list[str], folder: Path = ROOT) -> tuple[str, str]:
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return "", str(error)
    return done.stdout, done.stderr


def _set_up() -> str:
    """Install pip-audit from its lock; give why that failed, or nothing."""
    stamp, lock = VENV / ".made", HERE / "requirements.lock"
    if stamp.exists() and stamp.stat().st_mtime >= lock.stat().st_mtime:
        return ""
    quiet = ("--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes", "--only-binary", ":all:")
    for command in (
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        [str(BIN / "python"), "-m", "pip", "install", *quiet, "-r", str(lock)],
    ):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return _last(done.stderr)
    stamp.touch()
    return ""


def _ask() -> list[Found]:
    found = []
    refused = _set_up()
    options = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")
    for lock in PYTHON_LOCKS:
        if refused:
            found.append(Found(lock, unasked=(f"pip-audit could not be installed: {refused}",)))
        else:
            found.append(of_pip_audit(lock, *_run([str(BIN / "pip-audit"), *options, "-r", lock])))
    for folder in NPM_LOCKS:
        lock = f"{folder}/package-lock.json"
        if npm := shutil.which("npm"):
            found.append(of_npm(lock, *_run([npm, "audit", "--package-lock-only", "--json"], ROOT / folder)))
        else:
            found.append(Found(lock, unasked=("npm is not installed",)))
    return found


def bill() -> dict[str, Any]:
    """Give the bill of materials: what requirements.lock pins, with the licence that each states, if it is here.

    Neither a clock nor chance is in it: of one lock it is always the same.
    """
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = sorted(set(PIN.findall((ROOT / "requirements.lock").read_text("utf-8"))))
    components = []
    for name, version in pins:
        one: dict[str, Any] = {"type": "library", "name": name, "version": version}
        one["purl"] = one["bom-ref"] = f"pkg:pypi/{name}@{version}"
        if stated := licence(name):
            one["licenses"] = [{"license": {"name": stated}}]
        components.append(one)
    own = {"type": "application", "name": project["name"], "licenses": [{"license": {"id": project["license"]}}]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own},
        "components": components,
    }


def licence(name: str) -> str:
    """Give the licence that an installed package states, in its own words; nothing where it is not installed."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    stated = told.get("License-Expression") or told.get("License") or ""
    if stated:
        return stated.splitlines()[0]
    of_list = [one for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    return of_list[0].rpartition(":: ")[2] if of_list else ""


def main(arguments: list[str] | None = None) -> int:
    """Ask, print what was said, and give the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sbom", type=Path, metavar="FILE", help="ask nobody, and write a bill of materials")
    given = parser.parse_args(arguments)
    if given.sbom:
        given.sbom.write_text(json.dumps(bill(), indent=2) + "\n", "utf-8")
        return FINE
    found = _ask()
    for one in found:
        print(
            f"{one.lock}: {one.asked} asked about, {len(one.known)} known weaknesses, {len(one.unasked)} not answered"
        )
        for line in one.known:
            print(f"  known: {line}")
        for line in one.unasked[:3]:
            print(f"  not answered: {line}")
        if len(one.unasked) > 3:  # noqa: PLR2004 - as many as above
            print(f"  ... and {len(one.unasked) - 3} more")
    end = status(found)
    print(
        {
            FINE: "audit: nothing is known of anything that is locked",
            KNOWN: "audit: FAILED: weaknesses are known; take the versions that mend them: make locks ARGS=--upgrade",
            UNASKED: "audit: FAILED: nobody answered for some of what is locked; this says nothing about its safety",
        }[end]
    )
    return end


if __name__ == "__main__":
    sys.exit(main())
