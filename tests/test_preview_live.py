"""The site in memory is the site that a build would make, whatever was saved before, with a cache and without."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
import threading

import pytest
from rendering import equip, told

from pincite.facts import finder, registers
from pincite.facts.finder import table
from pincite.kept import claims
from pincite.kept.store import FOLDER, NAME, KeptError
from pincite.pages import plan
from pincite.pipeline import Means, make
from pincite.preview import live as living
from pincite.preview.contents import Contents
from pincite.preview.live import Live

BOATS, BRIDGE, COST = (f"content/claims/{name}.yaml" for name in ("boats-damaged", "bridge-closed", "repair-cost"))
# What an editor may do to a file: replace a text, or take the file away (None), or put a new one there ("").
EDITS = [
    (BOATS, "title: ", "title: Once more "),
    (BOATS, "title: ", "titel: "),
    (BOATS, "rating: ", "rating: no"),
    (BRIDGE, "stance: ", "stance: no"),
    (BRIDGE, None, ""),
    (COST, "status: draft", ""),
    (COST, None, ""),
    ("content/claims/new.yaml", "", BRIDGE),
    ("content/claims/boats.yaml", "", BRIDGE),
    ("content/claims/index.yaml", "", BRIDGE),
    ("content/actors.yaml", "name: ", "name: Old "),
    ("content/actors.yaml", None, ""),
    ("content/references.yaml", "title: ", "title: Old "),
    ("content/events.yaml", "title: ", "title: Old "),
    ("content/articles/first.yaml", "headline: ", "headline: Old "),
    ("content/articles/second.yaml", None, ""),
    ("seeds/first.txt", "Orrin", "Orrim"),
    ("seeds/first.txt", "\n", "\n\n"),
    ("content/pages/about.md", "---\n\n", "---\n\n[a](gone.html) "),
    ("content/pages/more.md", "", "content/pages/about.md"),
    ("site.yaml", "title: ", "title: Old "),
    ("site.yaml", "label: ", "label: Old "),
    ("site.yaml", "url: ", "uri: "),
    ("templates/page.html", "<h1>", "<h1>Page "),
    ("templates/page.html", "{% block", "{% blok"),
    ("templates/base.html", "</body>", "<p>more</p></body>"),
    ("assets/style.css", "body", "body, .x"),
    ("assets/claims.js", "", ""),
    ("content/place.yaml", "", "content/places.yaml"),
    ("content/claims/a/bridge-closed.yaml", "", BOATS),
    ("content/claims/x.yaml.orig", "", BOATS),
    ("content/claims/link.yaml", "link", BRIDGE),
]


@pytest.fixture
def project(site):
    equip(site.root)
    return site.root


def _edit(root, edit, whole):
    path, old, new = edit
    file = root / path
    if old is None:
        file.unlink(missing_ok=True)
    elif old == "link":
        file.unlink(missing_ok=True)
        file.symlink_to(root / new)
    elif old == "":
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(whole.get(new, b"/* */"))
    elif file.exists():
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")


def _shown(update):
    """Give every file and every problem, as a whole inspection leaves them."""
    if update.state is None:
        return None, sorted(told(update.problems))
    found = update.state.thorough(lambda: False)
    problems = {*update.problems, *update.state.problems, *found}
    if any(problem.severity == "error" for problem in problems):
        return None, sorted(told(problems))
    state = update.state
    files = {path: state.data(path) for path in (*(page.path for page in state.plan), *state.plan.files)}
    files |= dict(state.fixed)
    return files, sorted(told(problems))


def _built(root):
    made = make(root, drafts=True)
    files = {path: data for path, data in made.files.items() if path != ".nojekyll"}
    return files or None, sorted(told(made.problems))


def _means(root, program="this one"):
    return Means(cache=root, program=program)


def _cache(root):
    """Open the cache as another process does."""
    return sqlite3.connect(root / FOLDER / NAME, timeout=0.01, isolation_level=None)


def _deleted(root):
    for path in (root / FOLDER).glob(f"{NAME}*"):
        path.unlink()


def _emptied(root):
    with contextlib.suppress(sqlite3.Error), _cache(root) as other:
        other.execute("DELETE FROM body")


def _altered(root):
    with contextlib.suppress(sqlite3.Error), _cache(root) as other:
        other.execute("UPDATE body SET data = zeroblob(length(data))")


def _files(root):
    """Give the cache and its log; the third file beside them is memory that processes share."""
    return [path for name in (NAME, f"{NAME}-wal") if (path := root / FOLDER / name).exists()]


def _spoilt(root):
    for path in _files(root):
        path.write_bytes(b"not a database " * 1000)


def _shortened(root):
    for path in _files(root):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


HURT = [_deleted, _emptied, _altered, _spoilt, _shortened]


def _taken_in(live, changed):
    """Give what is shown as the server does: where the cache has failed, all is read anew without it."""
    try:
        return _shown(live.update(changed))
    except KeptError:
        live.anew()
        return _shown(live.update(frozenset()))


@pytest.mark.parametrize("way", ["all in memory", "a cache", "a cache that is hurt", "a cache with builds and others"])
@pytest.mark.parametrize("seed", range(3))
def test_after_any_saves_the_pages_and_problems_are_those_of_a_build(project, seed, way):
    chance = random.Random(f"{seed} {way}")  # noqa: S311 - the same every time is what is wanted
    whole = {path.relative_to(project).as_posix(): path.read_bytes() for path in project.rglob("*") if path.is_file()}
    means = None if way == "all in memory" else _means(project)
    contents, live = Contents(project), Live(project, means)
    contents.look()
    live.update(frozenset())
    for _ in range(8):
        if way == "a cache that is hurt" and (project / FOLDER / NAME).exists() and chance.random() < 0.4:
            chance.choice(HURT)(project)
        if way == "a cache with builds and others" and chance.random() < 0.4:
            # Then this preview goes on from what the other has left, or beside it.
            other = Live(project, means) if chance.random() < 0.5 else None
            if other:
                other.update(frozenset())
                live = other if chance.random() < 0.5 else live
            else:
                make(project, means=means)
        edits = [chance.choice(EDITS) for _ in range(chance.choice((1, 1, 2, 3)))]
        for edit in edits:
            if chance.random() < 0.5:
                _edit(project, edit, whole)
            elif edit[0] in whole:  # put it back as it was
                (project / edit[0]).unlink(missing_ok=True)
                (project / edit[0]).write_bytes(whole[edit[0]])
            else:
                (project / edit[0]).unlink(missing_ok=True)
        files, problems = _taken_in(live, contents.look())
        wanted, expected = _built(project)
        assert (expected, wanted and wanted.keys()) == (problems, files and files.keys()), edits
        assert wanted == files, edits


def test_an_original_and_a_new_card_in_one_batch_are_both_taken_in(project):
    contents, live = Contents(project), Live(project)
    contents.look()
    live.update(frozenset())
    seed = project / "seeds/first.txt"
    seed.write_bytes(seed.read_bytes().replace(b"Orrin", b"Orrim"))
    shutil.copy(project / BRIDGE, project / "content/claims/aaa.yaml")
    shutil.copy(project / BRIDGE, project / "content/claims/zzz.yaml")
    contents.look()
    # In every order: what is changed is a set.
    for paths in (["content/claims/aaa.yaml", "seeds/first.txt"], ["seeds/first.txt", "content/claims/zzz.yaml"]):
        assert "original-changed" in {problem.code for problem in live.update(paths).problems}


def test_two_states_can_be_asked_at_one_time(project):
    live = Live(project)
    states = [live.update(frozenset()).state for _ in range(2)]
    pages = [page.path for page in states[0].plan]
    wanted = {path: Live(project).update(frozenset()).state.data(path) for path in pages[:3]}
    made = [{}, {}]

    def work(number):
        for path in pages:
            made[number][path] = states[number].data(path)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made[0] == made[1]
    assert {path: made[0][path] for path in wanted} == wanted
    assert [state.problems for state in states] == [(), ()]


def test_a_bug_on_one_page_is_told_and_the_page_stays_as_it_was(project, monkeypatch):
    live = Live(project)
    before = live.update(frozenset()).state.data("topics/index.html")

    def fail(*_):
        raise ValueError("a bug")

    monkeypatch.setattr(registers, "_entries", fail)
    state = live.update(frozenset({BOATS})).state
    assert [state.data("topics/index.html") == before, [one.code for one in state.problems]] == [True, ["bug"]]
    assert b"<h1" in state.data("claims/index.html")


def test_one_saved_card_is_the_one_file_that_is_read(project, monkeypatch):
    live = Live(project)
    live.update(frozenset()).state.data("claims/boats-damaged.html")
    read, whole = [], living.Folder.read
    monkeypatch.setattr(living.Folder, "read", lambda self, path, most: read.append(path) or whole(self, path, most))
    file = project / BOATS
    file.write_text(file.read_text("utf-8").replace("title: ", "title: New ", 1), "utf-8")
    update = live.update(frozenset({BOATS}))
    assert [read, b"New " in update.state.data("claims/boats-damaged.html")] == [[BOATS], True]


def test_a_page_is_made_when_it_is_asked_for_and_once(project, monkeypatch):
    made = []
    whole = living.Renderer.render
    monkeypatch.setattr(living.Renderer, "render", lambda self, page: made.append(page.path) or whole(self, page))
    state = Live(project).update(frozenset()).state
    assert made == []
    assert state.data("claims/boats-damaged.html") == state.data("claims/boats-damaged.html")
    assert made == ["claims/boats-damaged.html"]


def test_a_template_that_breaks_leaves_its_pages_as_they_last_were(project):
    live = Live(project)
    before = live.update(frozenset()).state.data("about.html")
    (project / "templates/page.html").write_text("{% blok", "utf-8")
    state = live.update(frozenset({"templates/page.html"})).state
    assert [state.data("about.html") == before, [problem.code for problem in state.problems]] == [True, ["template"]]
    assert b"<h1" in state.data("claims/index.html")


def test_a_page_that_could_never_be_made_is_empty(project):
    (project / "templates/page.html").write_text("{% blok", "utf-8")
    state = Live(project).update(frozenset()).state
    assert [state.data("about.html"), len(state.problems)] == [b"", 1]


def test_the_table_of_a_list_of_several_pages_is_made_when_it_is_asked_for_as_a_build_makes_it(project, monkeypatch):
    monkeypatch.setattr(plan, "PER_PAGE", 1)
    made = []
    monkeypatch.setattr(finder, "table", lambda *given: made.append(1) or table(*given))
    state = Live(project).update(frozenset()).state
    assert ("claims/list.json" in state, made) == (True, [])
    data = {state.data("claims/list.json") for _ in range(2)}
    assert made == [1]
    assert data == {make(project, drafts=True).files["claims/list.json"]}
    assert state.thorough(lambda: False) == ()


def test_an_inspection_ends_when_it_is_not_wanted(project):
    assert Live(project).update(frozenset()).state.thorough(lambda: True) is None


def test_a_site_that_is_too_large_is_not_inspected_whole(project, monkeypatch):
    monkeypatch.setattr(living, "THOROUGH", 10)
    assert Live(project).update(frozenset()).state.thorough(lambda: False) is None


def test_a_folder_without_a_site_becomes_one(project, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    live = Live(empty)
    assert told(live.update(frozenset()).problems) == ["site.yaml no-site"]
    shutil.copytree(project, empty, dirs_exist_ok=True)
    contents = Contents(empty)
    assert live.update(contents.look()).state is not None


# The cache -----------------------------------------------------------------------------------------------------------


def _save(root, path, new):
    file = root / path
    file.write_text(file.read_text("utf-8").replace("title: ", f"title: {new} ", 1), "utf-8")
    return frozenset({path})


def _pages(state):
    return {page.path: state.data(page.path) for page in state.plan}


def _of_a_build(root):
    files, _ = _built(root)
    return {path: data for path, data in files.items() if path.endswith(".html")}


def test_a_second_preview_reads_no_card_that_the_first_one_has_read(project, monkeypatch):
    Live(project, _means(project)).update(frozenset())
    read = []
    whole = living.Folder.text_of
    monkeypatch.setattr(living.Folder, "text_of", lambda self, path, most: read.append(path) or whole(self, path, most))
    state = Live(project, _means(project)).update(frozenset()).state
    assert [path for path in read if path.startswith("content/claims/")] == []
    assert _pages(state) == _of_a_build(project)


def test_what_another_program_kept_is_not_read(project):
    Live(project, _means(project, "one")).update(frozenset())
    with _cache(project) as other:  # what the one kept is a lie
        other.execute("UPDATE card SET data = x'00'")
    state = Live(project, _means(project, "another")).update(frozenset()).state
    assert _pages(state) == _of_a_build(project)


@pytest.mark.parametrize("hurt", [None, _deleted])
def test_a_state_makes_its_pages_when_cards_have_been_read_anew_since(project, hurt):
    wanted = _of_a_build(project)
    live = Live(project, _means(project))
    state = live.update(frozenset()).state
    for path in (BOATS, BRIDGE, COST):
        live.update(_save(project, path, "New"))
    if hurt:
        hurt(project)
    live.update(_save(project, BOATS, "Newer"))
    assert _pages(state) == wanted


@pytest.mark.parametrize("hurt", HURT)
def test_a_preview_begins_with_any_cache(project, hurt):
    Live(project, _means(project)).update(frozenset())
    hurt(project)
    live = Live(project, _means(project))
    files, problems = _taken_in(live, frozenset())
    assert (problems, {path: data for path, data in files.items() if path.endswith(".html")}) == (
        [],
        _of_a_build(project),
    )


def test_a_preview_goes_on_while_another_process_holds_the_cache(project, monkeypatch):
    monkeypatch.setattr(living, "_WAIT", 0.01)
    live = Live(project, _means(project))
    live.update(frozenset())
    other = _cache(project)
    other.execute("BEGIN IMMEDIATE")
    for word in ("One", "Two"):
        update = live.update(_save(project, BOATS, word))
        assert (update.problems, _pages(update.state)) == ((), _of_a_build(project))
    other.execute("ROLLBACK")
    other.close()
    assert _pages(Live(project, _means(project)).update(frozenset()).state) == _of_a_build(project)


def test_nothing_is_left_locked_when_a_save_has_been_taken_in(project):
    live = Live(project, _means(project))
    for changed in (frozenset(), _save(project, BOATS, "New"), _save(project, "site.yaml", "New")):
        live.update(changed)
        with _cache(project) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")


def test_a_page_whose_card_the_cache_has_lost_is_not_told_as_a_fault_of_its_template(project, monkeypatch):
    monkeypatch.setattr(claims, "_HELD", 0)
    live = Live(project, _means(project))
    state = live.update(frozenset()).state
    _emptied(project)
    with pytest.raises(KeptError):
        _pages(state)
    live.anew()
    assert (state.problems, _pages(live.update(frozenset()).state)) == ((), _of_a_build(project))


def test_pages_are_made_in_one_thread_while_saves_are_taken_in_by_another(project):
    live = Live(project, _means(project))
    state = live.update(frozenset()).state
    wanted, found, failed = _of_a_build(project), [], []

    def work():
        try:
            found.append(_pages(state))
        except Exception as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(5):
        live.update(_save(project, BOATS, f"No. {number}"))
    for thread in threads:
        thread.join()
    assert (failed, all(one == wanted for one in found)) == ([], True)
