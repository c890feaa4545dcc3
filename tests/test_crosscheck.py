# ruff: noqa: SIM300 - expected == actual is how tests read
"""What no single file can tell, each mistake told once."""

from __future__ import annotations

import pytest

BOATS = "content/claims/boats-damaged.yaml"
BRIDGE = "content/claims/bridge-closed.yaml"
REPAIR = "content/claims/repair-cost.yaml"


def _codes(site):
    return sorted({problem.code for problem in site.load().problems})


def test_the_base_site_has_no_problem(site):
    assert [] == site.problems()


@pytest.mark.parametrize(
    "path",
    ["content/actors.yaml", "content/places.yaml", "content/topics.yaml", "content/references.yaml"],
)
def test_a_list_that_cannot_be_read_is_told_once_and_not_by_every_card(site, path):
    site.write(path, site.read(path) + "\nbroken: [\n")
    assert [path] == [problem.span.path for problem in site.load().problems]


def test_an_entry_that_is_wrong_is_not_also_missing(site):
    site.edit("content/actors.yaml", "  kind: person\n", "  kind: [person]\n")
    assert ["wrong-kind"] == _codes(site)


def test_a_card_that_cannot_be_read_is_told_once_and_not_by_those_that_point_to_it(site):
    site.edit(BRIDGE, "checked: 2021-04-01", "checked: yesterday")
    assert [f"{BRIDGE}:34:10 bad-date"] == site.problems()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [(BOATS, "checked:", "checked"), ("content/events.yaml", "claims: [bridge-closed]", "claims [bridge-closed]")],
    ids=["card", "events"],
)
def test_nobody_is_told_to_delete_an_entry_that_an_unread_file_may_cite(site, path, old, new):
    site.edit(path, old, new)
    assert "unused-reference" not in _codes(site)


def test_a_field_that_is_written_otherwise_is_not_also_missing(site):
    card = site.read(BRIDGE)
    assert "would_change:" in card
    site.write(BRIDGE, card.replace("would_change:", "would-change:"))
    assert ["unknown-key"] == _codes(site)


def test_an_article_that_cannot_be_read_is_told_once_and_not_by_every_quote(site):
    site.edit("content/articles/second.yaml", "text: seeds/second.txt", "text: seeds/none.txt")
    assert ["content/articles/second.yaml:2:7 file-missing"] == site.problems()


def test_a_changed_original_names_the_quotes_to_be_checked(site):
    site.write("seeds/second.txt", site.read("seeds/second.txt").replace("boats were", "boats  were"))
    (problem,) = site.load().problems
    assert ("original-changed", True) == (problem.code, f"{BOATS}:21:12" in problem.hint)


def test_an_original_whose_line_ends_changed_is_the_pinned_one(site):
    site.write("seeds/second.txt", site.read("seeds/second.txt").replace("\n", "\r\n"))
    assert [] == site.problems()


def test_a_number_in_either_finding_of_one_reference_is_in_its_source(site):
    second = "  - reference: harbour-log\n    finding: It also gives a time.\n"
    site.edit(BOATS, "    locator: p. 14\n", f"    locator: p. 14\n{second}")
    assert [] == site.problems()


def test_a_number_in_words_stands_in_its_quote(site):
    site.edit(BOATS, "finding: The log lists 46 boats.", "finding: The log lists twenty boats, or 46.")
    site.edit(BOATS, "    value: 46", "    value: 20")
    assert [] == site.problems()


def test_a_finding_with_a_number_of_five_thousand_digits_makes_no_traceback(site):
    site.edit(BOATS, "The log lists 46 boats.", f"The log lists 46 boats. {'9' * 5000}")
    assert [] == site.problems()


def test_parts_may_be_fewer_than_the_whole_and_no_more(site):
    site.edit(BOATS, "    least: 46\n", "    value: 43\n")
    assert ["figure-not-in-source"] == _codes(site)


def test_a_pointer_in_the_analysis_leads_to_a_quote_to_evidence_or_to_a_card(site):
    site.edit(BOATS, "So does the log.[^harbour-log]", "So does the log.[^relay]")
    assert ["no-such-note"] == _codes(site)


@pytest.mark.parametrize("key", ["note", "denial"])
def test_pointers_are_checked_in_the_note_and_the_denial_too(site, key):
    site.edit(BOATS, "analysis: |", f"{key}: See [[nowhere]].\nanalysis: |")
    assert ["no-such-claim"] == _codes(site)


def test_a_pointer_that_leads_nowhere_is_told_at_the_text_that_holds_it(site):
    site.edit(BOATS, "[^toll] So", "[^tol] So")
    (problem,) = site.load().problems
    assert "analysis: |" == site.read(BOATS).split("\n")[problem.span.line - 1]


def test_a_draft_may_point_to_a_draft(site):
    site.edit(REPAIR, "checked:", "related:\n  - {claim: boats-damaged, as: follows}\nchecked:")
    site.write("content/claims/second-draft.yaml", site.read(REPAIR).replace("boats-damaged", "repair-cost"))
    assert [] == site.problems()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (BOATS, "{claim: bridge-closed,", "{claim: repair-cost,"),
        (BOATS, "[[bridge-closed]]", "[[repair-cost]]"),
        ("content/events.yaml", "claims: [bridge-closed]", "claims: [repair-cost]"),
        ("site.yaml", "featured: [boats-damaged]", "featured: [repair-cost]"),
    ],
    ids=["related", "analysis", "event", "featured"],
)
def test_nothing_that_readers_see_points_to_a_draft(site, path, old, new):
    site.edit(path, old, new)
    assert ["points-to-draft"] == _codes(site)


def test_a_featured_draft_is_told_at_the_line_that_features_it(site):
    site.edit("site.yaml", "featured: [boats-damaged]", "featured: [repair-cost]")
    (problem,) = site.load().problems
    assert "featured: [repair-cost]" == site.read("site.yaml").split("\n")[problem.span.line - 1]


def test_corrections_of_one_day_are_in_order(site):
    site.edit(BOATS, "2021-04-03", "2021-04-02")
    assert [] == site.problems()


@pytest.mark.parametrize("date", ["2021-02-28", "2021-04-01", "2020", "2021-04/.."])
def test_an_event_outside_the_period_is_refused(site, date):
    site.edit("content/events.yaml", "date: 2021-03-03", f"date: {date}")
    assert ["event-outside"] == _codes(site)


@pytest.mark.parametrize("date", ["2021-03-01", "2021-03-31", "2021", "2021-03/..", "2021-02/2021-03"])
def test_an_event_that_touches_the_period_is_accepted(site, date):
    site.edit("content/events.yaml", "date: 2021-03-03", f"date: {date}")
    assert [] == site.problems()


def test_a_circle_of_relays_is_told_at_its_members_and_not_at_those_that_lead_into_it(site):
    site.edit("content/references.yaml", "  tier: primary\n", "  tier: primary\n  origin: copy\n")
    copy = "copy:\n  title: Copy\n  publisher: Copies\n  origin: harbour-log\n"
    site.write("content/references.yaml", site.read("content/references.yaml") + copy)
    told = [problem.message.split('"')[1] for problem in site.load().problems if problem.code == "circle"]
    assert ["harbour-log", "copy"] == told


def test_an_actor_may_not_be_its_own_member(site):
    site.edit("content/actors.yaml", "member_of: harbour-office", "member_of: ada-wren")
    assert ["circle"] == _codes(site)


def test_a_reference_that_nothing_cites_is_only_a_warning(site):
    new = "unread:\n  title: Unread\n  publisher: Nobody\n"
    site.write("content/references.yaml", site.read("content/references.yaml") + new)
    assert [("unused-reference", "warning")] == [(p.code, str(p.severity)) for p in site.load().problems]


@pytest.mark.parametrize("name", ["index", "claims", "404", "assets"])
def test_a_page_may_not_take_the_address_of_a_page_that_is_always_there(site, name):
    site.write(f"content/pages/{name}.md", "---\ntitle: Mine\n---\nText.\n")
    assert ["path-collision"] == _codes(site)


def test_two_cards_may_not_share_a_code_and_cards_without_one_share_nothing(site):
    site.edit(BRIDGE, "rating: contested", "code: c01\nrating: contested")
    assert ["code-twice"] == _codes(site)


@pytest.mark.parametrize("logo", ["assets/none.png", "../logo.png", "https://example.org/logo.png"])
def test_a_logo_that_is_not_there_is_told_in_its_own_line(site, logo):
    site.edit("site.yaml", "  email:", f"  logo: {logo}\n  email:")
    (problem,) = site.load().problems
    assert ("file-missing", f"  logo: {logo}") == (
        problem.code,
        site.read("site.yaml").split("\n")[problem.span.line - 1],
    )
