"""Independence: how many origins stand behind a card's evidence."""

from __future__ import annotations

from records import claim, evidence, index, reference

from pincite.facts.evidence import by_origin


def _behind(*items, references):
    held = claim("storm", evidence=items)
    return by_origin(held, index(held, references=references))


def _counts(found):
    return found.references, found.origins


def test_each_reference_without_a_known_origin_is_an_origin_of_its_own():
    found = _behind(evidence("log"), evidence("wire"), references=(reference("log"), reference("wire")))
    assert _counts(found) == (2, 2)


def test_copies_of_one_origin_count_once():
    known = (reference("log"), reference("wire", origin="log"), reference("paper", origin="log"))
    assert _counts(_behind(evidence("wire"), evidence("paper"), references=known)) == (2, 1)


def test_relays_of_relays_are_followed_to_where_they_begin():
    known = (reference("log"), reference("wire", origin="log"), reference("paper", origin="wire"))
    assert _counts(_behind(evidence("log"), evidence("paper"), references=known)) == (2, 1)


def test_findings_of_one_actor_count_once_whoever_published_them():
    known = (reference("log"), reference("wire"))
    assert _counts(_behind(evidence("log", origin="ada"), evidence("wire", origin="ada"), references=known)) == (2, 1)


def test_findings_of_two_actors_in_one_reference_are_two_origins():
    found = _behind(evidence("log", origin="ada"), evidence("log", origin="ben"), references=(reference("log"),))
    assert _counts(found) == (1, 2)


def test_a_relay_counts_with_the_actor_whose_knowledge_the_relayed_reference_is():
    known = (reference("log"), reference("wire", origin="log"))
    assert _counts(_behind(evidence("log", origin="ada"), evidence("wire"), references=known)) == (2, 1)


def test_two_publications_of_one_publisher_are_not_taken_for_copies():
    known = (reference("log", publisher="Gazette"), reference("wire", publisher="Gazette"))
    assert _counts(_behind(evidence("log"), evidence("wire"), references=known)) == (2, 2)


def test_a_group_has_the_name_of_the_actor_or_of_the_publisher_where_the_relays_begin():
    known = (reference("log"), reference("wire", origin="log"), reference("paper"))
    found = _behind(evidence("wire"), evidence("paper", origin="ada"), references=known)
    assert [(group.name, group.actor) for group in found.groups] == [("Publisher of log", ""), ("Ada", "ada")]


def test_groups_and_findings_keep_the_order_of_the_card():
    known = (reference("log"), reference("wire"), reference("copy", origin="log"))
    found = _behind(evidence("wire"), evidence("log"), evidence("copy"), references=known)
    told = [[finding.reference.id for finding in group.findings] for group in found.groups]
    assert told == [["wire"], ["log", "copy"]]


def test_a_group_says_each_of_its_roles_once():
    known = (reference("log"), reference("wire", origin="log"), reference("paper", origin="log"))
    items = (
        evidence("log", stance="supports"),
        evidence("wire", stance="qualifies"),
        evidence("paper", stance="supports"),
    )
    assert _behind(*items, references=known).groups[0].roles == ("supports", "qualifies")


def test_a_card_without_evidence_has_no_origins():
    assert _counts(_behind(references=())) == (0, 0)
