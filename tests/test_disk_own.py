"""A folder of one's own is nobody else's, and goes again whatever happens in it."""

from __future__ import annotations

import errno
import tempfile

import pytest
from faults import failing

from pincite.disk import files
from pincite.disk.files import DiskError
from pincite.disk.own import own_folder


def test_it_can_be_entered_by_its_owner_alone_and_goes_with_what_is_in_it():
    with own_folder() as folder:
        (folder / "below").mkdir()
        (folder / "below/file").write_text("x")
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


def test_it_goes_where_the_work_in_it_fails():
    with pytest.raises(ValueError, match="work"), own_folder() as folder:
        raise ValueError("work")
    assert not folder.exists()


def test_where_none_can_be_made_the_place_is_named(monkeypatch):
    failing(monkeypatch, errno.ENOSPC)
    with pytest.raises(DiskError) as caught, own_folder():
        pass
    assert tempfile.gettempdir() in caught.value.problem.message
    assert "make room" in caught.value.problem.hint


def test_what_cannot_be_removed_is_no_error(monkeypatch):
    with own_folder() as folder:
        failing(monkeypatch, errno.EIO)
    monkeypatch.setattr(files, "before", None)
    assert folder.exists()
    folder.rmdir()
