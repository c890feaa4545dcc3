"""The cache of files that take long to make: what it gives is what was made, or it is made anew."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from pincite.disk import files as disk
from pincite.kept.seal import Seal
from pincite.output import cache as module
from pincite.output.cache import Cache

if TYPE_CHECKING:
    from pathlib import Path

KEY, OTHER = hashlib.sha256(b"one").hexdigest(), hashlib.sha256(b"other").hexdigest()
DATA = b"\x89PNG of one"
SEAL = Seal(b"key")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / ".pincite" / "share"


def _never():
    pytest.fail("made again")


def _entries(folder):
    return sorted(path.name for path in folder.iterdir())


def _number(number):
    return hashlib.sha256(str(number).encode()).hexdigest()


def test_what_was_made_once_is_taken_from_the_cache(folder):
    assert Cache(folder, SEAL).get(KEY, lambda: DATA) == DATA
    assert Cache(folder, SEAL).get(KEY, _never) == DATA


def test_an_entry_is_a_file_that_can_be_looked_at(folder):
    Cache(folder, SEAL).get(KEY, lambda: DATA)
    (name,) = _entries(folder)
    assert (name.startswith(KEY), name.endswith(".png"), (folder / name).read_bytes()) == (True, True, DATA)


def test_keys_without_an_entry_are_counted(folder):
    Cache(folder, SEAL).get(KEY, lambda: DATA)
    assert (Cache(folder, SEAL).lacking([KEY, OTHER]), Cache(folder / "none", SEAL).lacking([KEY])) == (1, 1)


@pytest.mark.parametrize("spoiled", [b"", DATA[:-1], DATA + b"x", b"\x89PNG of two", b"\0" * 5000])
def test_an_entry_that_was_spoiled_is_made_anew_and_mended(folder, spoiled):
    Cache(folder, SEAL).get(KEY, lambda: DATA)
    (name,) = _entries(folder)
    (folder / name).write_bytes(spoiled)
    assert Cache(folder, SEAL).get(KEY, lambda: DATA) == DATA
    assert Cache(folder, SEAL).get(KEY, _never) == DATA
    assert _entries(folder) == [name]


@pytest.mark.parametrize("seal", [Seal(), Seal(b"another")])
def test_an_entry_that_another_hand_has_sealed_is_made_anew(folder, seal):
    Cache(folder, seal).get(KEY, lambda: b"forged")
    assert Cache(folder, SEAL).get(KEY, lambda: DATA) == DATA
    assert len(_entries(folder)) == 1


def test_without_a_seal_nothing_is_taken_and_nothing_kept(folder):
    Cache(folder, SEAL).get(KEY, lambda: DATA)
    before = _entries(folder)
    unsealed = Cache(folder, None)
    assert (unsealed.lacking([KEY]), unsealed.get(KEY, lambda: b"new"), unsealed.get(OTHER, lambda: b"x")) == (
        1,
        b"new",
        b"x",
    )
    unsealed.sweep()
    assert _entries(folder) == before


def test_an_entry_of_another_key_is_not_taken_for_this_one(folder):
    """The digest is over key and bytes: renaming a whole entry does not do either."""
    Cache(folder, SEAL).get(OTHER, lambda: b"other")
    (name,) = _entries(folder)
    (folder / name).rename(folder / name.replace(OTHER, KEY))
    assert Cache(folder, SEAL).get(KEY, lambda: DATA) == DATA


def test_an_entry_that_is_a_link_is_not_followed(folder, tmp_path):
    Cache(folder, SEAL).get(KEY, lambda: DATA)
    (name,) = _entries(folder)
    elsewhere = tmp_path / "elsewhere"
    (folder / name).rename(elsewhere)
    (folder / name).symlink_to(elsewhere)
    assert Cache(folder, SEAL).get(KEY, lambda: b"new") == b"new"


def test_a_folder_that_is_a_link_is_neither_read_nor_written(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    Cache(elsewhere, SEAL).get(KEY, lambda: DATA)
    before = _entries(elsewhere)
    link = tmp_path / "share"
    link.symlink_to(elsewhere)
    kept = Cache(link, SEAL)
    assert kept.get(KEY, lambda: b"new") == b"new"
    kept.get(OTHER, lambda: b"x")
    kept.sweep()
    assert _entries(elsewhere) == before


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(tmp_path):
    (tmp_path / "file").write_text("in the way")
    kept = Cache(tmp_path / "file" / "share", SEAL)
    assert kept.get(KEY, lambda: DATA) == DATA
    kept.sweep()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="whoever may write everywhere cannot be kept from it")
def test_a_folder_that_cannot_be_written_costs_nothing_but_time(folder):
    folder.mkdir(parents=True)
    folder.chmod(0o500)
    assert Cache(folder, SEAL).get(KEY, lambda: DATA) == DATA


@pytest.mark.parametrize("number", range(1, 9))
def test_wherever_the_disk_fails_the_file_is_made_and_no_half_entry_is_found(folder, monkeypatch, number):
    count = 0

    def fail(verb: str, path: Path) -> None:
        nonlocal count
        count += 1
        if count == number:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "before", fail)
    assert Cache(folder, SEAL).get(KEY, lambda: DATA) == DATA
    monkeypatch.setattr(disk, "before", None)
    assert Cache(folder, SEAL).get(KEY, lambda: DATA) == DATA


def test_a_failure_of_what_makes_the_file_is_no_entry(folder):
    with pytest.raises(ZeroDivisionError):
        Cache(folder, SEAL).get(KEY, lambda: 1 // 0)
    assert not folder.exists()


def test_a_few_entries_that_nobody_used_stay(folder):
    kept = Cache(folder, SEAL)
    for number in range(5):
        kept.get(_number(number), lambda: DATA)
    later = Cache(folder, SEAL)
    later.get(KEY, lambda: DATA)
    later.sweep()
    assert len(_entries(folder)) == 6


def test_entries_that_nobody_used_go_once_they_are_many(folder, monkeypatch):
    monkeypatch.setattr(module, "_SPARED", 3)
    kept = Cache(folder, SEAL)
    for number in range(5):
        kept.get(_number(number), lambda: DATA)
    later = Cache(folder, SEAL)
    later.get(_number(0), _never)
    later.sweep()
    assert [name[:64] for name in _entries(folder)] == [_number(0)]


def test_what_a_build_that_broke_off_left_goes_and_other_files_stay(folder):
    folder.mkdir(parents=True)
    left = f".{KEY}-{'0' * 32}.png.123.new"
    (folder / left).write_bytes(b"half")
    (folder / "notes.txt").write_text("an editor's")
    Cache(folder, SEAL).sweep()
    assert _entries(folder) == ["notes.txt"]
