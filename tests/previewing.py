"""A site that is one page for the preview's tests: what it takes of `State` and `Live`, without templates."""

from __future__ import annotations

import sys
import time

from pincite.preview.live import Update
from pincite.problems import Problem, Span


class FakeState:
    """Files by path; `problems` of the pages made, `found` what an inspection of all of them finds."""

    def __init__(self, files, *, names=None, problems=(), found=()):
        self.files = files
        self.names = names or {}
        self.problems = problems
        self.found = found
        self.base_path = "/"

    def __contains__(self, path):
        return path in self.files

    def data(self, path):
        return self.files[path]

    def thorough(self, stop):
        return None if stop() else self.found


class FakeLive:
    """Makes the state from site.yaml's text: `bad` is an error, `exit` a bug, `slow` takes a while."""

    def __init__(self, root, page="{}", seconds=0.0):
        self.root, self.page, self.seconds = root, page, seconds
        self.running = self.most = self.times = 0

    def __call__(self):
        return self

    def update(self, _changed):
        self.running += 1
        self.most = max(self.most, self.running)
        self.times += 1
        text = (self.root / "site.yaml").read_text()
        time.sleep(self.seconds)
        self.running -= 1
        if text == "exit":
            sys.exit("the build left")
        if text == "bad":
            return Update(None, (Problem("broken", "<i>it</i> is broken", Span("site.yaml", 1, 2), "mend it"),), {})
        files = {"index.html": text, "404.html": "lost", "claims/index.html": "c"}
        found = (Problem("broken-link", "it leads nowhere", Span("site.yaml", 1, 1)),) if text == "nowhere" else ()
        return Update(FakeState({p: self.page.format(t).encode() for p, t in files.items()}, found=found), (), {})
