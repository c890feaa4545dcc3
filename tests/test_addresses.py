"""The addresses that every site has."""

import pytest

from pincite.addresses import RESERVED, SECTIONS


@pytest.mark.parametrize("name", sorted(SECTIONS))
def test_the_page_of_a_section_is_named_after_it(name):
    path = SECTIONS[name]
    assert path in {f"{name}.html", f"{name}/index.html"}


def test_no_page_of_prose_may_take_the_name_of_a_section():
    assert set(SECTIONS) <= RESERVED
