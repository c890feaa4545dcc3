"""Each kind of edit moves exactly the keys of what it makes another, and what is as it was moves none."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pincite.facts.moved import State
from pincite.kept.claims import Bodies
from pincite.kept.store import Store
from pincite.read.files import Folder
from pincite.site import Memory, load

ROOT = Path(__file__).parent
CARD = "content/claims/replies.yaml"


@pytest.fixture(name="root")
def fixture_root(tmp_path):
    root = shutil.copytree(ROOT / "states-site", tmp_path / "site")
    shutil.rmtree(root / "record")
    return root


def _state(root, before=b"", drafts=False):
    folder = Folder(root)
    memory = Memory(Bodies(Store(None)), "program")
    site = load(folder, drafts=drafts, memory=memory).site
    digests = {one.id: folder.digests[one.span.path] + folder.digests[one.path] for one in site.articles}
    return State(site, digests, before)


def _edited(root, path, old, new):
    before = _state(root).written()
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    return _state(root, before).moved


def _field(root, name):
    """Give a line of the card that has a field."""
    return next(line for line in (root / CARD).read_text("utf-8").splitlines() if line.startswith(f"{name}: "))


def test_nothing_moves_where_nothing_is_another(root):
    first = _state(root)
    assert first.fresh
    second = _state(root, first.written())
    assert (second.fresh, second.moved) == (False, frozenset())


@pytest.mark.parametrize("before", [b"", b"no json"])
def test_without_a_state_all_is_new(root, before):
    state = _state(root, before)
    assert state.fresh
    assert {"claims", "cards", "claim:replies", "card:replies", "actors", "prose", "by-rating:open"} <= state.moved


def test_a_title_moves_the_claim_and_its_card(root):
    assert _edited(root, CARD, "title: ", "title: X ") == {"claim:replies", "card:replies", "claims", "cards"}


def test_a_remark_moves_the_card_alone(root):
    assert _edited(root, CARD, "title: ", "# remark\ntitle: ") == {"card:replies", "cards"}


def test_a_verdict_moves_the_card_alone(root):
    assert _edited(root, CARD, "verdict: ", "verdict: X ") == {"card:replies", "cards"}


def test_another_rating_moves_both_lists(root):
    line = _field(root, "rating")
    old = line.split()[1]
    new = next(one for one in ("refuted", "garbled") if one != old)
    found = _edited(root, CARD, line, f"rating: {new}")
    own = {"claim:replies", "card:replies", "claims", "cards"}
    assert found == own | {f"by-rating:{old}", f"by-rating:{new}"}


def test_an_entry_moves_itself_and_all_of_its_kind(root):
    assert _edited(root, "content/references.yaml", "title: ", "title: X ") >= {"references"}
    found = _edited(root, "content/references.yaml", "title: ", "title: Y ")
    assert {key.partition(":")[0] for key in found} == {"reference", "references"}
    assert len(found) == 2


def test_another_holder_moves_what_both_hold():
    folder = Folder(ROOT / "states-site")
    site = load(folder).site
    digests = {one.id: "" for one in site.articles}
    before = State(site, digests).written()
    first, second, *others = site.places
    moved = replace(site, places=(first, replace(second, within=others[0].id), *others))
    found = State(moved, digests, before).moved
    holders = {f"places-in:{one}" for one in (second.within, others[0].id) if one}
    assert found == {"places", f"place:{second.id}"} | (holders if second.within != others[0].id else set())


def test_an_article_moves_itself_and_the_cards_that_quote_it(root):
    found = _edited(root, "content/articles/herald.yaml", "short: ", "short: X ")
    assert {"article:herald", "articles"} <= found
    assert {key for key in found if key.startswith("claim:")} == set()
    assert {key.partition(":")[0] for key in found} <= {"article", "articles", "card", "cards"}


def test_prose_moves_prose_alone(root):
    assert _edited(root, "content/pages/about.md", "title: ", "title: X ") == {"prose"}


def test_a_card_that_is_gone_moves_its_lists(root):
    before = _state(root).written()
    rating = _field(root, "rating").split()[1]
    (root / CARD).unlink()
    found = _state(root, before).moved
    assert {"claim:replies", "card:replies", "claims", "cards", f"by-rating:{rating}"} <= found
    assert not any(key.startswith("claim:") and key != "claim:replies" for key in found)


def test_an_event_moves_the_claims_it_bears_on_only_where_it_is_another_list(root):
    found = _edited(root, "content/events.yaml", "claims: [rewritten, withdrawn]", "claims: [rewritten]")
    assert found == {"event:rises", "events", "events-of:withdrawn"}


def _answers(state):
    keys = {*state._others, *state._wholes, *state._lists}
    keys.update(f"{kind}:{ident}" for kind in ("claim", "card", "quotes") for ident in state._claims)
    return {key: state.answer(key) for key in keys}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (CARD, "title: ", "title: X "),
        (CARD, "# remark", "# remark"),
        (CARD, "stance: context", "stance: supports"),
        (CARD, "topics: [piers]", "topics: []"),
        (CARD, "rating: open", "rating: refuted"),
        (CARD, "title: ", "status: draft\ntitle: "),
        ("content/references.yaml", "title: ", "title: X "),
        ("content/articles/herald.yaml", "short: ", "short: X "),
        ("content/events.yaml", "claims: [rewritten, withdrawn]", "claims: [rewritten]"),
        ("content/pages/about.md", "title: ", "title: X "),
    ],
)
def test_the_keys_that_move_are_those_whose_answers_are_others(root, path, old, new):
    before, file = _state(root), root / path
    text = file.read_text("utf-8")
    file.write_text(text.replace(old, new, 1), "utf-8")
    after = _state(root, before.written())
    first, second = _answers(before), _answers(after)
    keys = first.keys() | second.keys()
    others = {key for key in keys if before.answer(key) != after.answer(key)}
    assert others == after.moved
    assert (not others) == (file.read_text("utf-8") == text)


def test_a_card_of_another_name_is_another_claim_among_all(root):
    card = root / "content/claims/one-article.yaml"
    before = _state(root)
    card.rename(card.with_name("one-articles.yaml"))
    after = _state(root, before.written())
    assert {"claims", "cards", "quotes", "claim:one-article", "claim:one-articles"} <= after.moved
    assert [key for key in ("claims", "cards", "quotes") if before.answer(key) == after.answer(key)] == []


@pytest.mark.parametrize("key", ["claims", "cards", "quotes"])
def test_all_of_a_kind_have_an_answer_that_tells_two_sites_apart(root, key):
    before = _state(root).answer(key)
    (root / CARD).unlink()
    assert "" != before != _state(root).answer(key)


def test_what_asks_for_very_much_has_no_answer_and_what_is_not_there_an_empty_one(root):
    state = _state(root)
    assert [state.answer(key) for key in ("by-actor:*", "citing:*", "some", "")] == [None] * 4
    assert [state.answer(key) for key in ("claim:no", "quotes:no", "actor:no", "by-actor:no", "events-of:no")] == [
        ""
    ] * 5
