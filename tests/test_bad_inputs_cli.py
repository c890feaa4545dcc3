"""The bad inputs of the command line: wrong words, folders, ports, and sites that are not what they say, by number."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time

import inside
import pytest
from running import needs
from worlds import PAGE, accepted, codes, copied, first, refused, unix

from pincite.verbs import VERBS

pytestmark = unix


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    return first(tmp_path_factory.mktemp("base"))


@pytest.fixture
def world(base, tmp_path):
    return copied(base, tmp_path)


# Wrong words ---------------------------------------------------------------------------------------------------------


def test_l001_a_verb_that_is_mistyped_is_guessed(base):
    refused(base, "biuld", status=2, says=("usage:", "'biuld'", "did you mean 'build'"))


def test_l001_a_verb_that_is_like_none_is_answered_with_all_of_them(base):
    found = refused(base, "frobnicate", status=2, says=("there are build, check",))
    assert "did you mean" not in found.err


def test_l002_an_option_that_there_is_not_is_named(base):
    refused(base, "build", "--ouput", "x", status=2, says=("usage:", "--ouput"))


def test_l003_an_option_without_its_value_is_named(base):
    refused(base, "build", "--output", status=2, says=("usage:", "--output", "expected one argument"))


def test_l004_without_a_verb_it_builds_and_where_there_is_no_site_says_how_to_name_one(base, tmp_path):
    """The shortest command does what is wanted most often; all verbs are in `--help`, to which no content is needed."""
    accepted(base)
    done = inside.run(cwd=tmp_path)
    assert (done.status, "--root" in done.err, list(tmp_path.iterdir())) == (2, True, [])
    told = base.run("--help").out
    assert [verb for verb in VERBS if f"    {verb}" not in told] == []


@pytest.mark.parametrize("verb", ["build", "check", "record"])
def test_l005_a_folder_that_there_is_not_is_named(base, verb):
    """Status 2: it is no content that is wrong, but where pincite was told to look."""
    found = refused(base, verb, "--root", "/nope", status=2, says=("/nope", "name one with --root"))
    assert codes(found) == ["no-site"]


@pytest.mark.parametrize("verb", ["build", "check", "record"])
def test_l006_a_folder_without_a_site_is_told_what_it_lacks(base, verb, tmp_path):
    """Status 2, as above."""
    refused(base, verb, "--root", tmp_path, status=2, says=("there is no site.yaml here", "--root"))
    assert list(tmp_path.iterdir()) == []


# Serving -------------------------------------------------------------------------------------------------------------


def test_l007_a_port_that_is_no_number_is_named(base):
    refused(base, "serve", "--port", "abc", status=2, says=("usage:", "'abc'"))


def test_l008_a_port_that_there_is_not_is_told_with_those_that_there_are(base):
    """0 is one that is asked for often: any that is free. It is not refused."""
    refused(base, "serve", "--port", "70000", status=2, says=("'70000'", "from 0 to 65535"))
    refused(base, "serve", "--port", "-1", status=2, says=("--port",))


def test_l009_a_port_that_is_taken_is_told_with_one_that_is_free(base):
    """Status 2: the port is what was asked for, and another one can be."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = (f"port {port} is taken", "try --port")
        assert codes(refused(base, "serve", "--port", port, status=2, says=said)) == ["no-port"]


def test_l010_to_serve_beyond_this_machine_is_warned_of(world):
    """No second flag: who writes `--host 0.0.0.0` has said it. It is warned of, and nobody can write from there."""
    before = world.outside()
    going = world.begin("serve", "--host", "0.0.0.0", "--port", "0")  # noqa: S104 - what is tried
    out = ""
    deadline = time.monotonic() + 60
    while "Ctrl-C" not in out and time.monotonic() < deadline:
        going.out.seek(0)
        out = going.out.read().decode()
        time.sleep(0.02)
    going.kill(signal.SIGINT)
    done = going.wait()
    assert done.status in {0, 130}, done  # by when the server was ready for it
    assert ("warning[drafts-open]" in done.err, "read the drafts" in done.err) == (True, True)
    assert "Traceback" not in done.err
    assert world.outside() == before


# Verifying -----------------------------------------------------------------------------------------------------------


def test_l012_one_byte_more_in_a_page_is_told_with_the_digest_that_was_listed(world):
    with (world.root / PAGE).open("ab") as file:
        file.write(b"x")
    says = ("claims/boats-damaged.html", "listed sha256: ")
    assert codes(refused(world, "verify", "output", status=3, says=says)) == ["site-changed"]


def test_l012_one_byte_of_a_page_changed_is_told_with_both_digests(world):
    data = (world.root / PAGE).read_bytes()
    (world.root / PAGE).write_bytes(data[:-9] + b"x" + data[-8:])
    says = ("claims/boats-damaged.html", "listed sha256: ")
    assert codes(refused(world, "verify", "output", status=3, says=says)) == ["site-changed"]


def test_l013_a_page_that_is_missing_is_named(world):
    (world.root / PAGE).unlink()
    found = refused(world, "verify", "output", status=3, says=("claims/boats-damaged.html", "is not there"))
    assert codes(found) == ["site-missing"]


def test_l016_a_signature_of_a_key_that_nobody_allowed_is_told(world):
    needs("ssh-keygen", "REQUIRE_SSH")
    keys = world.root.parent / "keys"
    keys.mkdir()
    for name in ("desk", "stranger"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(keys / name)]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
    (keys / "signers").write_text(f"desk@example.org {(keys / 'desk.pub').read_text()}")
    assert world.run("build", "--sign", keys / "stranger").status == 0
    found = refused(world, "verify", "output", "--signers", keys / "signers", status=3, says=("signers",))
    assert codes(found) == ["signer-unknown"]


def test_l019_a_site_that_was_set_back_is_told_by_a_manifest_that_was_kept(world):
    """Against a kept manifest, and not against a time: no time is in a manifest, and a clock proves nothing."""
    shutil.copytree(world.output, world.root.parent / "older")
    world.changed()
    assert world.run("build").status == 0
    kept = world.root.parent / "kept.json"
    shutil.copy(world.output / "manifest.json", kept)
    says = ("does not name the publication", "ask the publisher")
    found = refused(world, "verify", world.root.parent / "older", "--since", kept, status=3, says=says)
    assert codes(found) == ["chain-broken"]


# Help ----------------------------------------------------------------------------------------------------------------


def test_l020_help_and_version_are_results(base):
    assert "usage: pincite" in accepted(base, "--help").out
    assert accepted(base, "--version").out.startswith("pincite ")
    for verb in VERBS:
        assert f"usage: pincite {verb}" in accepted(base, verb, "--help").out
