"""The cache gives back what was put, or nothing: see its rows altered, its file another, its folder not there."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest

from pincite.kept.store import FOLDER, NAME, KeptError, Store, forget

ROW = ("a", b"basis", b"data")


def _alter(root, words):
    with closing(sqlite3.connect(root / FOLDER / NAME)) as other:
        other.execute(words)
        other.commit()


def _put(root, *rows, table="card"):
    store = Store(root)
    store.put(table, rows)
    store.save()
    store.close()


def test_what_was_saved_is_there_for_the_next_one(tmp_path):
    _put(tmp_path, ROW)
    store = Store(tmp_path)
    assert store.get("card", "a") == (b"basis", b"data")
    assert list(store.all("card")) == [ROW]
    assert store.get("body", "a") is None
    store.drop("card", ["a"])
    assert store.get("card", "a") is None
    store.undo()
    assert store.get("card", "a") == (b"basis", b"data")
    store.close()


def test_what_was_not_saved_is_forgotten(tmp_path):
    store = Store(tmp_path)
    store.put("card", [ROW])
    store.close()
    assert Store(tmp_path).get("card", "a") is None


@pytest.mark.parametrize(
    "words",
    [
        "UPDATE card SET data = substr(data, 2)",
        "UPDATE card SET basis = 'text'",
        "UPDATE card SET basis = x'00'",
        "UPDATE card SET name = 'b'",
        "UPDATE card SET data = NULL",
    ],
)
def test_a_row_that_the_disk_has_altered_is_passed_over(tmp_path, words):
    _put(tmp_path, ROW)
    _alter(tmp_path, words)
    store = Store(tmp_path)
    assert [store.get("card", name) for name in ("a", "b")] == [None, None]
    assert list(store.all("card")) == []


def test_a_row_that_was_put_into_another_table_is_passed_over(tmp_path):
    _put(tmp_path, ROW)
    _alter(tmp_path, "INSERT INTO body SELECT * FROM card")
    assert Store(tmp_path).get("body", "a") is None


def test_a_byte_that_went_from_the_basis_to_the_data_makes_no_row(tmp_path):
    _put(tmp_path, ("a", b"basis", b""))
    _alter(tmp_path, "UPDATE card SET basis = x'62617369', data = CAST(data || 's' AS BLOB)")
    assert Store(tmp_path).get("card", "a") is None


def test_a_row_that_was_put_by_another_user_is_passed_over_and_made_anew(tmp_path, monkeypatch):
    root = tmp_path / "site"
    root.mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    _put(root, ROW)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    for write in (False, True):
        store = Store(root, write=write)
        assert (store.get("card", "a"), list(store.all("card"))) == (None, [])
        store.close()
    _put(root, ROW)
    assert Store(root).get("card", "a") == ROW[1:]
    assert Store(root, write=False).get("card", "a") == ROW[1:]


def test_without_a_key_rows_stay_in_memory_and_none_is_believed(tmp_path, monkeypatch):
    _put(tmp_path, ROW)
    held = (tmp_path / FOLDER / NAME).read_bytes()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "none" / "at all"))
    for write in (True, False):
        store = Store(tmp_path, write=write)
        assert (store.path, store.get("card", "a")) == (None, None)
        store.put("card", [("b", b"basis", b"new")])
        store.save()
        assert store.reopened().get("card", "b") == (b"basis", b"new")
    assert (tmp_path / FOLDER / NAME).read_bytes() == held


def test_who_only_reads_makes_no_key(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    Store(tmp_path / "site", write=False).put("card", [ROW])
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("words", ["PRAGMA user_version = 9", "PRAGMA application_id = 9"])
def test_a_cache_of_another_form_is_made_anew(tmp_path, words):
    _put(tmp_path, ROW)
    _alter(tmp_path, words)
    store = Store(tmp_path)
    assert store.path
    assert store.get("card", "a") is None
    store.put("card", [ROW])
    store.save()
    assert Store(tmp_path).get("card", "a") == ROW[1:]


@pytest.mark.parametrize("data", [b"no database" * 99, b"", b"SQLite format 3\0" + b"x" * 4096])
def test_a_file_that_is_no_cache_is_made_anew(tmp_path, data):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / NAME).write_bytes(data)
    _put(tmp_path, ROW)
    assert Store(tmp_path).get("card", "a") == ROW[1:]


def _folder(path):
    path.mkdir(parents=True)


def _link(path):
    path.parent.mkdir()
    path.symlink_to(path.parents[2] / "elsewhere")


def _link_of_folder(path):
    (path.parents[2] / "elsewhere").mkdir()
    path.parent.symlink_to(path.parents[2] / "elsewhere")


@pytest.mark.parametrize("lay", [_folder, _link, _link_of_folder, lambda path: path.parent.write_bytes(b"file")])
def test_where_no_file_can_be_had_rows_stay_in_memory(tmp_path, lay):
    root = tmp_path / "site"
    root.mkdir()
    lay(root / FOLDER / NAME)
    store = Store(root)
    assert store.path is None
    store.put("card", [ROW])
    store.save()
    assert store.get("card", "a") == ROW[1:]
    forget(root)
    elsewhere = tmp_path / "elsewhere"
    assert not elsewhere.exists() or not list(elsewhere.iterdir())


def test_a_cache_that_is_only_read_is_not_written_and_has_what_was_put_besides(tmp_path):
    _put(tmp_path, ROW, ("b", b"basis", b"old"))
    before = {path.name: path.read_bytes() for path in (tmp_path / FOLDER).iterdir()}
    store = Store(tmp_path, write=False)
    store.put("card", [("b", b"basis", b"new"), ("c", b"basis", b"more")])
    store.save()
    assert store.get("card", "b") == (b"basis", b"new")
    assert sorted(store.all("card")) == [ROW, ("b", b"basis", b"new"), ("c", b"basis", b"more")]
    assert store.reopened().get("card", "a") == ROW[1:]
    store.close()
    assert {path.name: path.read_bytes() for path in (tmp_path / FOLDER).iterdir()} == before


def test_without_a_cache_one_who_only_reads_makes_no_file(tmp_path):
    Store(tmp_path, write=False).put("card", [ROW])
    assert not (tmp_path / FOLDER).exists()


def test_the_names_of_rows_are_those_that_can_be_dropped(tmp_path):
    _put(tmp_path, ROW, ("b", b"", b""))
    assert Store(tmp_path).names("card") == {"a", "b"}
    assert Store(tmp_path).names("body") == set()
    reading = Store(tmp_path, write=False)
    reading.put("card", [("c", b"", b"")])
    assert reading.names("card") == {"c"}


def test_unused_rows_are_swept_once_there_are_many(tmp_path):
    store = Store(tmp_path)
    store.put("card", [ROW, *((f"old-{at}", b"", b"") for at in range(100))])
    store.sweep({"card": {"a"}})
    assert len(list(store.all("card"))) == 101
    store.put("card", [("one more", b"", b"")])
    store.sweep({"card": {"a"}})
    assert list(store.all("card")) == [ROW]


def test_another_process_that_writes_is_told_as_busy(tmp_path):
    first, second = Store(tmp_path), Store(tmp_path, wait=0.01)
    first.put("card", [ROW])
    with pytest.raises(KeptError) as caught:
        second.put("card", [ROW])
    assert caught.value.busy


def test_a_spoilt_cache_is_deleted_and_so_is_one_that_is_forgotten(tmp_path):
    store = Store(tmp_path)
    store.spoil()
    assert not list((tmp_path / FOLDER).iterdir())
    _put(tmp_path, ROW)
    forget(tmp_path)
    assert not list((tmp_path / FOLDER).iterdir())
    with pytest.raises(KeptError):
        store.get("card", "a")


@pytest.mark.parametrize(
    "words",
    [
        "CREATE TRIGGER t AFTER INSERT ON card BEGIN DELETE FROM page; END",
        "CREATE VIEW v AS SELECT * FROM card",
        "CREATE TABLE more (name)",
        "CREATE INDEX i ON card (basis)",
        "DROP TABLE derived",
        "ALTER TABLE card ADD COLUMN more",
        "PRAGMA writable_schema = ON",  # by which what follows may be done to it
    ],
)
def test_a_cache_that_declares_anything_else_is_made_anew(tmp_path, words):
    _put(tmp_path, ROW)
    with closing(sqlite3.connect(tmp_path / FOLDER / NAME)) as other:
        other.execute(words)
        if "writable" in words:
            other.execute("UPDATE sqlite_schema SET sql = 'CREATE TABLE page (name, basis, data)' WHERE name = 'page'")
        other.commit()
    reading = Store(tmp_path, write=False)
    assert reading.get("card", "a") is None
    store = Store(tmp_path)
    assert store.path
    assert store.get("card", "a") is None
    store.put("card", [ROW])
    store.save()
    assert Store(tmp_path).get("card", "a") == ROW[1:]


def test_a_cache_of_tables_alike_with_a_view_in_the_place_of_one_is_made_anew(tmp_path):
    _put(tmp_path, ROW)
    with closing(sqlite3.connect(tmp_path / FOLDER / NAME)) as other:
        other.execute("DROP TABLE card")
        other.execute("CREATE VIEW card AS SELECT 'a' AS name, x'00' AS basis, load_extension('x') AS data")
        other.commit()
    store = Store(tmp_path)
    assert (store.get("card", "a"), bool(store.path)) == (None, True)


def test_what_a_cache_declares_is_not_trusted_and_its_pages_are_looked_at(tmp_path):
    for store in (Store(tmp_path), Store(None)):
        told = [
            store._connection.execute(f"PRAGMA {one}").fetchone()[0] for one in ("trusted_schema", "cell_size_check")
        ]
        assert told == [0, 1]


@pytest.mark.parametrize("suffix", ["", "-journal", "-wal", "-shm"])
@pytest.mark.parametrize("lay", [lambda path, other: path.symlink_to(other), lambda path, _other: os.mkfifo(path)])
def test_a_link_or_a_pipe_in_the_place_of_any_of_its_files_is_let_alone(tmp_path, suffix, lay):
    _put(tmp_path, ROW)
    other, path = tmp_path / "other", tmp_path / FOLDER / (NAME + suffix)
    other.write_bytes(b"of another hand")
    path.unlink(missing_ok=True)
    lay(path, other)
    store = Store(tmp_path)
    store.put("card", [ROW])
    store.save()
    store.spoil()
    forget(tmp_path)
    assert (store.path, other.read_bytes(), path.lstat().st_mode != 0) == (None, b"of another hand", True)
