"""Which files a site has, by kind and id: before anything in them is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.problems import Problem, Span
from pincite.read.shape import Shaper
from pincite.read.values import nearest_word
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pincite.read.files import Folder

SETTINGS, EVENTS = "site.yaml", "content/events.yaml"
LISTS = {kind: f"content/{kind}s.yaml" for kind in ("actor", "reference", "place", "topic")}
_LIST = "index"  # the page that lists all entries of a kind
_NAMED = {
    "article": ("content/articles", ".yaml"),
    "claim": ("content/claims", ".yaml"),
    "page": ("content/pages", ".md"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """The files of a site by kind and id, the ids by kind, and what is wrong with the names."""

    files: Mapping[str, Mapping[str, str]]
    named: Mapping[str, frozenset[str]]
    paths: frozenset[str]
    problems: tuple[Problem, ...]


def listed(folder: Folder) -> Listing:
    """Name every file of the content. Two files of one id are a problem, and one that nothing reads."""
    shaper = Shaper()
    files: dict[str, dict[str, str]] = {}
    for kind, (top, suffix) in _NAMED.items():
        paths, problems = folder.files_below(top, (suffix,))
        shaper.problems += problems
        named: dict[str, str] = {}
        for path in paths:
            ident = path.rpartition("/")[2].removesuffix(suffix)
            if not shaper.check_id(ident, Span(path)):
                continue
            if ident in named:
                message, hint = f'"{ident}" is the name of two files; the other is {named[ident]}', "rename one of them"
                shaper.problems.append(Problem("id-twice", message, Span(path), f"{hint}: the name is the id"))
                continue
            if ident == _LIST and kind != "page":
                message = f'"{ident}" is the address of a page that pincite makes: {kind}s/{ident}.html'
                shaper.problems.append(Problem("path-collision", message, Span(path), "rename the file"))
            named[ident] = path
        files[kind] = dict(sorted(named.items()))
    found, _ = folder.files_below("content", ())
    lists_read = (EVENTS, *LISTS.values())
    folders = tuple(f"{top}/" for top, _ in _NAMED.values())
    for path in found:
        if path in lists_read or path.startswith(folders):
            continue
        near = nearest_word(path, lists_read)
        hint = f'did you mean "{near}"?' if near else "move it into one of the folders, or away"
        # A list whose name is misspelt would vanish without a word.
        shaper.problems.append(Problem("file-unknown", "nothing reads this file", Span(path), hint))
    ids = {kind: frozenset(named) for kind, named in files.items()}
    return Listing(files, ids, frozenset(found), tuple(shaper.problems))
