"""What a file gave is found again only where it, and all that was read for it, is as it was."""

from __future__ import annotations

import pytest

from pincite.kept.store import Store
from pincite.model import Place
from pincite.problems import Problem, Severity, Span
from pincite.read.files import Folder
from pincite.shelf import Shelf, Taken

KIND = tuple[Place, ...]
WARNING = Problem("code", "message", Span("a.yaml", 1, 2, 3), "hint", Severity.WARNING)
RECORD = (Place(id="town", name="Town"),)


@pytest.fixture(name="root")
def fixture_root(tmp_path):
    for name in ("a.yaml", "a.txt"):
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def _put(root, store, taken=None):
    shelf = Shelf(Folder(root), store, "program")
    shelf.put("a.yaml", KIND, taken or Taken(RECORD, (WARNING,), (), {"place": {"town"}}), ["a.yaml", "a.txt"])
    shelf.save()


def _find(root, store, program="program"):
    return Shelf(Folder(root), store, program).find("a.yaml", KIND)


def test_what_was_put_is_found_as_it_was(root):
    store = Store(None)
    assert _find(root, store) is None
    _put(root, store)
    found = _find(root, store)
    assert (found.record, found.problems, found.declared) == (RECORD, (WARNING,), {"place": {"town"}})


@pytest.mark.parametrize("name", ["a.yaml", "a.txt"])
def test_it_is_not_found_where_a_file_is_another(root, name):
    store = Store(None)
    _put(root, store)
    (root / name).write_text("other", "utf-8")
    assert _find(root, store) is None
    (root / name).write_text(name, "utf-8")
    assert _find(root, store)  # by content, not by time


def test_it_is_not_found_by_another_program(root):
    store = Store(None)
    _put(root, store)
    assert _find(root, store, "another") is None


def test_what_has_an_error_or_could_not_be_read_is_not_kept(root):
    store = Store(None)
    error = Problem("code", "message", Span("a.yaml"), "hint")
    for taken in (Taken(RECORD, (error,), (), {}), Taken(None, (), (), {})):
        _put(root, store, taken)
        assert _find(root, store) is None


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b'[["b.yaml"],[],[],[],[]]', b'[["a.yaml","a.txt"],[1],[],[],[]]'])
def test_a_row_that_nobody_has_written_is_passed_over(root, data):
    store = Store(None)
    _put(root, store)
    basis, _ = store.get("file", "a.yaml")
    store.put("file", [("a.yaml", basis, data)])
    assert _find(root, store) is None


def test_without_a_cache_nothing_is_kept(root):
    _put(root, None)
    assert _find(root, None) is None
