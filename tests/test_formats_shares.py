"""What claims have in the large files is the same with a cache and without, and is made anew for whom it is another."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from records import article, claim, index, quote

from pincite.facts.derived import Derived
from pincite.facts.moved import State
from pincite.formats import shares as shares_module
from pincite.formats.csv import rows_csv
from pincite.formats.dataset import KEPT, TIMELINE, rows_of, rows_of_events
from pincite.formats.shares import ANNOTATIONS, CLAIMS, COUNTS, REVIEWS, Shares, csv_part, stored_part
from pincite.formats.stored import stored
from pincite.formats.tables import TABLES
from pincite.kept import store as store_module
from pincite.kept.claims import Bodies
from pincite.kept.store import Store
from pincite.pages.shared import Shared
from pincite.read.files import Folder
from pincite.site import Memory, load

ROOT = Path(__file__).parent
CSV = [csv_part(name) for name in KEPT if TABLES[name].file]
PARTS = [CLAIMS, ANNOTATIONS, REVIEWS, COUNTS, *CSV, *map(stored_part, KEPT)]


class Desk:
    """Builds of a site with one cache: what all claims have in each file, and the claims whose parts were made."""

    def __init__(self, root, monkeypatch):
        self.root, self.store, self.made = root, Store(None), []
        make, own = Shares._made, self

        def noting(self, batch):
            own.made.append(" ".join(one.id for one in batch))
            return make(self, batch)

        monkeypatch.setattr(Shares, "_made", noting)

    def begin(self, *, drafts=False, resting_on="frame"):
        """Begin a build; give what pages share."""
        self.made.clear()
        folder, bodies = Folder(self.root), Bodies(self.store)
        loaded = load(folder, drafts=drafts, memory=Memory(bodies, "program"))
        site = loaded.site
        assert site, loaded.problems
        digests = {one.id: folder.digests[one.span.path] + folder.digests[one.path] for one in site.articles}
        shared = Shared(site)
        bodies.note = shared.watch.note
        shared.derived = Derived(self.store, State(site, digests), resting_on, shared.watch)
        return shared

    def files(self, **more):
        return _files(self.begin(**more).shares)

    def without(self, *, drafts=False):
        """Give the same without a cache."""
        return _files(Shared(load(Folder(self.root), drafts=drafts).site).shares)

    def edit(self, path, old, new):
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")


def _files(shares):
    return {part: (b"" if part in CSV else b",").join(shares.of(part)) for part in PARTS}


def _desk(name, folder, monkeypatch):
    root = Path(shutil.copytree(ROOT / name, folder / "site"))
    if name == "states-site":
        shutil.rmtree(root / "record")  # then cards may be changed without a correction
    return Desk(root, monkeypatch)


@pytest.fixture(name="desk")
def fixture_desk(tmp_path, monkeypatch):
    """Give the site of states, each claim in a batch of its own."""
    monkeypatch.setattr(shares_module, "_BATCH", 1)
    return _desk("states-site", tmp_path, monkeypatch)


# With a cache and without --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("batch", [1, 4, 10**9])
@pytest.mark.parametrize("name", ["states-site", "arabic-site", "base-site"])
def test_all_claims_have_the_same_in_every_file_with_a_cache_and_without(name, batch, tmp_path, monkeypatch):
    monkeypatch.setattr(shares_module, "_BATCH", batch)
    desk = _desk(name, tmp_path, monkeypatch)
    expected = desk.without()
    assert all(expected[part] for part in (CLAIMS, ANNOTATIONS, COUNTS, csv_part("claims"), stored_part(TIMELINE)))
    assert desk.files() == expected
    assert desk.made
    assert desk.files() == expected
    assert desk.made == []


@pytest.mark.parametrize("name", KEPT)
def test_the_rows_of_a_table_are_those_of_all_claims_in_their_order(name, desk):
    shared = desk.begin()
    found, table = shared.published, TABLES[name]
    behind = len([*rows_of_events(name, found)])
    rows = [*rows_of(name, found)]
    rows = rows[: len(rows) - behind]
    assert json.loads(b"[" + b",".join(shared.shares.of(stored_part(name))) + b"]") == [*stored(table, rows)]
    if table.file:
        assert b"".join(shared.shares.of(csv_part(name))) == rows_csv(table, rows)


def test_without_an_edit_no_card_is_loaded(desk):
    expected = desk.files()
    desk.begin()
    for row in list(desk.store.all("body")):
        desk.store.drop("body", [row[0]])
    assert desk.files() == expected


def test_all_parts_of_a_claim_are_made_when_one_is_asked_for(desk):
    shares = desk.begin().shares
    assert list(shares.of(CLAIMS))
    assert sorted(desk.made) == sorted(one.id for one in shares._index.site.claims)
    desk.made.clear()
    assert _files(shares)
    assert desk.made == []


def _card(desk):
    desk.edit("content/claims/replies.yaml", "verdict: ", "verdict: X ")


def _title(desk):
    desk.edit("content/claims/replies.yaml", "title: ", "title: X ")


def _rating(desk):
    desk.edit("content/claims/replies.yaml", "rating: open", "rating: refuted")


def _actor(desk):
    desk.edit("content/actors.yaml", "name: ", "name: X ")


def _article(desk):
    desk.edit("content/articles/post.yaml", "headline: ", "headline: X ")


def _address(desk):
    file = desk.root / "content/articles/post.yaml"
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("url: ")]
    file.write_text("\n".join((*lines, "url: https://elsewhere.example.com/post\n")), "utf-8")


def _reference(desk):
    desk.edit("content/references.yaml", "title: ", "title: X ")


def _event(desk):
    desk.edit("content/events.yaml", "title: ", "title: X ")


def _draft(desk):
    desk.edit("content/claims/bare.yaml", "title: ", "status: draft\ntitle: ")


def _publish(desk):
    desk.edit("content/claims/draft.yaml", "status: draft\n", "")


def _withdraw(desk):
    words = 'status: withdrawn\ncorrections: [{date: 2031-07-01, note: "It was withdrawn."}]\n'
    file = desk.root / "content/claims/bare.yaml"
    file.write_text(f"{words}{file.read_text('utf-8')}", "utf-8")


def _come(desk):
    text = (desk.root / "content/claims/bare.yaml").read_text("utf-8").splitlines()
    lines = [line for line in text if not line.startswith("code: ")]
    (desk.root / "content/claims/comes.yaml").write_text("\n".join(lines) + "\n", "utf-8")


def _go(desk):
    (desk.root / "content/claims/one-article.yaml").unlink()


# What is edited, and the claims whose parts are made again; None where it is not for this test to say.
EDITS = {
    "a card": (_card, ["replies"]),
    "a title": (_title, ["replies"]),
    "a rating": (_rating, ["replies"]),
    "an actor": (_actor, None),
    "an article": (_article, None),
    "an address": (_address, None),
    "a reference": (_reference, None),
    "an event": (_event, []),
    "a draft": (_draft, []),
    "a draft that is published": (_publish, ["draft"]),
    "a claim that is withdrawn": (_withdraw, ["bare"]),
    "a claim that comes": (_come, ["comes"]),
    "a claim that goes": (_go, []),
}


@pytest.mark.parametrize("what", EDITS)
def test_after_an_edit_only_that_is_made_which_is_another_and_all_is_as_without_a_cache(desk, what):
    edit, remade = EDITS[what]
    before = desk.files()
    every = len(desk.made)
    edit(desk)
    found = desk.files()
    assert found == desk.without()
    assert found != before
    assert len(desk.made) < every
    if remade is not None:
        assert desk.made == remade


@pytest.mark.parametrize(
    ("path", "old"),
    [("content/places.yaml", "name: "), ("content/topics.yaml", "name: "), ("content/pages/about.md", "title: ")],
)
def test_an_edit_of_what_no_share_shows_makes_nothing_anew(desk, path, old):
    before = desk.files()
    desk.edit(path, old, f"{old}X ")
    assert desk.files() == desk.without() == before
    assert desk.made == []


def test_another_claim_in_a_batch_is_made_again_with_the_one_that_was_edited(desk, monkeypatch):
    monkeypatch.setattr(shares_module, "_BATCH", 10**9)
    desk.files()
    (batch,) = desk.made
    _card(desk)
    assert desk.files() == desk.without()
    assert desk.made == [batch]


def test_another_record_of_a_card_makes_its_parts_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(shares_module, "_BATCH", 1)
    desk = Desk(Path(shutil.copytree(ROOT / "states-site", tmp_path / "site")), monkeypatch)
    before = desk.files()
    (desk.root / "record/claims/rewritten.json").unlink()
    assert desk.files() == desk.without() != before
    assert desk.made == ["rewritten"]


def test_in_another_frame_all_is_made_anew(desk):
    desk.files()
    every = sorted(desk.made)
    desk.files(resting_on="other")
    assert sorted(desk.made) == every


@pytest.mark.parametrize(
    "words",
    [
        "DELETE FROM derived WHERE rowid % 3 = 1",
        "UPDATE derived SET data = substr(data, 2) WHERE rowid % 3 = 1",
        "UPDATE derived SET basis = x'00' WHERE rowid % 3 = 1",
        "UPDATE derived SET data = (SELECT data FROM derived AS one WHERE one.rowid = derived.rowid % 9 + 1)",
    ],
)
def test_what_the_cache_has_lost_is_made_again(desk, words):
    expected = desk.files()
    desk.store._connection.execute(words)
    assert desk.files() == expected
    assert desk.made
    assert desk.files() == expected
    assert desk.made == []


def test_a_build_that_needs_one_part_alone_leaves_all_others_for_the_next(desk, monkeypatch):
    """As one after an edit of the template of the page that counts rows, or of one article's page."""
    monkeypatch.setattr(store_module, "_SPARED", 0)
    desk.files()
    for ask in (lambda shared: list(shared.shares.of(COUNTS)), lambda shared: shared.summary(shared.site.articles[0])):
        shared = desk.begin()
        assert ask(shared)
        shared.derived.sweep()
    desk.files()
    assert desk.made == []


def test_batches_of_claims_that_are_gone_are_forgotten_once_there_are_more_of_them(desk, monkeypatch):
    monkeypatch.setattr(store_module, "_SPARED", 0)
    desk.files()
    monkeypatch.setattr(shares_module, "_BATCH", 10**9)
    shared = desk.begin()
    assert _files(shared.shares)
    shared.derived.sweep()
    assert len({name.partition("#")[0] for name, _, _ in desk.store.all("derived")}) == 2  # one batch, and the timeline


# Drafts, and what is noted -------------------------------------------------------------------------------------------


def test_drafts_have_no_share_also_where_pages_show_them(desk):
    with_drafts = desk.files(drafts=True)
    assert with_drafts == desk.without(drafts=True) == desk.without()
    assert b'"id":"draft"' not in with_drafts[CLAIMS]
    assert desk.files() == with_drafts


@pytest.mark.parametrize("part", PARTS)
def test_a_file_is_noted_for_the_same_with_what_was_kept_as_when_it_is_made(part, desk):
    def noted():
        shared = desk.begin()
        with shared.watch.watching() as seen:
            made = b"".join(shared.shares.of(part))
        return seen, made

    first, second = noted(), noted()
    assert desk.made == []
    assert first == second
    assert "claims" in first[0]
    assert part in {stored_part(TIMELINE), csv_part(TIMELINE)} or "card:replies" in first[0]


def test_each_file_rests_on_which_claims_there_are_also_the_second_one(desk):
    shared = desk.begin()
    for part in (CLAIMS, REVIEWS):
        with shared.watch.watching() as seen:
            assert list(shared.shares.of(part))
        assert "claims" in seen


# Of single claims ----------------------------------------------------------------------------------------------------


FIRST = article()


def test_claims_that_have_nothing_in_a_file_are_left_out():
    quoted = claim("storm", quote(FIRST, "Nobody was hurt"))
    gone = claim("gone", quote(FIRST, "Nobody was hurt"), withdrawn=True)
    shares = Shares(index(claim("bare"), gone, quoted, articles=(FIRST,)))
    assert [len(list(shares.of(part))) for part in (CLAIMS, ANNOTATIONS, csv_part("quotes"))] == [3, 1, 2]
    assert list(shares.of(csv_part("figures"))) == list(shares.of(stored_part("figures"))) == []
    assert list(shares.of(COUNTS)) == [b"[0,0]"] * 3


def test_a_site_without_claims_has_no_shares():
    assert [part for part in PARTS if list(Shares(index()).of(part))] == []


class _Names:
    """Takes the names of what is asked for, and has nothing kept."""

    def __init__(self):
        self.names = []

    def whole(self, names):
        assert self.names == []
        self.all = [*names]

    def part(self, name, _part, _make):
        self.names.append(name)
        return b""


def _batches(idents):
    names = _Names()
    assert list(Shares(index(*map(claim, idents)), names).of(CLAIMS)) == []
    assert names.names == names.all
    return names.names


def test_a_claim_that_comes_or_goes_leaves_all_other_batches_alone():
    idents = [f"claim-{at:03}" for at in range(500)]
    every = _batches(idents)
    assert 5 < len(every) == len(set(every)) < 50
    for at in (0, 77, 250, 499):
        without = _batches([*idents[:at], *idents[at + 1 :]])
        assert 1 <= len(set(every) - set(without)) <= 2
        assert len(set(without) - set(every)) <= 1


def test_batches_are_named_by_their_claims_and_by_nothing_else():
    idents = [f"claim-{at:03}" for at in range(50)]
    assert _batches(idents) == _batches(idents)
    assert not set(_batches(["a", "bc"])) & set(_batches(["ab", "c"]))
