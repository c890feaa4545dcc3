"""What a share image shows, from a site; what it cannot be drawn from; and the key that it is kept under."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from pictures import content, of
from records import claim, config, correction, index
from rendering import ROOT

from pincite.settings import Hues, Rating
from pincite.share.content import Tokens, contents

SHEET = ":root{--paper:#FDFDFB;--ink:#15191d;--ink-2:#474e56;--ink-3:#5f6770;--rule:#d5d8d4;--rule-2:#8b929a}"
NIGHT = "@media (prefers-color-scheme:dark){:root{--paper:#000000;--ink:#ffffff}}"
SYMBOLS = "\n".join(
    f'<symbol id="mark-{name}" viewBox="0 0 24 24"><circle class="s" cx="12" cy="12" r="{size}"/></symbol>'
    for name, size in (("good", 9), ("fair", 8), ("poor", 7))
)
HUES = Hues(colour="#000000", sign="#ffffff")


def _rating(name, value=None):
    return Rating(id=name, label=name.capitalize(), meaning="x", icon="ticks", light=HUES, dark=HUES, value=value)


def _made(*claims, ratings=None, sheet=SHEET + NIGHT, symbols=SYMBOLS, **more):
    scale = ratings or (_rating("good", 3), _rating("fair"), _rating("poor", 1))
    return contents(index(*claims, config=config(ratings=scale, share_images=True, **more)).site, symbols, sheet)


def _content(*claims, **more):
    (one,), problems = _made(*claims, **more)
    assert problems == []
    return one


def test_a_picture_shows_the_claim_who_claims_it_the_rating_and_the_site():
    one = _content(claim(claim="It stormed."))
    assert (one.path, one.site, one.claim, one.claimant, one.asked, one.label, one.remark) == (
        "share/claims/storm.png",
        "Orrin",
        "It stormed.",
        "Ada",
        "Who claims it",
        "Good",
        "",
    )


def test_a_withdrawn_claim_has_no_badge_and_says_what_it_was():
    one = _content(claim(withdrawn=True, corrections=(correction("2021-05-01"),)))
    assert (one.mark, one.scale, one.at, one.label, one.remark) == (
        None,
        (),
        -1,
        "Withdrawn",
        "Until then it was rated: Good",
    )


def test_the_scale_has_the_ratings_with_a_number_from_the_lowest_as_the_claims_page_has():
    one = _content(claim())
    assert ([mark.symbol for mark in one.scale], one.at) == ([SYMBOLS.split("\n")[2], SYMBOLS.split("\n")[0]], 1)


def test_a_rating_off_the_scale_has_no_place_on_it():
    assert _content(claim(rating="fair")).at == -1


def test_the_colours_are_those_of_a_light_page():
    assert _content(claim()).tokens == Tokens(
        paper="#fdfdfb", ink="#15191d", ink_2="#474e56", ink_3="#5f6770", rule="#d5d8d4", rule_2="#8b929a"
    )


def test_the_repositorys_own_sheet_names_all_colours():
    assert of()["boats-damaged"].tokens.paper == "#fdfdfb"


def test_a_sheet_without_a_colour_is_told():
    images, (problem,) = _made(claim(), sheet=SHEET.replace("--ink-3", "--other"))
    assert (images, problem.code, problem.span.path) == ((), "share-image", "assets/style.css")
    assert "--ink-3" in problem.message


def test_an_icon_that_cannot_be_drawn_is_told_at_its_file():
    images, problems = _made(claim(), symbols=SYMBOLS.replace('class="s" ', ""))
    assert images == ()
    assert {(one.code, one.span.path) for one in problems} == {("share-image", "assets/icons/ticks.svg")}


def test_an_icon_that_is_not_there_is_told_elsewhere():
    assert _made(claim(), symbols=SYMBOLS.split("\n")[0]) == ((), [])


def test_a_page_that_is_read_from_the_right_makes_a_picture_that_is():
    assert of(ROOT / "tests" / "arabic-site")["bridge-closed"].direction == "rtl"


# The key --------------------------------------------------------------------------------------------------------------

MARK = content().mark


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("site", "x"),
        ("direction", "rtl"),
        ("asked", "x"),
        ("claimant", "x"),
        ("claim", "x"),
        ("label", "x"),
        ("remark", "x"),
        ("mark", None),
        ("mark", replace(MARK, hues=HUES)),
        ("mark", replace(MARK, symbol="x")),
        ("mark", replace(MARK, outline=True)),
        ("scale", ()),
        ("at", 0),
        ("tokens", replace(content().tokens, rule="#000000")),
    ],
)
def test_the_key_changes_with_all_that_is_drawn(name, changed):
    assert content(**{name: changed}).key(["1"]) != content().key(["1"])


def test_everything_that_is_drawn_is_tried_above():
    tried = {"site", "direction", "asked", "claimant", "claim", "label", "remark", "mark", "scale", "at", "tokens"}
    assert {field.name for field in fields(content())} - tried == {"path", "span"}


def test_the_key_does_not_change_with_the_place_of_a_claim_in_its_file():
    assert content(path="x", span=content().span._replace(line=99)).key(["1"]) == content().key(["1"])


def test_the_key_changes_with_what_draws():
    assert content().key(["pil 13", "x"]) != content().key(["pil 14", "x"])
