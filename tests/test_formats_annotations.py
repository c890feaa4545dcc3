"""The annotations of quoted passages: what each says, after the rules of the Web Annotation Data Model.

That they resolve to their words, by a library that we did not write, is shown by tests/browser/test_annotations.py.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from odd_passages import ADDRESS, TEXT, odd
from records import TEXT as STORM
from records import article, claim, config, correction, event, index, quote, when
from rendering import hostile, made, repository, states
from wholes import annotations as wholly

from pincite.formats.annotations import PATH
from pincite.settings import Licence

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MOTIVATIONS = set(
    "assessing bookmarking classifying commenting describing editing highlighting identifying linking moderating "
    "questioning replying tagging".split(),
)
DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def collection(index):
    """Give what is written, read back."""
    return json.loads(wholly(index))


# The rules of the model ----------------------------------------------------------------------------------------------


def _is_iri(value):
    return isinstance(value, str) and bool(re.fullmatch(r"[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]+", value))


def _wrong_in_selector(one):
    """Sections 4.2.2, 4.2.4, 4.2.5 and 4.2.9."""
    kind, keys = one.get("type"), set(one) - {"type", "refinedBy"}
    if kind == "CssSelector":
        yield from [] if keys == {"value"} and one["value"] else ["css"]
    elif kind == "TextQuoteSelector":
        yield from [] if {"exact"} <= keys <= {"exact", "prefix", "suffix"} and all(one.values()) else ["quote"]
    elif kind == "TextPositionSelector":
        whole = keys == {"start", "end"} and isinstance(one["start"], int) and isinstance(one["end"], int)
        yield from [] if whole and 0 <= one["start"] < one["end"] else ["position"]
    else:
        yield f"selector {kind}"
    if "refinedBy" in one:
        yield from _wrong_in_selector(one["refinedBy"])


def _wrong_in_target(one):
    """Sections 4 and 4.3.1."""
    if one.get("type") != "SpecificResource" or not _is_iri(one.get("source")):
        yield "target"
    selectors = one["selector"] if isinstance(one["selector"], list) else [one["selector"]]
    for selector in selectors:
        yield from _wrong_in_selector(selector)
    if "state" in one:
        state = dict(one["state"])
        if state.pop("type") != "TimeState" or not state or not set(state) <= {"sourceDate", "cached"}:
            yield "state"
        if "sourceDate" in state and not DATE_TIME.fullmatch(state["sourceDate"]):
            yield "sourceDate"
    if not set(one) <= {"type", "source", "selector", "state"}:
        yield "unknown key of a target"


def _wrong_in_body(one):
    """Sections 3.2.4, 3.3.5 and 4.1."""
    if one.get("purpose") not in MOTIVATIONS:
        yield "purpose"
    if one.get("type") == "TextualBody":
        yield from [] if isinstance(one.get("value"), str) and one["value"] else ["value"]
    elif one.get("type") == "SpecificResource":
        yield from [] if _is_iri(one["source"]["id"]) and one["source"]["type"] == "Text" else ["source"]
    else:
        yield "body"


def _wrong_in(item):
    """Section 3.1 and 3.3."""
    needed = {"id", "type", "motivation", "creator", "body", "target"}
    if not needed <= set(item) <= needed | {"created", "modified"} or item["type"] != "Annotation":
        yield "annotation"
    if not _is_iri(item["id"]) or item["motivation"] not in MOTIVATIONS:
        yield "id or motivation"
    yield from [key for key in ("created", "modified") if key in item and not DATE_TIME.fullmatch(item[key])]
    if item["creator"].get("type") != "Organization" or not item["creator"].get("name"):
        yield "creator"
    for body in item["body"] if isinstance(item["body"], list) else [item["body"]]:
        yield from _wrong_in_body(body)
    if not item["target"]:
        yield "no target"
    for target in item["target"]:
        yield from _wrong_in_target(target)


def _wrong(held):
    """Sections 5.1 and 5.2; and that every id is given once."""
    if held["@context"] != CONTEXT or held["type"] != "AnnotationCollection" or not _is_iri(held["id"]):
        yield "collection"
    page = held.get("first", {"items": []})
    items = page["items"]
    if held["total"] != len(items) or bool(items) != ("first" in held):
        yield "total"
    if items and ("@context" in page or page["type"] != "AnnotationPage" or page["partOf"] != held["id"]):
        yield "page"
    if items and (held["last"] != page["id"] or page["startIndex"] != 0):
        yield "last"
    for item in items:
        yield from (f"{item['id']}: {what}" for what in _wrong_in(item))
    ids = [item["id"] for item in items]
    yield from sorted({f"twice: {one}" for one in ids if ids.count(one) > 1})


def _read(files):
    return json.loads(files[PATH])


@pytest.fixture(scope="module")
def of_states(tmp_path_factory):
    return made(states(tmp_path_factory.mktemp("states")), drafts=True)


def test_the_collections_of_all_sites_keep_the_rules_of_the_model(of_states, tmp_path):
    hostile(tmp_path / "hostile")
    sites = [repository(), of_states, made(odd(tmp_path)), made(tmp_path / "hostile")]
    assert [list(_wrong(_read(one.files))) for one in sites] == [[], [], [], []]
    assert [_read(one.files)["total"] > 2 for one in sites] == [True] * 4


def test_what_breaks_a_rule_is_found(of_states):
    """A check of the check."""
    held = _read(of_states.files)
    first, second, *_ = held["first"]["items"]
    first["created"] = "2031-05-01"
    first["target"][0]["selector"][0]["refinedBy"]["exact"] = ""
    second["id"] = first["id"]
    held["total"] += 1
    assert [what.split(": ")[-1].partition("#")[0] for what in _wrong(held)][:3] == ["total", "created", "quote"]
    assert any(what.startswith("twice") for what in _wrong(held))


def test_without_a_quote_the_collection_has_no_page():
    held = collection(index())
    assert (held["total"], "first" in held, "last" in held) == (0, False, False)


# What an annotation says ---------------------------------------------------------------------------------------------


def _one(*claims, **more):
    return collection(index(*claims, **more))["first"]["items"][0]


def _targets(item, source):
    return [target for target in item["target"] if target["source"].startswith(source)]


def test_an_annotation_has_the_address_of_its_quote_and_the_claim_as_its_body():
    item = _one(claim("storm", quote(article(), "Nobody was hurt", "calm", stance="supports")))
    page = "https://example.org/orrin/claims/storm.html"
    claimed = {"id": page, "type": "Text", "format": "text/html", "language": "en", "label": "Claim of storm."}
    assert (item["id"], item["motivation"]) == (f"{page}#calm", "assessing")
    assert item["body"] == [
        {"type": "SpecificResource", "source": claimed, "purpose": "assessing"},
        {"type": "TextualBody", "value": "supports", "purpose": "classifying"},
        {"type": "TextualBody", "value": "Good", "language": "en", "purpose": "tagging"},
    ]


@pytest.mark.parametrize("stance", ["disputes", "qualifies", "context"])
def test_a_passage_that_does_not_state_the_claim_does_not_carry_its_rating(stance):
    item = _one(claim("storm", quote(article(), "Nobody was hurt", stance=stance)))
    assert [body.get("value") for body in item["body"]] == [None, stance]


def test_the_days_of_the_review_and_of_the_last_correction_are_told_in_utc():
    card = claim(
        "storm", quote(article(), "Nobody was hurt"), corrections=(correction("2021-04-02"), correction("2021-04-09"))
    )
    item = _one(card)
    assert (item["created"], item["modified"]) == ("2021-04-01T00:00:00Z", "2021-04-09T00:00:00Z")


def test_a_minor_note_is_a_change_of_the_review():
    card = claim("storm", quote(article(), "Nobody was hurt"), minor=(correction("2021-04-09"),))
    assert _one(card)["modified"] == "2021-04-09T00:00:00Z"


def test_a_card_that_was_checked_anew_after_a_correction_is_as_old_as_that():
    card = claim("storm", quote(article(), "Nobody was hurt"), corrections=(correction("2021-03-31"),))
    assert (_one(card)["created"], _one(card)["modified"]) == ("2021-03-31T00:00:00Z", "2021-04-01T00:00:00Z")


@pytest.mark.parametrize("date", ["2021-04", "2021", "2021-04-01?", "2021-04-01~"])
def test_a_day_that_is_not_known_is_not_told(date):
    assert "created" not in _one(claim("storm", quote(article(), "Nobody was hurt"), checked=date))


def test_a_withdrawn_claim_assesses_nothing():
    of = article()
    cards = (claim("storm", quote(of, "Nobody was hurt")), claim("flood", quote(of, "The water fell"), withdrawn=True))
    assert [one["id"].partition("/claims/")[2] for one in collection(index(*cards))["first"]["items"]] == [
        "storm.html#q1"
    ]


def test_an_event_is_linked_to_its_passages():
    told = event("t01", quotes=(quote(article(), "Nobody was hurt"),))
    item = _one(events=(told,))
    assert (item["id"], item["motivation"]) == ("https://example.org/orrin/timeline.html#t01.q1", "linking")
    assert item["body"]["source"]["id"] == "https://example.org/orrin/timeline.html#t01"
    assert "created" not in item


def test_a_licence_of_the_site_is_that_of_its_annotations():
    licensed = config(licence=Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/"))
    assert collection(index(config=licensed))["rights"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "rights" not in collection(index())


# Where a passage stands ----------------------------------------------------------------------------------------------


def test_on_our_page_words_and_offsets_are_those_of_the_paragraph():
    item = _one(claim("storm", quote(article(), "Nobody was hurt")))
    (target,) = _targets(item, "https://example.org/orrin/articles/first.html")
    words, place = target["selector"]
    assert words == {
        "type": "CssSelector",
        "value": "#p2 .text",
        "refinedBy": {
            "type": "TextQuoteSelector",
            "exact": "Nobody was hurt",
            "prefix": "he bridge was closed on Friday. ",
            "suffix": ", the mayor said.",
        },
    }
    assert place == {**words, "refinedBy": {"type": "TextPositionSelector", "start": 33, "end": 48}}


def test_at_its_own_address_the_words_are_quoted_with_the_day_and_the_copy_that_are_meant():
    of = article(url="https://example.com/storm", archived="https://archive.example/1", retrieved=when("2021-03-06"))
    (target,) = _targets(_one(claim("storm", quote(of, "The water fell")), articles=(of,)), "https://example.com/")
    assert target["selector"]["type"] == "TextQuoteSelector"
    assert target["state"] == {
        "type": "TimeState",
        "sourceDate": "2021-03-06T00:00:00Z",
        "cached": "https://archive.example/1",
    }


def test_without_an_address_the_outside_is_not_targeted():
    sources = {target["source"] for target in _one(claim("storm", quote(article(), "The water fell")))["target"]}
    assert {urlsplit(one).scheme for one in sources} == {"https", "ni"}
    assert len(sources) == 2


def test_in_the_pinned_original_offsets_count_from_the_beginning_of_the_file_that_the_digest_names():
    of = article()
    item = _one(claim("storm", quote(of, "The water fell")))
    (target,) = _targets(item, "ni:")
    digest = base64.urlsafe_b64decode(target["source"].partition(";")[2] + "=").hex()
    assert digest == of.sha256
    assert STORM[target["selector"]["start"] : target["selector"]["end"]] == "The water fell"


def test_of_an_original_kept_as_html_no_offsets_into_the_file_are_told(of_states):
    items = _read(of_states.files)["first"]["items"]
    sources = {
        target["source"].partition(":")[0]
        for item in items
        if "/articles/leaflet.html" in json.dumps(item)
        for target in item["target"]
    }
    assert sources == {"https"}


def test_an_elided_quote_and_one_over_a_paragraphs_end_have_a_target_for_each_part(tmp_path):
    items = {item["id"].partition("#")[2]: item for item in _read(made(odd(tmp_path)).files)["first"]["items"]}
    digest = hashlib.sha256(TEXT.encode()).digest()
    found = {
        name: [
            TEXT[target["selector"]["start"] : target["selector"]["end"]]
            for target in _targets(
                items[name], "ni:///sha-256;" + base64.urlsafe_b64encode(digest).decode().rstrip("=")
            )
        ]
        for name in ("q5", "q11")
    }
    assert found == {
        "q5": ["the mayor said", "and it was shut at 5 am."],
        "q11": ["(so they say), on it.", "Nobody was hurt.", "The water fell on Monday."],
    }
    assert len(_targets(items["q11"], ADDRESS)) == 3


def test_the_words_around_a_passage_make_it_unique_on_the_outside_page(tmp_path):
    quotes = [
        target["selector"]
        for item in _read(made(odd(tmp_path)).files)["first"]["items"]
        for target in _targets(item, ADDRESS)
    ]
    whole = [f"{one.get('prefix', '')}{one['exact']}{one.get('suffix', '')}" for one in quotes]
    assert [TEXT.count(one) for one in whole] == [1] * len(whole)
    # Only where the whole paragraph stands twice do they go over its end.
    assert {one["exact"] for one, words in zip(quotes, whole, strict=True) if "\n" in words} == {"Nobody was hurt."}


def test_a_text_that_stands_twice_is_not_written_out_for_each_passage_of_it():
    of = article(text=(" ".join(f"word{number}" for number in range(2000)) + "\n") * 2, url=ADDRESS)
    (target,) = _targets(_one(claim("storm", quote(of, "word1000 word1001")), articles=(of,)), ADDRESS)
    assert {key: len(words) for key, words in target["selector"].items()} == {
        "type": len("TextQuoteSelector"),
        "exact": 17,
        "prefix": 32,
        "suffix": 32,
    }


def test_each_selector_names_an_element_whose_text_is_the_paragraph_and_no_more(of_states):
    pages, wrong = {}, []
    originals = {str(one.id): one for one in of_states.site.articles}
    for item in _read(of_states.files)["first"]["items"]:
        for target in _targets(item, "https://example.org/vell/articles/"):
            path = target["source"].removeprefix("https://example.org/vell/")
            page = pages.setdefault(path, BeautifulSoup(of_states.files[path], "html.parser"))
            of = originals[path[len("articles/") : -len(".html")]]
            for one in target["selector"]:
                number = int(re.fullmatch(r"#p(\d+) \.text", one["value"])[1])
                texts = [element.get_text() for element in page.select(one["value"])]
                if texts != [of.text[slice(*of.paragraphs[number - 1])]]:
                    wrong.append((item["id"], texts))
    assert (wrong, len(pages) > 4) == ([], True)


def test_an_articles_page_says_where_its_annotations_are(of_states):
    page = BeautifulSoup(of_states.files["articles/post.html"], "html.parser")
    (link,) = page.select("link[rel=describedby]")
    assert (link["href"], link["type"]) == ("../data/annotations.jsonld", f'application/ld+json;profile="{CONTEXT}"')


def test_ids_are_places_of_the_built_pages(of_states):
    found = {}
    for item in _read(of_states.files)["first"]["items"]:
        path, _, name = item["id"].removeprefix("https://example.org/vell/").partition("#")
        if path.startswith("claims/"):
            found[item["id"]] = len(BeautifulSoup(of_states.files[path], "html.parser").find_all(id=name))
    assert set(found.values()) == {1}
