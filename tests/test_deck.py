"""Cards come from the cache only where all that they rest on is as it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pincite import deck
from pincite.kept.claims import Bodies
from pincite.kept.store import Store
from pincite.read.files import Folder
from pincite.site import Memory, Reading

ROOT = Path(__file__).parent


@pytest.fixture(name="root")
def fixture_root(tmp_path):
    return shutil.copytree(ROOT / "states-site", tmp_path / "site")


@pytest.fixture(name="store")
def fixture_store():
    return Store(None)


def _load(root, store, program="program", jobs=1):
    reading = Reading(Folder(root), drafts=True, memory=Memory(Bodies(store), program, jobs))
    loaded = reading.load()
    return loaded, reading._deck.read


def _change(root, path, old, new):
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), "utf-8")


def test_cards_that_are_as_they_were_are_not_read_and_are_the_same(root, store):
    first, number = _load(root, store)
    assert number == len(first.site.claims)
    second, number = _load(root, store)
    assert number == 0
    assert [one.whole for one in second.site.claims] == [one.whole for one in first.site.claims]
    assert second.problems == first.problems


def test_another_program_reads_all(root, store):
    number = _load(root, store)[1]
    assert _load(root, store, "another")[1] == number


def test_one_card_that_is_another_is_read_alone(root, store):
    _load(root, store)
    _change(root, "content/claims/bare.yaml", "title: ", "title: X ")
    loaded, number = _load(root, store)
    assert number == 1
    assert next(one for one in loaded.site.claims if one.id == "bare").title.startswith("X ")


def test_the_cards_that_name_an_article_are_read_where_that_is_another(root, store):
    loaded, _ = _load(root, store)
    quoting = {one.id for one in loaded.site.claims for quote in one.quotes if quote.article == "herald"}
    _change(root, "content/articles/herald.yaml", "short: ", "short: X ")
    assert len(quoting) <= _load(root, store)[1] < len(loaded.site.claims)


def test_a_card_is_read_where_its_record_is_another(root, store):
    _load(root, store)
    (root / "record/claims/figures.json").unlink()
    assert _load(root, store)[1] == 1


def test_cards_with_an_error_are_never_kept(root, store):
    _change(root, "content/claims/bare.yaml", "title: ", "titel: ")
    first, _ = _load(root, store)
    second, number = _load(root, store)
    assert number == 1
    assert second.problems == first.problems
    assert second.problems


@pytest.mark.parametrize("data", [b"", b"[]\n", b"{", b'[["x"]]\n[]', b"\xff\n"])
def test_a_row_that_nobody_has_written_is_passed_over(root, store, data):
    first, number = _load(root, store)
    store.put("card", [(name, basis, data) for name, basis, _ in [*store.all("card")]])
    second, again = _load(root, store)
    assert again == number
    assert [one.whole for one in second.site.claims] == [one.whole for one in first.site.claims]


def test_workers_read_what_one_process_reads(root, monkeypatch):
    monkeypatch.setattr(deck, "SHARED", 2)
    _change(root, "content/claims/bare.yaml", "rating: ", "rating: no-")  # its card is handed over as it is
    one, _ = _load(root, Store(None))
    two, _ = _load(root, Store(None), jobs=2)
    assert two.problems == one.problems
    assert [claim.whole for claim in two.site.claims] == [claim.whole for claim in one.site.claims]
