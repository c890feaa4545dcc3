"""The bad inputs of files: links, pipes, rights, names, the output folder and the cache, each by its number.

Where ours is another outcome than was asked for, the test says why. That a site is refused means each time: the status,
the file and a remedy in words, no traceback, and not one byte changed in the output or beside it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from running import ROOT
from worlds import (
    CARD,
    PAGE,
    accepted,
    apart,
    codes,
    copied,
    first,
    humble,
    linux,
    made_anew,
    refused,
    small_disk,
    unix,
)

pytestmark = unix


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return first(tmp_path_factory.mktemp("base"))


@pytest.fixture
def world(base, tmp_path):
    return copied(base, tmp_path)


# What is no ordinary file --------------------------------------------------------------------------------------------


def test_f001_a_link_among_the_assets_to_a_file_of_the_system_is_refused(world):
    (world.root / "assets/x").symlink_to("/etc/passwd")
    assert codes(refused(world, "build", status=1, says=("assets/x", "symbolic link"))) == ["symlink"]


def test_f004_a_link_that_leads_nowhere_is_refused(world):
    (world.root / "assets/d").symlink_to("nowhere")
    assert codes(refused(world, "build", status=1, says=("assets/d",))) == ["symlink"]


@pytest.mark.parametrize("path", ["content/claims/p.yaml", "assets/p.css", "site.yaml", "content/topics.yaml"])
def test_f005_a_pipe_is_refused_and_not_waited_for(world, path):
    (world.root / path).unlink(missing_ok=True)
    os.mkfifo(world.root / path)
    assert "file-kind" in codes(refused(world, "build", status=1, says=(path,)))


@linux
def test_f006_a_device_is_refused_and_not_read(world):
    try:
        os.mknod(world.root / "content/claims/z.yaml", 0o20600, os.makedev(1, 5))
    except PermissionError:
        pytest.skip("only the administrator makes devices")
    refused(world, "build", status=1, says=("content/claims/z.yaml", "not an ordinary file"))


# What may not be read ------------------------------------------------------------------------------------------------


@linux
@pytest.mark.parametrize("verb", ["build", "check"])
def test_f008_a_card_that_may_not_be_read_is_the_systems_matter(world, verb):
    (world.root / CARD).chmod(0)
    refused(world, verb, status=74, says=(CARD, "Permission denied"), at_first=humble)


@linux
def test_f009_a_folder_that_may_not_be_read_is_named_itself(world):
    (world.root / "content/claims/priv").mkdir(mode=0)
    refused(world, "build", status=74, says=("content/claims/priv:", "Permission denied"), at_first=humble)
    (world.root / "content/claims/priv").chmod(0o700)


# What cannot be an asset ---------------------------------------------------------------------------------------------


def test_f010_two_assets_that_differ_in_capitals_alone_are_refused(world):
    world.write("assets/Logo.css", "a{}")
    world.write("assets/logo.css", "a{}")
    found = refused(world, "build", status=1, says=("Logo.css", "logo.css", "rename"))
    assert codes(found) == ["path-collision"]


def test_f011_an_asset_in_the_place_of_a_page_is_refused(world):
    """None can have a page's place: they all stay in assets/. What is named like one is refused as no asset."""
    world.write("assets/index.html", "x")
    assert codes(refused(world, "build", status=1, says=("index.html",))) == ["asset-refused"]


@pytest.mark.parametrize("path", ["assets/.env", "assets/fonts/.htpasswd", "assets/.well-known/x.css"])
def test_f012_a_hidden_file_among_the_assets_is_refused(world, path):
    world.write(path, "S=1")
    shown = "assets/.well-known" if "known" in path else path
    assert codes(refused(world, "build", status=1, says=(shown, "hidden"))) == ["file-ignored"]


@pytest.mark.parametrize("name", [".DS_Store", ".gitkeep", ".style.css.swp", "._logo.png", ".#style.css"])
def test_f012_what_programs_leave_among_the_assets_is_passed_over(world, name):
    world.write(f"assets/{name}", "x")
    accepted(world, "build")
    assert not (world.output / "assets" / name).exists()


def test_f013_a_name_with_the_end_of_a_line_is_refused_and_shown_in_one(world):
    world.write("assets/a\nb.png", "")
    found = refused(world, "build", status=1, says=("assets/a\\nb.png:",))
    assert codes(found) == ["asset-refused"]


def test_f014_a_name_that_is_no_utf8_is_refused(world):
    try:
        (world.root / os.fsdecode(b"assets/\xff.png")).touch()
    except OSError:
        pytest.skip("this disk has no such names")
    assert codes(refused(world, "build", status=1, says=("assets/",))) == ["file-name"]


def test_f015_an_asset_that_github_would_not_take_is_refused(world):
    """Our limit is 90 MiB: below the 100 MB of GitHub, which counts what git makes of a file."""
    with (world.root / "assets/big.woff2").open("wb") as file:
        file.truncate(101 << 20)
    found = refused(world, "build", status=1, says=("assets/big.woff2", "105,906,176", "94,371,840"))
    assert codes(found) == ["file-too-big"]


def test_f017_a_page_among_the_assets_is_refused(world):
    world.write("assets/x.html", "<script>1</script>")
    assert codes(refused(world, "build", status=1, says=("assets/x.html",))) == ["asset-refused"]


def test_f018_a_picture_that_is_a_page_is_refused(world):
    world.write("assets/x.png", "<html>")
    assert codes(refused(world, "build", status=1, says=("assets/x.png",))) == ["asset-refused"]


# The output folder ---------------------------------------------------------------------------------------------------


def test_f021_a_folder_that_no_build_wrote_is_not_taken(world):
    """Status 2, for no content is wrong; and no flag adopts files of another hand: they are moved, or left alone."""
    manifest = world.output / "manifest.json"
    manifest.unlink()
    (world.output / "thesis.doc").write_text("x")
    found = refused(world, "build", status=2, says=("is no build of pincite", "--output"))
    assert codes(found) == ["output-foreign"]


def test_f024_an_output_that_is_a_file_is_not_taken(world):
    world.output.rename(world.root / "seeds/old")
    world.output.write_text("x")
    found = refused(world, "build", "--base-url", "https://else.example/", status=2, says=("is a file",))
    assert (codes(found), world.output.read_text()) == (["output-unsafe"], "x")


@linux
def test_f025_an_output_that_is_a_mount_point_is_not_taken(world):
    """Status 2, as for each folder that is not for a build to replace: nothing has failed, and nothing was tried."""

    def work():
        small_disk(world.output, "size=600k")
        refused(world, "build", status=2, says=("mount point", "name a folder inside it"))

    apart(work)


def test_f026_a_claim_on_record_keeps_its_address(world):
    assert world.run("record").status == 0
    (world.root / CARD).rename(world.root / "content/claims/c2.yaml")
    for path in ("site.yaml", *(f"content/claims/{one}.yaml" for one in ("c2", "repair-cost", "bridge-closed"))):
        world.write(path, world.read(path).replace("boats-damaged", "c2"))
    said = ("boats-damaged", "give it its old name back", "withdrawn")
    assert "claim-vanished" in codes(refused(world, "build", status=1, says=said))


def test_f026_of_a_claim_that_was_never_on_record_no_page_stays(world):
    """What nobody published may be renamed; then the old page is not there any more."""
    (world.root / CARD).rename(world.root / "content/claims/c2.yaml")
    world.write("site.yaml", world.read("site.yaml").replace("boats-damaged", "c2"))
    world.write("content/events.yaml", world.read("content/events.yaml").replace("boats-damaged", "c2"))
    assert world.run("build").status == 0
    assert ((world.root / PAGE).exists(), (world.output / "claims/c2.html").exists()) == (False, True)


@pytest.mark.parametrize(
    "name", [".output.pincite-4194303", ".output.pincite-4194303-old", ".output.pincite-4194303-ready"]
)
def test_f027_what_a_killed_build_left_is_cleared_away(world, name):
    """Without a word: there is nothing for the reader to do. What cannot be removed is told, as `output-leftover`."""
    world.write(f"{name}/claims/x.html", "half of")
    before = world.built()
    done = world.run("build")
    assert (done.status, done.err, world.beside(), world.built()) == (0, "", [], before)


# The cache -----------------------------------------------------------------------------------------------------------


def _remembered(world):
    """Give what the last build noted. This process may have loaded what keeps a build in it from noting anything."""
    path = world.root / ".pincite/built.json"
    if not path.exists():
        command = [sys.executable, str(ROOT / "build.py"), "build", "--root", str(world.root)]
        subprocess.run(command, check=True, capture_output=True)
    return path


def _cache(world):
    return world.root / ".pincite/kept.sqlite"


@pytest.fixture(scope="module")
def wanted(base, tmp_path_factory):
    return made_anew(base, tmp_path_factory.mktemp("wanted"))


def _as_if_never_kept(world, wanted):
    """Build, and assert that the cache had no part in the bytes; nothing is said, for there is nothing to be done."""
    world.changed()
    done = world.run("build")
    assert (done.status, done.err) == (0, "")
    assert world.built() == wanted


@pytest.mark.parametrize("length", [0, 20_000])
def test_f028_a_cache_that_is_cut_off_is_as_if_there_were_none(world, wanted, length):
    """A cache may be deleted at any time, and so may its fault be passed over in silence."""
    os.truncate(_cache(world), length)
    _remembered(world)
    os.truncate(world.root / ".pincite/built.json", min(length, 70))
    _as_if_never_kept(world, wanted)


def _flipped(world):
    data = bytearray(_cache(world).read_bytes())
    for at in range(1000, len(data), 977):
        data[at] ^= 0x55
    _cache(world).write_bytes(data)


def _declaring_more(world):
    with closing(sqlite3.connect(_cache(world))) as cache:
        cache.execute("CREATE TRIGGER t AFTER INSERT ON page BEGIN DELETE FROM card; END")
        cache.commit()


def _other_letters(world):
    with closing(sqlite3.connect(_cache(world))) as cache:
        for (table,) in cache.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall():
            cache.execute(f"UPDATE {table} SET data = CAST(replace(data, 'a', 'b') AS BLOB)")  # noqa: S608 - our names
        cache.commit()


def _of_another_program(world):
    _cache(world).unlink()
    with closing(sqlite3.connect(_cache(world))) as cache:
        cache.execute("CREATE TABLE page (name, basis, data)")
        cache.commit()


def _folder(world):
    _cache(world).unlink()
    (_cache(world) / "deep").mkdir(parents=True)


def _pipe(world):
    _cache(world).unlink()
    os.mkfifo(_cache(world))


@pytest.mark.parametrize("spoil", [_flipped, _declaring_more, _other_letters, _of_another_program, _folder, _pipe])
def test_f029_a_cache_with_other_things_in_it_is_as_if_there_were_none(world, wanted, spoil):
    spoil(world)
    _as_if_never_kept(world, wanted)


@pytest.mark.parametrize("suffix", ["", "-wal"])
def test_f029_a_link_in_the_place_of_the_cache_is_not_followed(world, wanted, suffix):
    path = world.root / f".pincite/kept.sqlite{suffix}"
    path.unlink(missing_ok=True)
    world.write("../home/others", b"of another hand")
    path.symlink_to(world.root.parent / "home/others")
    _as_if_never_kept(world, wanted)
    assert ((world.root.parent / "home/others").read_bytes(), path.is_symlink()) == (b"of another hand", True)


def test_f029_a_last_build_that_another_hand_wrote_is_not_believed(world, wanted):
    """`built.json` says that nothing is to be done: it counts under this user's seal alone, and with all files read."""
    path = _remembered(world)
    said = json.loads(path.read_bytes().partition(b"\n")[2])
    path.write_bytes(path.read_bytes().replace(said["key"].encode(), b"0" * 64))
    _as_if_never_kept(world, wanted)


def test_f030_a_cache_of_another_version_is_as_if_there_were_none(world, wanted):
    with closing(sqlite3.connect(_cache(world))) as cache:
        cache.execute("PRAGMA user_version = 1")
        cache.commit()
    _as_if_never_kept(world, wanted)
