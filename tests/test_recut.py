"""The quotes of earlier versions: what is shown is a slice of the pinned original; nothing else is shown."""

from __future__ import annotations

from records import article, claim, index, quote

from pincite.facts.recut import quote_changes, recut
from pincite.versions import Cited

FIRST = article()
STORM = article("storm", "The bridge was shut. It was shut again. No boat sank.")


def _cited(text, of="first", **more):
    return Cited(article=of, text=text, **{"stance": "supports"} | more)


def _changes(before, now, *quotes):
    card = claim("storm", *quotes)
    return quote_changes(before, now, card, index(card, articles=(FIRST, STORM)))


def _recut(one, *quotes):
    card = claim("storm", *quotes)
    return recut(one, card, index(card, articles=(FIRST, STORM)))


def _words(passage):
    return [FIRST.text[cut.start : cut.end] for cut in passage.cuts]


def test_a_quote_that_the_card_dropped_is_cut_again_where_it_stands():
    found = _recut(_cited("Nobody was hurt"))
    assert (_words(found.passage), found.passage.paragraph, found.certain, found.article) == (
        ["Nobody was hurt"],
        2,
        True,
        "Article first",
    )


def test_an_elided_quote_is_cut_in_its_parts():
    found = _recut(_cited("The bridge […] on Friday"))
    assert _words(found.passage) == ["The bridge", "on Friday"]


def test_words_that_the_original_does_not_have_are_not_shown():
    found = _recut(_cited("The bridge was never closed"))
    assert (found.passage, found.known) == (None, True)


def test_parts_that_stand_in_another_order_are_not_shown():
    assert _recut(_cited("on Friday […] The bridge")).passage is None


def test_an_article_that_is_gone_is_called_by_its_id_and_nothing_of_it_is_shown():
    found = _recut(_cited("Nobody was hurt", "gone"))
    assert (found.article, found.known, found.passage) == ("gone", False, None)


def test_words_that_stand_twice_are_shown_without_a_place():
    found = _recut(_cited("was shut", "storm"))
    assert (found.passage is not None, found.certain) == (True, False)


def test_words_that_stand_twice_have_the_place_that_the_card_gives_them():
    again = quote(STORM, "was shut")
    found = _recut(_cited("was shut", "storm"), again)
    assert (found.certain, found.passage.target) == (True, "storm-q1")


def test_the_cards_note_of_today_is_no_part_of_a_version():
    noted = quote(FIRST, "Nobody was hurt", note="Said on the phone.", translation="Niemand")
    shown = _recut(_cited("Nobody was hurt"), noted).passage
    assert (shown.note, shown.translation, shown.around, shown.anchored) == ("", "", None, False)


def test_a_speaker_has_the_name_of_today_or_its_id():
    named = [_recut(_cited("Nobody was hurt", speaker=one)).speaker for one in ("ada", "eve", "")]
    assert named == ["Ada", "eve", ""]


def test_what_came_and_what_went_are_told_apart():
    (came, gone) = _changes([_cited("Nobody was hurt")], [_cited("At least 46 boats were damaged")])
    assert [came.before, gone.now] == [None, None]
    assert [_words(came.now.passage), _words(gone.before.passage)] == [
        ["At least 46 boats were damaged"],
        ["Nobody was hurt"],
    ]


def test_a_quote_that_was_cut_longer_is_one_change_with_its_new_words_marked():
    (one,) = _changes([_cited("46 boats were damaged")], [_cited("At least 46 boats were damaged")])
    marked = [piece.text for cut in one.comparison.second.cuts for piece in cut.pieces if piece.change]
    assert (marked, one.same_words) == (["At least"], False)


def test_a_quote_with_another_stance_keeps_its_words():
    (one,) = _changes([_cited("Nobody was hurt")], [_cited("Nobody was hurt", stance="context")])
    assert (one.same_words, one.comparison, one.before.stance, one.now.stance) == (True, None, "supports", "context")


def test_like_words_of_two_articles_are_two_quotes():
    found = _changes([_cited("Nobody was hurt")], [_cited("Nobody was hurt", "storm")])
    assert [(one.before is None, one.now is None) for one in found] == [(True, False), (False, True)]


def test_a_changed_quote_whose_earlier_words_are_gone_has_nothing_to_compare():
    (one,) = _changes([_cited("At least 41 boats were damaged")], [_cited("At least 46 boats were damaged")])
    assert (one.before.passage, one.comparison, one.same_words) == (None, None, False)


def test_each_quote_answers_one_other_at_most():
    before = [_cited("At least 46 boats were damaged"), _cited("46 boats were damaged")]
    found = _changes(before, [_cited("boats were damaged")])
    assert sorted((one.before is not None, one.now is not None) for one in found) == [(True, False), (True, True)]


def test_the_same_quotes_have_no_changes():
    assert _changes([_cited("Nobody was hurt")], [_cited("Nobody was hurt")]) == ()


def test_one_of_two_equal_quotes_that_went_is_told_once():
    twice = [_cited("Nobody was hurt")] * 2
    assert len(_changes(twice, twice[:1])) == 1


def test_another_translation_of_the_same_words_is_told_with_both():
    before, now = (_cited("Nobody was hurt", translation=one) for one in ("Niemand", "Alle"))
    (found,) = _changes([before], [now])
    assert (found.same_words, found.before.translation, found.now.translation) == (True, "Niemand", "Alle")
