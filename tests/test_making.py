"""Pages are made again only where something that they rest on is another, and come out as if all had been made."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from edited import Editor, read, write

from pincite import deck, making
from pincite.kept import passed
from pincite.kept.store import FOLDER, NAME, Store
from pincite.output.manifest import listed_as
from pincite.pipeline import Means, make
from pincite.sinks import Nowhere

ROOT = Path(__file__).parent
TABLES = ("card", "body", "file", "page", "look", "made", "text", "derived")
# Addresses of sites; some are on the host of an actor, which a card's check tells.
ADDRESSES = ("", "", "", "https://town.example.org/x/", "https://harbour.example.org/")


class Kept:
    """A sink that holds files from one build to the next, as an output folder does; workers may put, too."""

    def __init__(self, folder):
        self.folder = folder

    def begin(self, kept, to_make):
        pass

    def again(self):
        pass

    def put(self, path, data):
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_bytes(data)
        return listed_as(data)

    def has(self, path, listed):
        return (self.folder / path).is_file() and listed_as((self.folder / path).read_bytes()) == listed


def _copy(name, root):
    shutil.copytree(ROOT / name, root)
    for folder in ("templates", "assets"):
        if not (root / folder).exists():
            shutil.copytree(ROOT.parent / folder, root / folder)
    return root


def _files(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file() and FOLDER not in path.parts}


def _restore(root, files):
    for path in _files(root).keys() - files.keys():
        path.unlink()
    for path, data in files.items():
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def _harm(root, chance):
    """Spoil the cache: its file, some of its bytes, or some of its rows, at least one."""
    file, way = root / FOLDER / NAME, chance.choice(("delete", "cut", "bytes", "rows", "drop", "junk"))
    if not file.exists():
        return
    if way == "delete":
        for one in file.parent.glob(f"{NAME}*"):
            one.unlink()
    elif way in {"rows", "drop"}:
        table = chance.choice(TABLES)
        change = {"rows": "UPDATE {} SET data = substr(data, 2)", "drop": "DELETE FROM {}"}[way].format(table)
        with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as cache:
            cache.execute(f"{change} WHERE rowid % 3 = {chance.randrange(3)}")
            cache.commit()
    else:
        data = bytearray(file.read_bytes())
        for _ in range(20):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes({"cut": data[: len(data) // 2], "bytes": data, "junk": b"x" * 5000}[way])


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", ["states-site", "arabic-site"])
def test_after_any_edits_a_build_with_a_cache_gives_what_one_without_gives(name, seed, tmp_path, monkeypatch):
    chance = random.Random(f"{name} {seed}")  # noqa: S311 - the same every time is what is wanted
    site = _copy(name, tmp_path / "site")
    if seed % 2:  # then cards may be changed without a correction
        shutil.rmtree(site / "record")
    sink, editor, good, sound = Kept(tmp_path / "output"), Editor(site, chance), _files(site), 0
    for _ in range(8):
        editor.step()
        drafts, url = chance.random() < 0.2, chance.choice(ADDRESSES)
        expected = make(site, drafts=drafts, url=url)
        if not expected.whole and chance.random() < 0.7:
            _restore(site, good)
            continue
        if chance.random() < 0.1:
            _harm(site, chance)
        jobs = chance.choice((1, 1, 2))
        for module in (deck, making, passed):
            monkeypatch.setattr(module, "SHARED", 2 if jobs > 1 else 500)
        means = Means(site, program="program", jobs=jobs)
        for into in (Nowhere(), sink)[chance.random() < 0.7 :]:
            made = make(site, drafts=drafts, url=url, sink=into, means=means)
            made.close()
            assert made.problems == expected.problems, editor.done
            assert made.listed == expected.listed, editor.done
            assert made.inputs == expected.inputs, editor.done
        assert {path: (sink.folder / path).read_bytes() for path in made.listed} == expected.files, editor.done
        sound += expected.whole
        if expected.whole:
            good = _files(site)
        else:
            _restore(site, good)
    assert sound


@pytest.fixture(name="site")
def fixture_site(tmp_path):
    return _copy("base-site", tmp_path / "site")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Give a folder with a site that was built, its cache in it, and the output."""
    root = tmp_path_factory.mktemp("built")
    _made(_copy("base-site", root / "site"), Kept(root / "output"))
    return root


def _made(site, sink, **asked):
    made = make(site, sink=sink, means=Means(site, program="program", jobs=asked.pop("jobs", 1)), **asked)
    made.close()
    return made


@pytest.mark.parametrize("table", ["page", "look"])
@pytest.mark.parametrize("way", ["DELETE FROM {}", "UPDATE {} SET data = substr(data, 2)"])
def test_a_link_that_leads_nowhere_now_is_told_also_where_the_cache_has_lost_pages(site, tmp_path, table, way):
    about, references = site / "content/pages/about.md", site / "content/references.yaml"
    listed = read(references)
    write(references, {**listed, "far": next(iter(listed.values()))})
    about.write_text(f"{about.read_text('utf-8')}\n\n[there](references.html#far)\n", "utf-8")
    sink = Kept(tmp_path / "output")
    assert _made(site, sink).whole
    with closing(sqlite3.connect(site / FOLDER / NAME)) as cache:
        cache.execute(way.format(table))
        cache.commit()
    write(references, listed)
    made = _made(site, sink)
    assert made.problems == make(site).problems
    assert not made.whole


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'["f", 1, ""]\nclaims', b"\xff\xfe", b"a b c d\n", b"null\n\n"])
@pytest.mark.parametrize("table", [*TABLES, ""])
def test_rows_as_another_program_may_write_them_are_passed_over(built, tmp_path, table, data):
    """They are whole, and rest on what they should; what they hold is of another form."""
    site = shutil.copytree(built / "site", tmp_path / "site")
    sink = Kept(shutil.copytree(built / "output", tmp_path / "output"))
    store = Store(site)
    for one in TABLES if not table else [table]:
        store.put(one, [(name, basis, data) for name, basis, _ in [*store.all(one)]])
    store.save()
    store.close()
    (site / "content/places.yaml").write_bytes((site / "content/places.yaml").read_bytes() + b"\n")
    expected = make(site)
    made = _made(site, sink)
    assert (made.problems, made.listed) == (expected.problems, expected.listed)


def test_a_link_into_a_drawing_is_told_when_the_drawing_has_the_place_no_more(site, tmp_path):
    about, drawing = site / "content/pages/about.md", site / "assets/map.svg"
    about.write_text(f"{about.read_text('utf-8')}\n\n[West](assets/map.svg#west)\n", "utf-8")
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"><g id="west"/></svg>', "utf-8")
    sink = Kept(tmp_path / "output")
    assert _made(site, sink).whole
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"><g id="west"/><g id="east"/></svg>', "utf-8")
    assert _made(site, sink).whole
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"><g id="east"/></svg>', "utf-8")
    made = _made(site, sink)
    assert made.problems == make(site).problems
    assert not made.whole


def test_a_card_is_checked_at_the_address_that_is_asked_for(site, tmp_path):
    """Its markup is wrong where the site stands on the claimant's own host, whatever was checked before."""
    actors = site / "content/actors.yaml"
    hosts = [line.split("//")[1].split("/")[0].strip('"') for line in actors.read_text().splitlines() if "url:" in line]
    sink = Kept(tmp_path / "output")
    _made(site, sink)
    for host in hosts:
        url = f"https://{host}/"
        assert _made(site, sink, url=url).problems == make(site, url=url).problems


def test_workers_that_read_cards_tell_what_is_wrong_with_them(site, monkeypatch):
    monkeypatch.setattr(deck, "SHARED", 2)
    for card in sorted((site / "content/claims").glob("*.yaml")):
        card.write_text(card.read_text("utf-8").replace("title: ", "titel: ", 1), "utf-8")
    expected = make(site)
    assert len(expected.problems) > 1
    assert _made(site, Nowhere(), jobs=2).problems == expected.problems


def test_a_site_in_memory_has_the_bytes_of_all_pages_with_workers_too(site, monkeypatch):
    monkeypatch.setattr(making, "SHARED", 2)
    made = _made(site, None, jobs=2)
    assert made.files.keys() == made.listed.keys()
