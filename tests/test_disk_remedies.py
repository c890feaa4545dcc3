"""What helps against an error of the system is said in the same words wherever it is met."""

from __future__ import annotations

import errno

import pytest

from pincite.disk import remedies


@pytest.mark.parametrize("code", [errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_what_has_run_out_is_answered_alike_whatever_was_being_done(code):
    told = {remedies.to_read(code), remedies.to_write(code), remedies.to_go_on(code)}
    assert len(told) == 1
    assert told.pop().endswith(" and try again")


def test_a_disk_with_a_fault_costs_a_source_but_an_output_can_go_elsewhere():
    assert "restore the file" in remedies.to_read(errno.EIO)
    assert "--output" in remedies.to_write(errno.EIO)


@pytest.mark.parametrize("remedy", [remedies.to_read, remedies.to_write, remedies.to_go_on])
def test_an_error_without_a_remedy_of_its_own_gets_a_common_one(remedy):
    assert remedy(errno.ELOOP) == remedy(0) != ""
