"""Work that one process does at a time in a folder: the others wait, whatever becomes of it."""

from __future__ import annotations

import os
import threading

import pytest

from pincite.disk.alone import one_at_a_time
from pincite.disk.files import DiskError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there nobody waits")


def test_another_one_waits_until_the_work_is_done(tmp_path):
    done = []

    def work():
        with one_at_a_time(tmp_path):
            done.append("the other")

    with one_at_a_time(tmp_path):
        other = threading.Thread(target=work)
        other.start()
        other.join(0.05)
        done.append("this one")
    other.join()
    assert done == ["this one", "the other"]


def test_after_work_that_failed_nobody_waits(tmp_path):
    with pytest.raises(ValueError, match="work"), one_at_a_time(tmp_path):
        raise ValueError("work")
    with one_at_a_time(tmp_path):
        pass


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DiskError) as caught, one_at_a_time(tmp_path / "gone"):
        pass
    assert str(tmp_path / "gone") in caught.value.problem.message
