"""`new` as a user runs it: flags, prompts on a terminal, what is refused, and that nothing is written over."""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from running import Run
from test_build import digest

from pincite.cli import main
from pincite.problems import Severity

ROOT = Path(__file__).resolve().parent.parent
# A passage that stands once, and the least that a card needs besides.
LEAST = ("--article", "first", "--exact", "the river rose", "--title", "The river rose", "--claimant", "harbour-office")


@pytest.fixture
def new(site, capsys, monkeypatch):
    """Give a runner of `pincite new` in the folder of a small site, without a terminal."""
    monkeypatch.chdir(site.root)
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*arguments: str) -> Run:
        try:
            status = main(["new", *arguments])
        except SystemExit as ended:
            status = ended.code
        return Run(status, *capsys.readouterr())

    return run


# A card --------------------------------------------------------------------------------------------------------------


def test_a_card_is_written_from_flags_and_its_path_is_the_result(new, site):
    done = new("claim", *LEAST)
    assert (done.status, done.out) == (0, "content/claims/the-river-rose.yaml\n")
    assert "draft" in done.err
    loaded = site.load(drafts=True)
    assert [one for one in loaded.problems if one.severity is Severity.ERROR] == []
    card = next(one for one in loaded.site.claims if one.id == "the-river-rose")
    assert (card.draft, card.title, card.claimant) == (True, "The river rose", "harbour-office")


def test_the_claim_is_the_sentence_that_is_quoted_and_the_rating_one_that_settles_nothing(new, site):
    new("claim", *LEAST)
    card = next(one for one in site.load(drafts=True).site.claims if one.id == "the-river-rose")
    assert card.claim == (
        "The bridge at Orrin was closed on 3 March 2021 after the river rose by 2,132 millimetres, "
        "the harbour office said."
    )
    assert (card.rating, card.verdict) == ("contested", "Not yet written.")


def test_every_flag_arrives_in_the_card(new, site):
    more = ("--claim", "It rose: by much.", "--rating", "refuted", "--verdict", "No.", "--happened", "2021-03-03")
    lists = ("--place", "orrin", "--topic", "bridge", "--topic", "damage", "--checked", "2021-04-02")
    assert new("claim", "my-card", *LEAST, *more, *lists, "--stance", "disputes").status == 0
    card = next(one for one in site.load(drafts=True).site.claims if one.id == "my-card")
    assert (card.claim, card.rating, card.verdict, card.happened.text) == (
        *("It rose: by much.", "refuted", "No.", "2021-03-03"),
    )
    assert (card.places, card.topics, card.checked.text) == (("orrin",), ("bridge", "damage"), "2021-04-02")
    assert card.quotes[0].stance == "disputes"


def test_words_with_other_typography_and_a_gap_are_found(new, site):
    given = (
        "--article",
        "first",
        "--exact",
        '"We have […] the harbour master.',
        "--title",
        "A gap",
        "--paragraph",
        "3",
    )
    assert new("claim", *given, "--claimant", "harbour-office").status == 0
    quote = next(one for one in site.load(drafts=True).site.claims if one.id == "a-gap").quotes[0]
    assert len(quote.slices) == 2


@pytest.mark.parametrize(
    ("words", "more", "code"),
    [
        ("the river fell", (), "quote-not-found"),
        ("The bridge", (), "quote-ambiguous"),
        ("the river rose", ("--paragraph", "4"), "quote-paragraph"),
        ("he river", (), "quote-cuts-word"),
        ("by", (), "quote-short"),
        (" ", (), "empty-value"),
        ("the\u200briver", (), "bad-character"),
    ],
)
def test_words_that_no_card_could_quote_are_a_problem_and_nothing_is_written(new, site, words, more, code):
    before = digest(site.root)
    done = new("claim", "--article", "first", "--exact", words, "--title", "T", "--claimant", "harbour-office", *more)
    assert (done.status, done.out) == (1, "")
    assert f"error[{code}]" in done.err
    assert digest(site.root) == before


def test_words_that_stand_more_than_once_are_told_apart_by_flags_and_not_by_yaml(new):
    given = ("--article", "first", "--exact", "The bridge", "--title", "T", "--claimant", "harbour-office")
    done = new("claim", *given)
    flags = re.findall(r"--paragraph (\d+): “", done.err)
    assert (len(flags) > 1, "paragraph: 2 " in done.err, "prefix" in done.err) == (True, False, False)
    assert new("claim", *given, "--paragraph", flags[-1]).status == 0
    assert "write `--paragraph " in new("claim", *LEAST, "--paragraph", "4").err


def test_words_that_stand_twice_in_a_paragraph_want_more_words(new, site):
    site.write("seeds/third.txt", "Third\nIt was shut. They say it was shut again.\nNo more was shut.\n")
    new("article", "third", "--text", "seeds/third.txt")
    done = new("claim", "--article", "third", "--exact", "was shut", "--title", "T", "--claimant", "harbour-office")
    assert "more of the words around it, in paragraph 2: “…It was shut." in done.err
    assert "--paragraph 3: “" in done.err


def test_of_two_cards_of_one_id_at_the_same_time_one_is_refused_and_the_other_whole(site):
    begun = [
        subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), "new", "claim", "same", *LEAST, "--verdict", verdict],
            cwd=site.root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for verdict in ("One.", "Two.")
    ]
    for one in begun:
        one.communicate(timeout=30)
    statuses = [one.returncode for one in begun]
    # 1 where both had looked before either wrote, 2 where the second already saw the first's card.
    assert (min(statuses), max(statuses) in {1, 2}) == (0, True)
    written = site.read("content/claims/same.yaml")
    assert f"verdict: {('One.', 'Two.')[statuses.index(0)]}\n" in written


def test_what_is_missing_is_told_all_at_once_with_the_flags(new, site):
    before = digest(site.root)
    done = new("claim")
    assert (done.status, done.out) == (2, "")
    assert "missing: --article, --exact, --title, --claimant" in done.err
    assert digest(site.root) == before


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (("--claimant", "harbor-office"), 'there is no actor "harbor-office"; did you mean "harbour-office"?'),
        (("--claimant", "zzz"), "add it to content/actors.yaml first"),
        (("--rating", "contestd"), 'did you mean "contested"?'),
        (("--article", "frist"), 'did you mean "first"?'),
        (("--place", "orin"), 'did you mean "orrin"?'),
        (("--happened", "3 March 2021"), "write 2021-03-03"),
        (("--checked", "2021-03"), "one day"),
        (("--title", "Мост"), "give an id"),
        (("--title", "two\nlines"), "one line"),
        (("--title", "lone \udcff"), "surrogate"),
        (("--title", "Boats damaged"), '"boats-damaged" is taken; free is "boats-damaged-2"'),
        (("Not An Id",), 'write "not-an-id"'),
        (("boats-damaged",), '"boats-damaged" is taken'),
    ],
    ids=str,
)
def test_a_wrong_value_is_wrong_usage_with_what_to_write(new, site, flags, told):
    before = digest(site.root)
    done = new("claim", *LEAST, *flags)
    assert (done.status, done.out) == (2, "")
    assert told in done.err
    assert "Traceback" not in done.err
    assert digest(site.root) == before


def test_the_id_of_a_card_that_cannot_be_read_is_taken_too(new, site):
    site.write("content/claims/deep/the-river-rose.yaml", "title: [")
    assert '"the-river-rose" is taken' in new("claim", *LEAST).err


def test_without_actors_or_articles_it_is_said_what_comes_first(new, site):
    site.delete("content/actors.yaml")
    assert "content/actors.yaml" in new("claim", *LEAST).err
    for name in ("first", "second"):
        site.delete(f"content/articles/{name}.yaml")
    assert "pincite new article" in new("claim", *LEAST).err


@pytest.mark.parametrize("kind", ["claim", "article", "event"])
def test_where_there_is_no_site_nothing_can_be_begun(new, kind, tmp_path):
    done = new(kind, "--root", str(tmp_path / "nowhere"))
    assert (done.status, done.out) == (2, "")
    assert "error[no-site]" in done.err


def test_a_site_whose_settings_cannot_be_read_is_told(new, site):
    site.edit("site.yaml", "period:", "perod:")
    done = new("claim", *LEAST)
    assert (done.status, "site.yaml:" in done.err) == (1, True)


def test_a_folder_that_is_a_link_is_not_written_through(new, site, tmp_path):
    (site.root / "content/claims").rename(tmp_path / "elsewhere")
    (site.root / "content/claims").symlink_to(tmp_path / "elsewhere")
    done = new("claim", *LEAST)
    assert (done.status, "error[symlink]" in done.err) == (2, True)
    assert not (tmp_path / "elsewhere/the-river-rose.yaml").exists()


# An article ----------------------------------------------------------------------------------------------------------


def test_an_article_is_begun_from_its_original(new, site):
    site.write("seeds/third.txt", "The third bridge\nText.\n")
    done = new("article", "--text", "seeds/third.txt", "--published", "2021-03-05", "--publisher", "The Paper")
    assert (done.status, done.out) == (0, "content/articles/the-third-bridge.yaml\n")
    loaded = site.load()
    assert loaded.problems == ()
    assert next(one for one in loaded.site.articles if one.id == "the-third-bridge").publisher == "The Paper"


def test_the_one_original_without_an_article_needs_no_naming(new, site):
    site.write("seeds/third.html", "<h1>Third</h1>")
    assert new("article", "other-name").out == "content/articles/other-name.yaml\n"
    assert "format: html" in site.read("content/articles/other-name.yaml")


def test_a_path_from_where_the_user_stands_is_the_same_original(new, site, monkeypatch):
    site.write("seeds/third.txt", "Third\n")
    monkeypatch.chdir(site.root.parent)
    done = new("article", "--root", "site", "--text", "site/seeds/third.txt")
    assert done.out == f"site{os.sep}content/articles/third.yaml\n"
    assert "text: seeds/third.txt" in site.read("content/articles/third.yaml")


@pytest.mark.parametrize(
    ("text", "status", "told"),
    [
        ("seeds/none.txt", 1, "error[file-missing]"),
        ("site.yaml", 2, "error[path-outside]"),
        ("seeds/../site.yaml", 2, "error[path-outside]"),
        ("seeds/empty.txt", 1, "error[original-empty]"),
    ],
)
def test_an_original_that_cannot_be_had_is_a_problem(new, site, text, status, told):
    site.write("seeds/empty.txt", "\n")
    done = new("article", "third", "--text", text)
    assert (done.status, done.out) == (status, "")
    assert told in done.err


def test_without_an_original_the_flag_is_named(new):
    done = new("article")
    assert (done.status, "missing: --text" in done.err) == (2, True)


# An event ------------------------------------------------------------------------------------------------------------


def test_an_event_is_put_behind_the_others(new, site):
    before = site.read("content/events.yaml")
    given = ("--title", "The ferry sank", "--date", "2021-03-09", "--kind", "reported", "--claim", "boats-damaged")
    assert new("event", *given, "--place", "orrin") == Run(0, "content/events.yaml\n", "")
    assert site.read("content/events.yaml").startswith(before)
    loaded = site.load()
    assert loaded.problems == ()
    last = loaded.site.events[-1]
    assert (last.id, last.kind, last.claims, last.places) == (
        "the-ferry-sank",
        "reported",
        ("boats-damaged",),
        ("orrin",),
    )


def test_the_first_event_makes_the_list(new, site):
    site.delete("content/events.yaml")
    assert new("event", "--title", "The ferry sank", "--date", "2021-03-09").status == 0
    assert [one.id for one in site.load().site.events] == ["the-ferry-sank"]


def test_a_list_with_windows_line_ends_keeps_them(new, site):
    text = site.read("content/events.yaml").replace("\n", "\r\n")
    site.write("content/events.yaml", text)
    assert new("event", "--title", "The ferry sank", "--date", "2021-03-09").status == 0
    assert site.read("content/events.yaml").count("\n") == site.read("content/events.yaml").count("\r\n")


@pytest.mark.parametrize(
    ("date", "told"), [("2022-01-01", "lies outside the timeline's period"), ("4/3/2021", "write the year first")]
)
def test_a_date_that_no_event_could_have_is_wrong_usage(new, date, told):
    done = new("event", "--title", "The ferry sank", "--date", date)
    assert (done.status, told in done.err) == (2, True)


def test_a_list_between_brackets_is_refused_and_left(new, site):
    site.write("content/events.yaml", "[]\n")
    done = new("event", "--title", "The ferry sank", "--date", "2021-03-09")
    assert (done.status, "error[events-not-a-list]" in done.err) == (1, True)
    assert site.read("content/events.yaml") == "[]\n"


# A site --------------------------------------------------------------------------------------------------------------


def test_a_site_is_begun_in_a_new_folder_and_checks_at_once(new, site, capsys):
    done = new("site", "my-bridges")
    assert (done.status, done.out) == (0, "my-bridges\n")
    assert "pincite serve --root my-bridges" in done.err
    assert "title: My bridges\n" in site.read("my-bridges/site.yaml")
    assert main(["check", "--root", "my-bridges", "--strict"]) == 0
    assert capsys.readouterr().out == "23 pages checked; no problems\n"


def test_a_site_may_be_begun_beside_version_control(new, site):
    site.write("here/.git/HEAD", "ref")
    assert (
        new(
            "site", "here", "--title", "T", "--publisher", "P", "--language", "fr", "--url", "https://a.example/b"
        ).status
        == 0
    )
    assert 'url: "https://a.example/b"' in site.read("here/site.yaml")
    assert site.read("here/.git/HEAD") == "ref"


def test_a_folder_that_is_not_empty_is_left_as_it_is(new, site):
    before = digest(site.root)
    done = new("site", ".")
    assert (done.status, done.out) == (2, "")
    assert ".: error[folder-not-empty]: the folder is not empty: content, seeds, site.yaml" in done.err
    assert ".git" in done.err
    assert digest(site.root) == before


def test_a_file_is_no_folder_for_a_site(new):
    done = new("site", "site.yaml")
    assert (done.status, "error[folder-not-empty]" in done.err) == (2, True)


def test_a_wrong_address_is_wrong_usage_and_nothing_is_made(new, site):
    done = new("site", "other", "--url", "ftp://host/")
    assert (done.status, (site.root / "other").exists()) == (2, False)
    assert "--url: the address does not begin with http:// or https://" in done.err


@pytest.mark.parametrize(
    ("tag", "told"), [("en", False), ("en-GB", False), ("ru", False), ("ar-EG", False), ("de", True), ("xx", True)]
)
def test_in_a_language_without_a_catalogue_it_is_said_whose_words_stay_english(new, tag, told):
    done = new("site", "other", "--language", tag)
    assert (done.status, "own words on them are English" in done.err) == (0, told)


# On a terminal -------------------------------------------------------------------------------------------------------


class Terminal:
    """Runs `pincite new` with a terminal for its questions; its result goes elsewhere."""

    def __init__(self, *arguments: str, cwd: Path) -> None:
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), "new", *arguments],
            cwd=cwd,
            env={**os.environ, "NO_COLOR": "1"},
            stdin=theirs,
            stderr=theirs,
            stdout=subprocess.PIPE,
        )
        os.close(theirs)
        self.shown = ""

    def wait_for(self, text: str) -> None:
        """Read what is shown until a text stands there."""
        while text not in self.shown:
            readable, _, _ = select.select([self._ours], [], [], 15)
            assert readable, f"{text!r} was not asked: {self.shown}"
            try:
                self.shown += os.read(self._ours, 4096).decode()
            except OSError:  # Linux: the other end was closed
                break
        assert text in self.shown

    def answer(self, question: str, answer: str) -> None:
        """Wait for a question and type an answer; what was shown before it is forgotten."""
        self.wait_for(question)
        self.shown = ""
        os.write(self._ours, answer.encode())

    def end(self) -> tuple[int, str]:
        """Wait for the end; give the exit status and the result."""
        try:
            out, _ = self.process.communicate(timeout=15)
        finally:
            self.leave()
        return self.process.returncode, out.decode()

    def leave(self) -> None:
        """End the program where it has not ended, and the terminal."""
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        if self._ours is not None:
            os.close(self._ours)
        self._ours = None


@pytest.fixture
def at_terminal():
    """Give a way to run `pincite new` on a terminal that is gone after the test, however that ends."""
    begun = []

    def run(*arguments: str, cwd: Path) -> Terminal:
        begun.append(Terminal(*arguments, cwd=cwd))
        return begun[-1]

    yield run
    for one in begun:
        one.leave()


def test_on_a_terminal_what_is_missing_is_asked_for_with_defaults_and_choices(site, at_terminal):
    terminal = at_terminal("claim", cwd=site.root)
    terminal.wait_for("Articles: first (The first article), second")
    terminal.answer("Article: ", "frist\n")
    terminal.answer('did you mean "first"?', "first\n")
    terminal.answer("The words, as the article has them: ", "the river sank\n")
    terminal.wait_for("nearest, in paragraph")
    terminal.answer("The words, as the article has them: ", "The bridge\n")
    terminal.answer("Paragraph [2]: ", "6\n")
    terminal.answer("Title, short: ", "It stayed closed\n")
    terminal.answer("Id [it-stayed-closed]: ", "\n")
    terminal.answer("The claim, one sentence [The bridge remained closed.]: ", "\n")
    terminal.wait_for("Actors: ")
    terminal.answer("Who claims it: ", "orrin-council\n")
    terminal.wait_for("Ratings: confirmed (Confirmed), contested (Contested)")
    terminal.answer("Rating [contested]: ", "refuted\n")
    assert terminal.end() == (0, "content/claims/it-stayed-closed.yaml\n")
    card = next(one for one in site.load(drafts=True).site.claims if one.id == "it-stayed-closed")
    assert (card.quotes[0].paragraph, card.rating, card.claimant) == (6, "refuted", "orrin-council")


@pytest.mark.parametrize("way", ["end of input", "Ctrl-C"])
def test_who_leaves_at_a_question_leaves_nothing_behind(site, way, at_terminal):
    before = digest(site.root)
    terminal = at_terminal("event", "--title", "The ferry sank", cwd=site.root)
    terminal.wait_for("Date, as")
    if way == "Ctrl-C":
        terminal.process.send_signal(signal.SIGINT)
    else:
        terminal.answer("Date, as", "\x04")
    assert terminal.end() == (130, "")
    assert digest(site.root) == before


def test_who_leaves_after_an_answer_gets_the_command_that_goes_on_from_there(site, at_terminal, new):
    given = ("--article", "first", "--exact", "the river rose", "--topic", "bridge", "--topic", "damage")
    terminal = at_terminal("claim", *given, cwd=site.root)
    terminal.answer("Title, short: ", "It rose: “by $much”\n")
    terminal.answer("Id [", "-rose\n")
    terminal.answer("Id [", "rose\n")
    terminal.answer("The claim, one sentence", "- It's a claim.\n")
    terminal.wait_for("others are added in content/actors.yaml")
    terminal.wait_for("Who claims it: ")
    terminal.process.send_signal(signal.SIGINT)
    terminal.wait_for("interrupted")
    command = re.search(r"^  (pincite new claim .*)$", terminal.shown.replace("\r", ""), re.MULTILINE)[1]
    assert terminal.end() == (130, "")
    words = shlex.split(command)
    assert new(*words[2:], "--claimant", "harbour-office").out == "content/claims/rose.yaml\n"
    card = next(one for one in site.load(drafts=True).site.claims if one.id == "rose")
    assert (card.title, card.claim, card.topics) == ("It rose: “by $much”", "- It's a claim.", ("bridge", "damage"))


def test_a_site_s_questions_have_a_default_each(tmp_path, at_terminal):
    terminal = at_terminal("site", "the-bridges", cwd=tmp_path)
    terminal.answer("Title [The bridges]: ", "Bridges, checked\n")
    terminal.answer("Publisher, who answers for it [Bridges, checked]: ", "\n")
    terminal.answer("Language [en]: ", "pt-BR\n")
    terminal.answer("Address where it will stand [https://example.org/]: ", "example\n")
    terminal.answer("https", "https://bridges.example/\n")
    assert terminal.end() == (0, "the-bridges\n")
    written = (tmp_path / "the-bridges/site.yaml").read_text("utf-8")
    assert ("language: pt-BR\n" in written, 'url: "https://bridges.example/"\n' in written) == (True, True)


def test_with_no_input_nothing_is_asked_on_a_terminal(site, at_terminal):
    terminal = at_terminal("event", "--no-input", cwd=site.root)
    terminal.wait_for("missing: --title, --date")
    assert terminal.end() == (2, "")
