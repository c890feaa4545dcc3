"""`verify` as a user runs it: on a folder, on an address, on a branch, with signatures and against a build."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import placed
import pytest
import repositories
from inside import run
from placed import answering
from rendering import base
from running import ROOT, needs
from running import run as as_user


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the base site once."""
    root = base(tmp_path_factory.mktemp("verify"))
    assert run("build", "--root", root).status == 0
    return root


@pytest.fixture
def root(built, tmp_path):
    """Give a copy of the project, built, that the test may spoil."""
    return Path(shutil.copytree(built, tmp_path / "site"))


@pytest.fixture
def output(root):
    """Give the built site in it."""
    return root / "output"


def _json(*arguments, **more):
    done = run("verify", *arguments, "--format", "json", **more)
    found = json.loads(done.out)
    assert (done.err, found["verified"], done.status == 0) == ("", not found["problems"], not found["problems"])
    return done.status, found


def _codes(*arguments, **more):
    status, found = _json(*arguments, **more)
    return status, [f"{one['path']} {one['code']}" for one in found["problems"]]


def _flip(file):
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))


# A folder, and the web -----------------------------------------------------------------------------------------------


def test_a_build_is_as_it_was_built_and_a_few_lines_say_so(output):
    done = as_user("verify", output)
    listed = json.loads((output / "manifest.json").read_bytes())["outputs"]
    size = sum(one["size"] for one in listed.values())
    first, *rest = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    assert first == f"{output}: {len(listed)} files, {size} bytes, as they were built"
    assert [line.partition(" ")[0] for line in rest[:4]] == ["manifest", "built", "chain:", "not"]


@pytest.mark.parametrize("way", ["folder", "web"])
def test_a_flipped_byte_a_removed_and_an_added_file_are_told_and_nothing_else(output, way):
    _flip(output / "claims/boats-damaged.html")
    (output / "about.html").unlink()
    (output / "claims/added.html").write_bytes(b"<p>new")
    missing, added, changed = (
        "about.html site-missing",
        "claims/added.html site-extra",
        "claims/boats-damaged.html site-changed",
    )
    if way == "folder":
        assert _codes(output) == (3, [missing, added, changed])
        return
    with placed.served(output) as server:
        assert _codes(server.url) == (3, [missing, changed])


def test_what_is_wrong_is_told_with_a_remedy_and_a_count(output):
    _flip(output / "index.html")
    done = run("verify", output)
    assert done.status == 3
    assert 'index.html: error[site-changed]: "index.html" is not as it was built\n  hint: listed sha256: ' in done.err
    assert done.err.splitlines()[-1].startswith("pincite: 1 error; ")


def test_a_changed_manifest_gives_itself_away_by_what_it_lists(output):
    manifest = json.loads((output / "manifest.json").read_bytes())
    manifest["outputs"]["../site.yaml"] = manifest["outputs"].pop("index.html")
    (output / "manifest.json").write_text(json.dumps(manifest))
    assert _codes(output) == (3, ["index.html site-extra", "manifest.json site-path"])


def test_names_that_would_give_a_terminal_orders_are_shown_as_escapes(output):
    names = ("a\x9b31m.html", "b\u202ecod.html", "c\ud800.html", "d\x1b[2J.html")
    manifest = json.loads((output / "manifest.json").read_bytes())
    manifest["outputs"] |= {key: {"sha256": "0" * 64, "size": 1} for key in names}
    (output / "manifest.json").write_text(json.dumps(manifest))
    status, found = _json(output)
    assert (status, len(found["problems"])) == (3, len(names))
    told = run("verify", output).err
    assert [char for char in ("\x9b", "\u202e", "\x1b") if char in told] == []


def test_a_folder_without_a_manifest_is_no_site(tmp_path):
    assert _codes(tmp_path) == (3, ["manifest.json no-manifest"])


def test_a_served_site_is_verified_and_read_elsewhere_is_a_remark(output):
    with placed.served(output) as server:
        status, found = _json(f"{server.url}index.html")
    assert (status, found["files"]) == (0, found["listed"])
    assert any(
        one.startswith("the site was built for https://example.org/orrin/, and is read at") for one in found["notes"]
    )


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        (answering(302, Location="https://else.example/"), 74, "fetch-failed"),
        (answering(500), 74, "fetch-failed"),
        (answering(200, b"x", length=2), 74, "fetch-failed"),
        (answering(200, b"x" * 100_000), 3, "site-changed"),
        (answering(200, b"", Content_Encoding="gzip"), 74, "fetch-failed"),
        (answering(404), 3, "site-missing"),
    ],
)
def test_whatever_a_server_answers_for_a_page_is_told(output, answer, status, code):
    with placed.served(output) as server:
        server.answers["about.html"] = answer
        path = f"{server.url}about.html" if code == "fetch-failed" else "about.html"
        assert _codes(server.url) == (status, [f"{path} {code}"])


def test_a_server_that_is_not_there_and_a_place_that_is_none_are_told(root):
    status, (told,) = _codes("http://127.0.0.1:9/")
    assert (status, told) == (74, "http://127.0.0.1:9/manifest.json fetch-failed")
    assert _codes("none", "--root", root) == (2, ["none no-place"])


def test_a_fresh_deploy_is_waited_for(output):
    with placed.served(output) as server:

        def stale(handler):
            """Give the page of before, twice."""
            if server.asked.count("/site/about.html") == 2:
                del server.answers["about.html"]
            answering(200, b"old")(handler)

        server.answers["about.html"] = stale
        assert _codes(server.url, "--wait", 0) == (3, ["about.html site-changed"])
        done = run("verify", server.url, "--wait", 60)
    assert (done.status, "looking again in 2 seconds" in done.err) == (0, True)


@pytest.mark.parametrize("text", ["-1", "x", "1.5", "99999999", "²"])
def test_a_time_to_wait_that_is_none_is_wrong_usage(output, text):
    assert run("verify", output, f"--wait={text}").status == 2


# What was said before ------------------------------------------------------------------------------------------------


def _rechained(output, chain, **more):
    file = output / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"chain": chain} | more))


def test_a_site_that_names_the_kept_manifest_holds_to_it(output, tmp_path):
    kept = tmp_path / "kept.json"
    shutil.copy(output / "manifest.json", kept)
    status, found = _json(output, "--since", kept)
    assert (status, f"the site holds to the publication {found['manifest'][:12]}… in {kept}" in found["notes"]) == (
        0,
        True,
    )
    _rechained(output, [found["manifest"]])
    assert _codes(output, "--since", kept) == (0, [])
    _rechained(output, ["0" * 64])
    assert _codes(output, "--since", kept) == (3, ["manifest.json chain-broken"])


def test_a_claim_that_the_kept_manifest_had_is_missed(output, tmp_path):
    shutil.copytree(output, tmp_path / "kept")
    _, found = _json(output)
    _rechained(output, [found["manifest"]], claims={})
    status, found = _json(output, "--since", tmp_path / "kept")
    # The data still tell of versions that the manifest does not name: that is told as well.
    codes = Counter(one["code"] for one in found["problems"])
    assert (status, codes) == (3, {"chain-broken": 2, "versions-broken": 2})
    assert any('the claim "boats-damaged" has vanished' in one["message"] for one in found["problems"])


def test_what_was_kept_must_be_a_manifest(output, tmp_path):
    (tmp_path / "x.json").write_text("{}")
    assert _codes(output, "--since", tmp_path / "x.json") == (3, [f"{tmp_path / 'x.json'} no-manifest"])
    assert _codes(output, "--since", tmp_path / "none") == (2, [f"{tmp_path / 'none'} no-place"])


def test_a_branch_is_verified_with_its_whole_history(output, tmp_path):
    repo = repositories.begun(tmp_path / "repo")
    files = {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}
    repo.commit(files)
    repo.git("branch", "gh-pages")
    status, found = _json("gh-pages", cwd=repo.folder)
    assert (status, found["publications"], found["files"]) == (0, 1, len(files) - 1)
    content = json.loads(files["manifest.json"])
    broken = repo.commit({"manifest.json": json.dumps(content | {"chain": ["0" * 64]}).encode()})
    status, found = _json("main", "--root", repo.folder)
    assert (status, [one["code"] for one in found["problems"]]) == (3, ["chain-broken"])
    assert broken[:12] in found["problems"][0]["message"]


# Signatures ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    """Make the keys of a desk and of a stranger, and a file that allows the desk's."""
    needs("ssh-keygen", "REQUIRE_SSH")
    folder = tmp_path_factory.mktemp("keys")
    for name in ("desk", "stranger"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
    (folder / "signers").write_text(f"desk@example.org {(folder / 'desk.pub').read_text()}")
    return folder


def test_a_signed_build_is_verified_by_whom_it_is_signed(root, output, keys):
    assert run("build", "--root", root, "--sign", keys / "desk").status == 0
    known = run("verify", output, "--signers", keys / "signers")
    assert (known.status, "signed by desk@example.org with SHA256:" in known.out) == (0, True)
    asked = run("verify", output)
    assert (asked.status, "by whom is not checked: name --signers" in asked.out) == (0, True)
    with placed.served(output) as server:
        assert _codes(server.url, "--signers", keys / "signers") == (0, [])


def test_a_signed_build_again_is_the_same_and_an_unsigned_one_takes_the_signature_away(root, output, keys):
    run("build", "--root", root, "--sign", keys / "desk")
    again = run("build", "--root", root, "--sign", keys / "desk")
    assert (again.status, "unchanged)" in again.out, " new" in again.out) == (0, True, False)
    shutil.rmtree(output)
    assert run("build", "--root", root).status == 0
    cold = (output / "manifest.json").read_bytes()
    assert run("build", "--root", root, "--sign", keys / "desk").status == 0
    assert (output / "manifest.json").read_bytes() == cold
    assert run("build", "--root", root).status == 0
    assert not (output / "manifest.json.sig").exists()


def test_the_key_lands_nowhere_and_one_in_the_site_is_refused(root, output, keys):
    secret = (keys / "desk").read_bytes()
    run("build", "--root", root, "--sign", keys / "desk")
    assert [file for file in root.rglob("*") if file.is_file() and secret[40:90] in file.read_bytes()] == []
    shutil.copy(keys / "desk", root / "desk")
    done = run("build", "--root", root, "--sign", root / "desk")
    assert (done.status != 0, "error[sign-failed]" in done.err) == (True, True)


def test_a_passphrase_is_asked_for_at_the_terminal(root, output, keys, tmp_path):
    pytest.importorskip("pty", reason="this system has no terminals of that kind")
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "sesame", "-f", str(tmp_path / "closed")]
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL)
    code = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
    words = [sys.executable, "-c", code, sys.executable, str(ROOT / "build.py"), "build", "--root", str(root)]
    pipe = subprocess.PIPE
    with subprocess.Popen([*words, "--sign", str(tmp_path / "closed")], stdin=pipe, stdout=pipe) as asks:
        said = b""
        while b"passphrase" not in said:  # what is typed before the question is thrown away
            said += (piece := asks.stdout.read1())
            assert piece, said
        said += asks.communicate(b"sesame\n", timeout=60)[0]
    assert (asks.returncode, b"sesame" in said) == (0, False), said
    assert (output / "manifest.json.sig").is_file()


def test_a_build_that_cannot_be_signed_leaves_the_output_as_it_was(root, output, keys):
    before = {file: file.read_bytes() for file in output.rglob("*") if file.is_file()}
    card = root / "content/claims/boats-damaged.yaml"
    card.write_text(card.read_text().replace("title: ", "title: New ", 1))
    done = run("build", "--root", root, "--sign", keys / "none")
    assert (done.status, "there is no such file" in done.err) == (74, True)
    assert {file: file.read_bytes() for file in output.rglob("*") if file.is_file()} == before


def test_no_signature_a_stranger_s_and_a_wrong_one_are_told_apart(root, output, keys):
    signers = ("--signers", keys / "signers")
    assert _codes(output, *signers) == (3, ["manifest.json.sig signature-missing"])
    run("build", "--root", root, "--sign", keys / "stranger")
    assert _codes(output, *signers) == (3, ["manifest.json.sig signer-unknown"])
    run("build", "--root", root, "--sign", keys / "desk")
    _rechained(output, [])
    assert _codes(output) == (3, ["manifest.json.sig signature-wrong"])
    assert _codes(output, *signers) == (3, ["manifest.json.sig signature-wrong"])


def test_a_server_that_gives_a_page_for_every_address_gives_no_signature_by_it(output, keys):
    with placed.served(output) as server:
        server.answers["manifest.json.sig"] = answering(200, b"<!doctype html><p>nothing here")
        assert _codes(server.url) == (0, [])
        missing = _codes(server.url, "--signers", keys / "signers")
    assert missing == (3, ["manifest.json.sig signature-missing"])


def test_signers_may_come_from_a_pipe(root, output, keys):
    run("build", "--root", root, "--sign", keys / "desk")
    os.mkfifo(root / "pipe")
    writes = subprocess.Popen(["cp", str(keys / "signers"), str(root / "pipe")])
    assert _codes(output, "--signers", root / "pipe") == (0, [])
    assert writes.wait(10) == 0


def test_a_signature_that_cannot_be_checked_is_told(root, output, keys, tmp_path):
    run("build", "--root", root, "--sign", keys / "desk")
    (tmp_path / "empty").mkdir()
    status, found = _json(output, PATH=str(tmp_path / "empty"))
    told = "the manifest is signed; without ssh-keygen the signature was not checked"
    assert (status, told in found["notes"]) == (0, True)
    codes = _codes(output, "--signers", keys / "signers", PATH=str(tmp_path / "empty"))
    assert codes == (2, ["manifest.json.sig no-ssh-keygen"])


# Against a build -----------------------------------------------------------------------------------------------------


def test_what_is_published_is_what_the_content_gives(root, output):
    with placed.served(output) as server:
        status, found = _json(server.url, "--rebuild", "--root", root)
    assert (status, "this content gives the same manifest, byte for byte" in found["notes"]) == (0, True)


def test_an_altered_page_with_an_altered_manifest_is_found_by_a_build(root, output):
    """The folder agrees with itself: only who builds it sees that it is not what the cards say."""
    page = output / "claims/boats-damaged.html"
    page.write_bytes(page.read_bytes().replace(b"Confirmed", b"Refuted!!"))
    manifest = json.loads((output / "manifest.json").read_bytes())
    manifest["outputs"]["claims/boats-damaged.html"]["sha256"] = hashlib.sha256(page.read_bytes()).hexdigest()
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (output / "manifest.json").write_text(text, encoding="utf-8")
    assert _codes(output) == (0, [])
    assert _codes(output, "--rebuild", "--root", root) == (3, ["claims/boats-damaged.html rebuild-outputs"])


def test_other_content_is_told_as_such(root, output):
    card = root / "content/claims/boats-damaged.yaml"
    card.write_text(card.read_text() + "# a remark\n")
    assert _codes(output, "--rebuild", "--root", root) == (3, ["content/claims/boats-damaged.yaml rebuild-inputs"])


def test_a_site_for_another_address_is_built_for_that_one(root, output):
    assert run("build", "--root", root, "--base-url", "https://else.example/x/").status == 0
    assert _codes(output, "--rebuild", "--root", root) == (0, [])


def test_a_new_site_is_waited_for_though_the_old_one_is_whole(root, output, tmp_path):
    """The old one was built for another address: the build to compare is made for each."""
    old = tmp_path / "old"
    assert run("build", "--root", root, "--output", old, "--base-url", "https://old.example/").status == 0
    card = root / "content/claims/boats-damaged.yaml"
    card.write_text(card.read_text() + "# a remark\n")
    assert run("build", "--root", root).status == 0
    with placed.served(output) as server:

        def stale(handler):
            """Give the manifest of before to the first two that ask."""
            if server.asked.count("/site/manifest.json") == 2:
                del server.answers["manifest.json"]
            answering(200, (old / "manifest.json").read_bytes())(handler)

        server.answers["manifest.json"] = stale
        done = run("verify", server.url, "--rebuild", "--root", root, "--wait", 60)
    assert (done.status, done.err.count("looking again")) == (0, 1), done.err
    assert "note: this content gives the same manifest, byte for byte" in done.out


def test_a_record_that_has_noted_the_publication_meanwhile_is_no_difference(root, output):
    _, found = _json(output)
    (root / "record").mkdir()
    (root / "record/publications.json").write_text(json.dumps({"manifests": [found["manifest"]]}, indent=1) + "\n")
    status, found = _json(output, "--rebuild", "--root", root)
    assert (status, any("noted this publication meanwhile" in one for one in found["notes"])) == (0, True)


def test_content_that_does_not_build_ends_with_its_own_problems(root, output):
    (root / "content/claims/boats-damaged.yaml").write_text("x: [")
    done = run("verify", output, "--rebuild", "--root", root)
    assert (done.status, "the site could not be built to compare" in done.err) == (1, True)
    assert run("verify", output, "--rebuild", "--root", output).status == 2


def test_git_s_hooks_do_not_lead_astray(output, tmp_path):
    """In a hook git names its own repository to all that it runs."""
    repo = repositories.begun(tmp_path / "repo")
    repo.commit({"x": b""})
    other = repositories.begun(tmp_path / "other")
    other.commit({"manifest.json": (output / "manifest.json").read_bytes()})
    status, _ = _codes("main", "--root", repo.folder, GIT_DIR=str(other.folder / ".git"))
    assert (status, repositories.git(repo.folder, "ls-files")) == (3, "x")


# What the docs tell --------------------------------------------------------------------------------------------------


def _blocks(kind):
    text = (ROOT / "docs/verify.md").read_text("utf-8")
    return re.findall(rf"^```{kind}\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)


def _shell(line, cwd):
    words = ["bash", "-o", "pipefail", "-c", line]
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)


@pytest.mark.parametrize("number", [0, 1], ids=["python", "jq"])
def test_a_folder_can_be_verified_without_pincite_as_the_docs_say(output, number):
    line = _blocks("sh")[number]
    program = "jq" if line.startswith("jq") else "python3"
    if shutil.which(program) is None or shutil.which("sha256sum") is None:
        pytest.skip(f"{program} or sha256sum is not installed")
    fine = _shell(line, output)
    assert (fine.returncode, fine.stdout, fine.stderr) == (0, "", "")
    _flip(output / "about.html")
    wrong = _shell(line, output)
    assert (wrong.returncode != 0, wrong.stdout) == (True, "about.html: FAILED\n")


def test_a_served_site_can_be_verified_without_pincite_as_the_docs_say(output, tmp_path):
    (block,) = _blocks("python")
    (tmp_path / "by_hand.py").write_text(block, encoding="utf-8")

    def by_hand(url):
        words = [sys.executable, "by_hand.py", url]
        environment = {**os.environ, "no_proxy": "*"}
        return subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    digest = hashlib.sha256((output / "manifest.json").read_bytes()).hexdigest()
    with placed.served(output) as server:
        fine = by_hand(server.url)
        assert (fine.returncode, fine.stdout) == (0, f"manifest {digest}\nall files are as they were built\n")
        _flip(output / "about.html")
        wrong = by_hand(server.url)
        assert (wrong.returncode, wrong.stderr) == (1, "about.html is not as it was built\n")


def test_a_signature_can_be_checked_without_pincite_as_the_docs_say(root, output, keys):
    as_user("build", "--root", root, "--sign", keys / "desk")
    shutil.copy(keys / "signers", output / "signers")
    line = _blocks("sh")[2]
    assert _shell(line, output).returncode == 0
    _rechained(output, [])
    assert _shell(line, output).returncode != 0


def test_the_docs_name_every_key_of_the_manifest_and_of_the_result(output):
    _, found = _json(output)
    machines = (ROOT / "docs/machines.md").read_text("utf-8").partition("## What verify found")[2]
    assert [key for key in (*found, *found["signature"]) if f"`{key}`" not in machines] == []
    told = (ROOT / "docs/verify.md").read_text("utf-8")
    manifest = json.loads((output / "manifest.json").read_bytes())
    assert [key for key in manifest if f"| `{key}` |" not in told] == []
