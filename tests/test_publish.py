"""`publish` as a user runs it: what lands on the branch, what is refused, and what is left as it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
from publishing import CARD, Desk, copied, git, make_desk
from running import needs
from test_build import digest

from pincite.published.signature import sign


@pytest.fixture(scope="module")
def original(tmp_path_factory) -> Desk:
    """Make a desk once; no test changes it."""
    return make_desk(tmp_path_factory.mktemp("publish"))


@pytest.fixture
def desk(original, tmp_path) -> Desk:
    return copied(original, tmp_path)


@pytest.fixture(scope="module")
def online(original, tmp_path_factory) -> Desk:
    """Publish once; no test changes it."""
    one = copied(original, tmp_path_factory.mktemp("online"))
    one.well("publish")
    return one


@pytest.fixture
def again(online, tmp_path) -> Desk:
    """Give a desk that has published once."""
    return copied(online, tmp_path)


def shim(folder, text: str) -> str:
    """Put a program called git before the real one; give the PATH. `$REAL` is the real one in it."""
    folder.mkdir()
    program = folder / "git"
    program.write_text(f'#!/bin/sh\nREAL={shutil.which("git")}\n{text}\nexec $REAL "$@"\n')
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


def hook(folder, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)


# What lands on the branch --------------------------------------------------------------------------------------------


def test_a_site_is_published_once_and_the_second_time_nothing_happens(desk):
    first = desk.as_user("publish")
    assert (first.status, first.out.splitlines()[0].split(", in commit")[0]) == (
        0,
        f"origin/gh-pages: {len(desk.built())} new",
    )
    assert "https://example.org/orrin/" in first.out
    assert "pincite record" in first.err
    assert len(desk.published()) == 1
    assert desk.served() == desk.built()
    second = desk.as_user("publish")
    assert (second.status, second.out) == (0, "nothing to publish; origin/gh-pages is what was built\n")
    assert len(desk.published()) == 1


def test_an_edit_is_one_more_commit_with_its_parent(again):
    (before,) = again.published()
    again.correct()
    again.renew()
    commit = git(again.top, "rev-parse", "HEAD")
    done = again.well("publish")
    newest, older = again.published()
    assert (older, git(again.remote, "rev-parse", "gh-pages^")) == (before, before)
    assert again.served() == again.built()
    manifest = digest(again.root / "output")["manifest.json"]
    assert git(again.remote, "log", "-1", "--format=%B", newest) == (
        "Publish Orrin, Checked\n\nChanged: boats-damaged (version 2)\n\n"
        f"Source-Commit: {commit}\nManifest-SHA256: {manifest}"
    )
    assert f"in commit {newest[:12]}" in done.out


def test_the_message_of_a_first_publication_names_the_new_claims(again):
    told = git(again.remote, "log", "-1", "--format=%B", "gh-pages")
    assert "New: boats-damaged, bridge-closed" in told
    trailers = git(again.remote, "log", "-1", "--format=%(trailers:key=Source-Commit,valueonly)", "gh-pages")
    assert trailers == git(again.top, "rev-parse", "main")


def test_a_withdrawn_claim_is_called_so_in_the_message(again):
    text = again.read(CARD)
    again.write(CARD, f"status: withdrawn\n{text.rstrip()}\n  - {{date: 2021-05-01, note: It was taken back.}}\n")
    again.edit("site.yaml", "featured: [boats-damaged]\n", "")
    again.renew()
    again.well("publish")
    assert "Withdrawn: boats-damaged\n" in git(again.remote, "log", "-1", "--format=%B", "gh-pages") + "\n"


def test_to_put_a_publication_on_record_calls_for_no_other_one(again):
    again.renew()
    assert json.loads(again.read("output/manifest.json"))["chain"] != []
    done = again.well("publish")
    assert "only the record of publications is another" in done.out
    assert len(again.published()) == 1


def test_a_change_of_a_text_alone_is_published(again):
    again.renew()
    again.write("content/pages/about.md", again.read("content/pages/about.md") + "\nOne more sentence.\n")
    again.renew()
    again.well("publish")
    assert len(again.published()) == 2
    assert "No claim is new or changed." in git(again.remote, "log", "-1", "--format=%B", "gh-pages")


def test_what_the_branch_had_and_the_site_has_no_more_goes(again):
    again.delete("content/pages/about.md")
    again.edit(
        "site.yaml", "navigation: [claims, timeline, articles, about]", "navigation: [claims, timeline, articles]"
    )
    again.renew()
    done = again.well("publish")
    assert ("1 removed" in done.out, "about.html" in again.served()) == (True, False)


def test_the_domain_that_github_wrote_into_the_branch_stays(again):
    clone = again.top.parent / "web"
    git(clone.parent, "clone", "--quiet", "--branch", "gh-pages", str(again.remote), "web")
    (clone / "CNAME").write_text("checks.example.org")
    git(clone, "add", "CNAME")
    git(clone, "-c", "user.name=G", "-c", "user.email=g@example.org", "commit", "--quiet", "--message", "Create CNAME")
    git(clone, "push", "--quiet")
    again.correct()
    again.renew()
    again.well("publish")
    assert again.served() == {**again.built(), "CNAME": b"checks.example.org"}
    assert "nothing to publish" in again.well("publish").out


def test_a_signature_beside_the_manifest_is_published_with_it(again, tmp_path):
    needs("ssh-keygen", "REQUIRE_SSH")
    words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")]
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL, capture_output=True)
    again.write("output/manifest.json.sig", sign(again.built()["manifest.json"], tmp_path / "key").decode())
    assert "1 new" in again.well("publish").out
    assert "manifest.json.sig" in again.served()


def test_a_signature_of_something_else_is_not_published(again):
    """It was left from an earlier build, or put there: readers would be told not to trust the site."""
    needs("ssh-keygen", "REQUIRE_SSH")
    again.write("output/manifest.json.sig", "-----BEGIN SSH SIGNATURE-----\n")
    done = again.run("publish")
    assert (done.status, "signature-wrong" in done.err) == (1, True)
    assert "manifest.json.sig" not in again.served()


def test_what_somebody_altered_in_the_branch_is_put_right(again):
    clone = again.top.parent / "web"
    git(clone.parent, "clone", "--quiet", "--branch", "gh-pages", str(again.remote), "web")
    (clone / "index.html").write_text("altered")
    git(clone, "-c", "user.name=G", "-c", "user.email=g@example.org", "commit", "--quiet", "--all", "--message", "x")
    git(clone, "push", "--quiet")
    assert "1 changed" in again.well("publish").out
    assert again.served() == again.built()


def test_what_file_managers_leave_is_not_published(desk):
    desk.write("output/.DS_Store", "x")
    desk.write("output/claims/Thumbs.db", "x")
    desk.well("publish")
    assert not {".DS_Store", "claims/Thumbs.db"} & desk.served().keys()


# Not a byte is altered, and nothing of the user's touched ------------------------------------------------------------


def test_no_setting_and_no_attribute_changes_a_byte_or_a_mode(desk):
    for key, value in {
        "core.autocrlf": "true",
        "core.safecrlf": "true",
        "filter.spoil.clean": "tr a-z A-Z",
        "commit.gpgSign": "true",
        "core.splitIndex": "true",
        "core.fileMode": "true",
        "i18n.commitEncoding": "UTF-16",
        "push.followTags": "true",
        "push.gpgSign": "true",
        "alias.push": "!exit 1",
    }.items():
        git(desk.top, "config", key, value)
    desk.write(
        ".git/info/attributes",
        "* text eol=crlf\n*.html filter=spoil ident\n*.css export-ignore working-tree-encoding=UTF-16\n",
    )
    git(desk.top, "tag", "--annotate", "--message", "x", "a-tag")
    (desk.root / "output/index.html").chmod(0o755)
    desk.well("publish")
    assert desk.served() == desk.built()
    assert set(git(desk.remote, "ls-tree", "-r", "--format=%(objectmode)", "gh-pages").split()) == {"100644"}
    assert "tags" not in git(desk.remote, "for-each-ref")
    assert sorted(path.name for path in (desk.top / ".git").glob("*index*")) == ["index"]


def _state(desk) -> tuple[str, bytes, str, str]:
    return (
        git(desk.top, "status", "--porcelain", "--ignored", GIT_OPTIONAL_LOCKS="0"),
        (desk.top / ".git/index").read_bytes(),
        (desk.top / ".git/HEAD").read_text(),
        git(desk.top, "for-each-ref", "refs/heads"),
    )


def test_the_working_tree_the_index_and_head_are_as_they_were(desk):
    desk.write("staged.txt", "one")
    git(desk.top, "add", "staged.txt")
    desk.write("staged.txt", "two")
    desk.write("untracked.txt", "three")
    before = _state(desk)
    desk.well("publish")
    assert _state(desk) == before


def test_no_hook_of_the_user_is_run(desk):
    names = (
        "pre-commit commit-msg post-commit prepare-commit-msg pre-push post-index-change reference-transaction".split()
    )
    for name in names:
        hook(desk.top / ".git/hooks", name, f"echo {name} >> '{desk.top.parent}/ran'\nexit 1")
    desk.well("publish")
    assert not (desk.top.parent / "ran").exists()


def test_what_git_tells_its_hooks_does_not_lead_astray(desk):
    """In a hook of another repository all of these are set."""
    git(desk.top.parent, "init", "--quiet", "other")
    other = desk.top.parent / "other/.git"
    index = desk.top / ".git/index"
    before = index.read_bytes()
    done = desk.run(
        "publish",
        GIT_DIR=str(other),
        GIT_WORK_TREE=str(other.parent),
        GIT_INDEX_FILE=str(index),
        GIT_OBJECT_DIRECTORY=str(other / "objects"),
        GIT_NAMESPACE="elsewhere",
    )
    assert (done.status, desk.served(), index.read_bytes()) == (0, desk.built(), before)


def test_a_dry_run_tells_what_would_change_and_writes_nothing(again):
    again.correct()
    again.renew()
    before = digest(again.top / ".git"), digest(again.remote)
    done = again.run("publish", "--dry-run")
    assert done.status == 0
    assert "changed  claims/boats-damaged.html\n" in done.out
    assert "Changed: boats-damaged (version 2)\n" in done.out
    assert "nothing was written" in done.out
    assert (digest(again.top / ".git"), digest(again.remote)) == before


def cloned(desk, *how: str) -> Desk:
    """Clone the remote as another editor does, and build."""
    clone = desk.top.parent / "clone"
    git(clone.parent, "clone", "--quiet", "--branch", "main", *how, desk.remote.as_uri(), "clone")
    git(clone, "config", "user.name", "Another")
    git(clone, "config", "user.email", "another@example.org")
    other = Desk(clone, clone, desk.remote)
    other.well("build")
    return other


def test_a_dry_run_keeps_nothing_of_a_branch_that_it_had_to_fetch(again):
    """The clone knows nothing of the branch: what is read of it is put beside the repository, and goes again."""
    other = cloned(again, "--single-branch")
    before = digest(other.top / ".git")
    done = other.run("publish", "--dry-run")
    assert (done.status, "nothing to publish" in done.out) == (0, True)
    assert digest(other.top / ".git") == before
    other.well("publish")
    assert git(other.top, "rev-parse", "refs/remotes/origin/gh-pages") == again.published()[0]


def test_a_dry_run_does_not_even_note_what_others_published(again):
    other = cloned(again)
    again.correct()
    again.renew()
    again.well("publish")
    before = digest(other.top / ".git")
    done = other.run("publish", "--dry-run")
    assert (done.status, "error[record-behind]" in done.err) == (1, True)
    assert digest(other.top / ".git") == before


def test_a_dry_run_tells_what_would_be_refused(again):
    again.edit(CARD, "verdict: Both articles", "verdict: The two articles")
    again.write(CARD, again.read(CARD).rstrip("\n") + "\n  - {date: 2021-05-01, note: It was wrong.}\n")
    done = again.run("publish", "--dry-run")
    codes = ("unrecorded", "uncommitted", "output-stale", "chain-broken")
    assert (done.status, [code for code in codes if f"error[{code}]" not in done.err]) == (1, [])
    assert "changed  claims/boats-damaged.html" in done.out


# Where a site may lie ------------------------------------------------------------------------------------------------


def test_a_site_in_a_folder_of_the_repository_is_published(tmp_path):
    desk = make_desk(tmp_path, "sites/öne two")
    desk.well("publish")
    assert desk.served() == desk.built()
    assert "uncommitted" not in git(desk.remote, "log", "-1", "--format=%B", "gh-pages")


def test_a_linked_worktree_publishes(desk):
    git(desk.top, "worktree", "add", "--quiet", "--detach", "../linked")
    linked = Desk(desk.top.parent / "linked", desk.top.parent / "linked", desk.remote)
    linked.well("build")
    linked.well("publish")
    assert desk.served() == linked.built()


@pytest.mark.parametrize("how", ["--depth=1", "--depth=1 --no-single-branch", "--filter=tree:0"])
def test_a_clone_that_has_only_a_part_and_a_detached_head_publishes(again, how):
    again.correct()
    again.renew()
    git(again.top, "push", "--quiet", "origin", "main")
    git(again.remote, "config", "uploadpack.allowFilter", "true")
    git(again.remote, "config", "uploadpack.allowAnySHA1InWant", "true")
    other = cloned(again, *how.split())
    git(other.top, "checkout", "--quiet", "--detach")
    other.well("publish")
    assert len(again.published()) == 2
    assert again.served() == other.built()


def test_an_output_folder_elsewhere_is_published(desk, tmp_path_factory):
    there = tmp_path_factory.mktemp("elsewhere") / "a site"
    shutil.move(desk.root / "output", there)
    desk.well("publish", "--output", there)
    assert desk.served().keys() == digest(there).keys()


def test_another_branch_and_another_remote_can_be_named(desk):
    git(desk.top, "remote", "rename", "origin", "theirs")
    there = ("--remote", "theirs", "--branch", "web/pages")
    told = desk.well("publish", *there).err
    assert desk.served("web/pages") == desk.built()
    assert "`pincite record --published theirs/web/pages`" in told
    desk.correct()
    desk.well("record", "--published", "theirs/web/pages")
    desk.commit()
    desk.well("build")
    desk.well("publish", *there)
    assert len(desk.published("web/pages")) == 2


# What is refused before anybody is asked -----------------------------------------------------------------------------


def _refused(desk, code: str, status: int = 1, *arguments: object, **environment: str) -> str:
    """Hold that nothing is published, and why; give what is printed."""
    before = digest(desk.remote)
    done = desk.run("publish", *arguments, **environment)
    assert (done.status, f"error[{code}]" in done.err, done.out) == (status, True, ""), done.err
    assert "Traceback" not in done.err
    assert digest(desk.remote) == before
    return done.err


def test_problems_are_printed_as_check_prints_them(desk):
    desk.edit(CARD, 'exact: "At least 46 boats were damaged, incl', 'exact: "At least 47 boats were damaged, incl')
    told = _refused(desk, "quote-not-found")
    assert desk.run("check").err.strip() in told
    assert "nothing was published" in told


def test_without_an_output_folder_there_is_nothing_to_publish(desk):
    shutil.rmtree(desk.root / "output")
    assert "run `pincite build`" in _refused(desk, "not-built")


def test_a_site_that_is_not_on_record_is_refused(desk):
    shutil.rmtree(desk.root / "record")
    desk.commit()
    desk.well("build")
    assert "run `pincite record`" in _refused(desk, "unrecorded")


def test_a_build_with_drafts_is_refused(desk):
    desk.well("build", "--drafts")
    assert "it was built with drafts" in _refused(desk, "output-stale")


def test_a_build_for_another_address_is_refused(desk):
    desk.well("build", "--base-url", "https://other.example/")
    assert "it was built for https://other.example/" in _refused(desk, "output-stale")


def test_a_build_that_is_older_than_the_cards_is_refused_with_their_names(desk):
    desk.write("content/pages/about.md", desk.read("content/pages/about.md") + "\nMore.\n")
    desk.write("content/pages/new.md", "---\ntitle: New\n---\nText.\n")
    desk.commit()
    told = _refused(desk, "output-stale")
    assert "changed since then: content/pages/about.md; new since then: content/pages/new.md" in told


def test_an_altered_output_is_refused(desk):
    desk.write("output/index.html", desk.read("output/index.html").replace("e", "f", 1))
    desk.write("output/extra.html", "x")
    desk.delete("output/robots.txt")
    told = _refused(desk, "output-altered")
    assert "missing: robots.txt; changed: index.html; not of this build: extra.html" in told


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_in_the_output_is_refused(desk):
    (desk.root / "output/index.html").unlink()
    (desk.root / "output/index.html").symlink_to(desk.root / "site.yaml")
    assert "no ordinary file: index.html" in _refused(desk, "output-altered")


def test_inputs_that_no_commit_has_are_refused_and_can_be_let_through(desk):
    desk.write("content/pages/about.md", desk.read("content/pages/about.md") + "\nMore.\n")
    desk.well("build")
    assert "content/pages/about.md: error[uncommitted]" in _refused(desk, "uncommitted")
    desk.well("publish", "--uncommitted")
    commit = git(desk.top, "rev-parse", "HEAD")
    assert f"Source-Commit: {commit} with uncommitted changes" in git(
        desk.remote, "log", "-1", "--format=%B", "gh-pages"
    )


def test_a_site_that_nobody_gave_an_address_is_refused(desk):
    desk.edit("site.yaml", "url: https://example.org/orrin/", "url: https://example.org/")
    desk.renew()
    _refused(desk, "url-placeholder")


def test_without_a_name_nothing_is_committed(desk):
    git(desk.top, "config", "--unset", "user.name")
    git(desk.top, "config", "--unset", "user.email")
    told = _refused(desk, "no-identity", 2, EMAIL="")
    assert "git config user.name" in told


def test_without_git_the_answer_is_clear(desk, tmp_path):
    (tmp_path / "nothing").mkdir()
    assert "install git" in _refused(desk, "no-git", 2, PATH=str(tmp_path / "nothing"))


def test_without_a_repository_the_answer_is_clear(desk):
    shutil.rmtree(desk.top / ".git")
    assert "git init" in _refused(desk, "no-repository", 2, GIT_CEILING_DIRECTORIES=str(desk.top.parent))


def test_without_the_remote_the_answer_is_clear(desk):
    git(desk.top, "remote", "rename", "origin", "upstream")
    assert 'has no remote "origin"; it has upstream' in _refused(desk, "no-remote", 2)


def test_a_name_that_is_none_of_a_branch_is_refused(desk):
    _refused(desk, "branch-name", 2, "--branch", "a..b")


def test_where_there_is_no_site_the_answer_is_clear(desk):
    (desk.root / "site.yaml").unlink()
    _refused(desk, "no-site", 2)


# What is refused against what is published ---------------------------------------------------------------------------


def test_a_publication_that_does_not_name_the_one_before_is_refused(again):
    again.write("content/pages/about.md", again.read("content/pages/about.md") + "\nMore.\n")
    again.commit()
    again.well("build")
    assert "run `pincite record`" in _refused(again, "chain-broken")


def test_a_claim_that_vanishes_is_refused(again):
    again.renew()
    for path in (CARD, "record/claims/boats-damaged.json"):
        again.delete(path)
    again.edit("site.yaml", "featured: [boats-damaged]\n", "")
    for path in (again.root / "content").rglob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("boats-damaged", "bridge-closed"), "utf-8")
    again.commit()
    done = again.run("build")
    if done.status:
        pytest.fail(done.err)
    assert '"boats-damaged" stands on the branch gh-pages' in _refused(again, "claim-vanished")


def test_a_rating_that_says_something_else_in_silence_is_refused(again):
    """The record, which would tell it at once, was made anew."""
    again.edit("site.yaml", "    label: Confirmed\n", "    label: Proven\n")
    shutil.rmtree(again.root / "record")
    again.delete(".git/refs/remotes/origin/gh-pages")
    again.renew()
    assert 'the rating "confirmed" says something else on the branch gh-pages' in _refused(again, "record-rewritten")


def test_a_branch_of_another_hand_is_refused_until_the_user_lets_it_go(desk):
    clone = desk.top.parent / "web"
    git(clone.parent, "init", "--quiet", "--initial-branch", "gh-pages", "web")
    (clone / "index.html").write_text("by hand")
    (clone / "other.html").write_text("by hand")
    git(clone, "add", "--all")
    git(clone, "-c", "user.name=G", "-c", "user.email=g@example.org", "commit", "--quiet", "--message", "By hand")
    git(clone, "push", "--quiet", str(desk.remote), "gh-pages")
    assert "index.html, other.html" in _refused(desk, "branch-foreign")
    desk.well("publish", "--replace")
    assert (len(desk.published()), desk.served()) == (2, desk.built())


def test_a_file_that_somebody_put_into_the_branch_does_not_go_in_silence(again):
    clone = again.top.parent / "web"
    git(clone.parent, "clone", "--quiet", "--branch", "gh-pages", str(again.remote), "web")
    (clone / "proof.html").write_text("ours")
    git(clone, "add", "--all")
    git(clone, "-c", "user.name=G", "-c", "user.email=g@example.org", "commit", "--quiet", "--message", "Proof")
    git(clone, "push", "--quiet")
    assert "proof.html" in _refused(again, "branch-foreign")


def test_the_branch_with_the_sources_is_never_published_to(desk):
    told = _refused(desk, "branch-foreign", 1, "--branch", "main", "--replace")
    assert "holds the sources of a site" in told


# What the remote refuses ---------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="a script in the place of git")
def test_who_was_overtaken_is_told_so_and_nothing_is_forced(again, tmp_path):
    again.correct()
    again.renew()
    there = "$REAL --git-dir ../remote.git"
    other = f"{there} -c user.name=O -c user.email=o@x.org commit-tree -p gh-pages -m other gh-pages^{{tree}}"
    set_to = f"{there} update-ref refs/heads/gh-pages $({other})"
    meanwhile = f'if [ "$1" = push ]; then {set_to}; fi'
    done = again.run("publish", PATH=shim(tmp_path / "bin", meanwhile))
    assert (done.status, "error[published-meanwhile]" in done.err) == (1, True)
    assert "pincite diff" in done.err
    assert git(again.remote, "log", "-1", "--format=%s", "gh-pages") == "other"
    assert git(again.top, "rev-parse", "origin/gh-pages") == again.published()[0]
    assert len(again.published()) == 2


def test_the_words_of_a_remote_s_hook_are_shown(again):
    again.correct()
    again.renew()
    hook(again.remote / "hooks", "pre-receive", 'echo "Only the chief editor publishes." >&2\nexit 1')
    told = _refused(again, "push-refused", 74)
    assert "Only the chief editor publishes." in told
    assert "pre-receive hook declined" in told


def test_a_remote_that_is_not_there_is_told(desk):
    shutil.move(desk.remote, desk.remote.parent / "moved.git")
    done = desk.run("publish")
    assert (done.status, "error[remote-unreachable]" in done.err) == (74, True)
    assert "git remote get-url origin" in done.err


def test_a_host_that_cannot_be_reached_is_told_without_the_password(desk):
    git(desk.top, "remote", "set-url", "origin", "http://name:secret@127.0.0.1:9/site.git")
    done = desk.run("publish", "--dry-run", no_proxy="*", http_proxy="")
    assert (done.status, "error[remote-unreachable]" in done.err) == (74, True)
    assert "secret" not in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="a script in the place of git")
def test_git_is_asked_a_score_of_times_however_many_files_there_are(desk, tmp_path):
    count = tmp_path / "count"
    desk.well("build")
    done = desk.run("publish", PATH=shim(tmp_path / "bin", f"echo $1 >> '{count}'"))
    asked = count.read_text().split()
    assert (done.status, asked.count("hash-object"), asked.count("push"), len(asked) <= 24) == (0, 1, 1, True), asked
