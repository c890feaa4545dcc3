"""The markup of a whole site: where each breach is told, what is accepted, and what is kept between two runs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from records import actor, article, claim, quote
from reviewed import ADA, FIRST, LOG, SCALE, card, held, settings

from pincite.formats import marked
from pincite.formats.marked import Marked
from pincite.model import Appearance, Prose
from pincite.problems import Span
from pincite.settings import Publisher, Reviews


def _run(*claims, **more):
    return Marked().run(held(*claims, **more).site)


def _codes(*claims, **more):
    return [problem.code for problem in _run(*claims, **more)]


def _three(**more):
    return [replace(card(**more), id=name, path=f"{name}.yaml") for name in ("a", "b", "c")]


DESK = Publisher(name="Desk", email="desk@example.org", political=False)
SOUND = settings(publisher=DESK)


def test_three_sound_claims_have_no_problem():
    assert _codes(*_three(), config=SOUND) == []


@pytest.mark.parametrize("more", [{"draft": True}, {"withdrawn": True}, {"no_appearance": "It is gone."}])
def test_drafts_and_claims_without_a_review_are_told_nothing(more):
    assert (
        _codes(*_three(claim="Good" * 40, claimed="2022-01-01", **more), config=settings(publisher=Publisher(name="x")))
        == []
    )


def test_one_or_two_marked_pages_are_few_and_none_is_not():
    assert [_codes(*_three()[:count], config=SOUND) for count in range(4)] == [
        [],
        ["claimreview-few"],
        ["claimreview-few"],
        [],
    ]


@pytest.mark.parametrize(
    ("more", "codes"),
    [
        ({"publisher": replace(DESK, email="")}, ["claimreview-no-policy"]),
        ({"publisher": replace(DESK, email=""), "repository": "https://code.example/"}, []),
        ({"publisher": replace(DESK, political=None)}, ["claimreview-political"]),
        ({"publisher": replace(DESK, political=True)}, ["claimreview-political"]),
    ],
)
def test_the_site_says_how_it_corrects_and_that_it_is_no_party(more, codes):
    assert _codes(*_three(), config=settings(**{"publisher": DESK} | more)) == codes


def test_a_page_on_corrections_is_a_policy():
    pages = (Prose(id=marked.POLICY, title="How we correct", short="How we correct", body="On top."),)
    assert _codes(*_three(), prose=pages, config=settings(publisher=replace(DESK, email=""))) == []


def test_what_site_yaml_accepts_is_not_told():
    accepted = replace(SOUND, reviews=Reviews(accept=("claimreview-few", "claimreview-undated")))
    assert _codes(card(claimed=""), config=accepted) == []


def test_each_breach_is_told_where_it_is_mended():
    places = {
        name: Span(f"{name}.yaml", 1) for name in ("claim", "claimed", "checked", "actor", "appearance", "article")
    }
    own = "https://example.org/"
    one = replace(
        card(
            claim="Good boats.",
            claimed="2021-04-02",
            appearances=(Appearance(url=f"{own}here", span=places["appearance"]),),
        ),
        claim_span=places["claim"],
        checked_span=places["checked"],
        claimed_span=places["claimed"],
    )
    first = replace(FIRST, url=f"{own}there", url_span=places["article"])
    found = _run(one, config=SOUND, articles=(first,), actors=(replace(ADA, same_as=(), span=places["actor"]),))
    assert {(problem.code, problem.span.path) for problem in found} == {
        ("claimreview-rating-in-claim", "claim.yaml"),
        ("claimreview-date", "checked.yaml"),
        ("claimreview-own-host", "appearance.yaml"),
        ("claimreview-own-host", "article.yaml"),
        ("claimreview-unlinked", "actor.yaml"),
        ("claimreview-few", ""),
    }


def test_a_group_is_not_asked_for_an_address():
    found = [_codes(*_three(), config=SOUND, actors=(actor(kind=kind),)) for kind in ("group", "organisation")]
    assert found == [[], ["claimreview-unlinked"] * 3]


def test_a_wrong_scale_is_told_once_and_not_of_every_claim():
    rising = settings(publisher=DESK, ratings=(replace(SCALE[0], value=1), SCALE[1], replace(SCALE[2], value=1)))
    assert _codes(*_three(), config=rising) == ["claimreview-scale"]


def test_a_second_run_makes_only_what_has_changed(monkeypatch):
    made = []
    monkeypatch.setattr(marked, "claim_review", lambda claim, _: made.append(claim.id))
    cards = _three()
    checks = Marked()
    same = {"actors": (ADA,), "references": (LOG,), "config": SOUND}
    checks.run(held(*cards, **same).site)
    cards[1] = replace(cards[1], verdict="Another.")
    checks.run(held(*cards, **same).site)
    assert made == ["a", "b", "c", "b"]


def test_settings_that_say_the_same_make_nothing_anew(monkeypatch):
    """The preview sets share images off, and so has other settings at every save, which say the same."""
    made = []
    monkeypatch.setattr(marked, "claim_review", lambda claim, _: made.append(claim.id))
    checks, cards = Marked(), _three()
    same = {"actors": (ADA,), "references": (LOG,)}
    for config in (SOUND, replace(SOUND), replace(SOUND, url="https://example.org/elsewhere/")):
        checks.run(held(*cards, **same, config=config).site)
    assert made == ["a", "b", "c"] * 2


def test_what_the_markup_rests_on_makes_it_anew():
    checks, cards = Marked(), _three()
    unlinked = (replace(ADA, same_as=()),)
    found = [
        [p.code for p in checks.run(held(*cards, config=SOUND, actors=who).site)] for who in ((ADA,), unlinked, (ADA,))
    ]
    assert found == [[], ["claimreview-unlinked"] * 3, []]


def test_a_card_that_is_gone_is_forgotten():
    checks, cards = Marked(), _three(claim="x" * 80)
    assert [len(checks.run(held(*cards[:count], config=SOUND).site)) for count in (3, 0, 3)] == [3, 0, 3]


def test_a_claim_that_only_an_article_without_an_address_states_has_no_origin():
    bare = article("bare")
    one = claim("storm", quote(bare, "Nobody was hurt"), claimed="2021-03-04")
    found = _codes(one, config=SOUND, articles=(bare,), actors=(actor(kind="group"),))
    assert found == ["claimreview-few", "claimreview-origin"]
