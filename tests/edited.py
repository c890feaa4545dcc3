"""Edits of a site's files, drawn by chance: what one entry has goes to another, is left out or changed."""

from __future__ import annotations

import copy
import hashlib
import random  # noqa: TC003 - what is drawn from is given
import re
import shutil

import yaml

LISTS = ("actors", "references", "places", "topics", "events")
# Texts whose words bind nothing: any may be another one.
WORDS = frozenset(
    "title claim verdict headline short label meaning use name note notes text tagline description kicker lede limits "
    "finding why where publisher byline definition claimant_note role dating caption summary what".split()
)


class _Loader(yaml.SafeLoader):
    """Reads dates as texts, as they stand."""


_Loader.yaml_implicit_resolvers = {
    first: [one for one in ways if "timestamp" not in one[0]]
    for first, ways in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _Dumper(yaml.SafeDumper):
    """Writes out again what stands twice: cards know no anchors."""

    def ignore_aliases(self, _):
        return True


def read(path):
    # A question mark before a brace, which other readers take as part of the text.
    return yaml.load(re.sub(r"\?\}", "? }", path.read_text("utf-8")), _Loader)  # noqa: S506 - a safe loader


def write(path, data):
    path.write_text(yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False), "utf-8")


def _holders(data, trail=()):
    """Give every mapping and every list below, with its trail."""
    yield trail, data
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, dict | list):
                yield from _holders(value, (*trail, key))
    else:
        for value in data:
            if isinstance(value, dict | list):
                yield from _holders(value, (*trail, "*"))


class Editor:
    """Edits the site below a root; each edit is a method, and `step` does some of them, as chance has it."""

    def __init__(self, root, chance: random.Random):
        self.root, self.chance, self.number = root, chance, 0
        self.done = []

    def _content(self):
        return sorted(path for path in (self.root / "content").rglob("*.yaml") if path.is_file())

    def _kind(self, path):
        return path.parent.name if path.parent.name != "content" else path.stem

    def _pick(self):
        files = [path for path in self._content() if path.stat().st_size]
        return self.chance.choice(files)

    def step(self):
        ways = [
            *[self.transplant] * 8,
            *[self.reword] * 8,
            *[self.leave_out] * 4,
            *[self.shuffle] * 2,
            self.new_card,
            self.new_card,
            self.remove_card,
            self.rename_card,
            self.rename_entry,
            self.drop_entry,
            self.double_entry,
            self.draft,
            self.draft,
            self.withdraw,
            self.original,
            self.prose,
            self.prose,
            self.settings,
            self.settings,
            self.template,
            self.template,
            self.asset,
            self.record,
            self.correct,
        ]
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            way = self.chance.choice(ways)
            try:
                told = way()
            except (IndexError, KeyError, TypeError, AttributeError, ValueError, yaml.YAMLError, OSError):
                continue
            self.done.append((way.__name__, told))

    # values of entries

    def _values(self):
        """Give all (kind, trail without indices, key) -> values, as all files have them."""
        found = {}
        for path in self._content():
            for trail, holder in _holders(read(path) or {}):
                if isinstance(holder, dict):
                    for key, value in holder.items():
                        found.setdefault((self._kind(path), trail, key), []).append(value)
        return found

    def transplant(self):
        path = self._pick()
        data = read(path)
        values = self._values()
        trail, holder = self.chance.choice([one for one in _holders(data) if isinstance(one[1], dict)])
        keys = [key for kind, way, key in values if (kind, way) == (self._kind(path), trail)]
        key = self.chance.choice([one for one in keys if one != "id"])
        holder[key] = copy.deepcopy(self.chance.choice(values[self._kind(path), trail, key]))
        write(path, data)
        return path.name, trail, key

    def reword(self):
        path = self._pick()
        data = read(path)
        places = [
            (holder, key)
            for _, holder in _holders(data)
            if isinstance(holder, dict)
            for key, value in holder.items()
            if key in WORDS and isinstance(value, str) and not (self._kind(path) == "articles" and key == "text")
        ]
        holder, key = self.chance.choice(places)
        self.number += 1
        way = self.chance.choice(("more", "more", "link", "fewer"))
        if way == "link":
            card = self.chance.choice(sorted((self.root / "content/claims").glob("*.yaml"))).stem
            holder[key] += f" See [[{card}]]."
        elif way == "fewer" and len(holder[key].split()) > 2:
            holder[key] = " ".join(holder[key].split()[:-1])
        else:
            holder[key] += f" {self.number}"
        write(path, data)
        return path.name, key, way

    def leave_out(self):
        path = self._pick()
        data = read(path)
        holder = self.chance.choice([one for _, one in _holders(data) if one])
        if isinstance(holder, dict):
            key = self.chance.choice([*holder])
            del holder[key]
        else:
            key = self.chance.randrange(len(holder))
            del holder[key]
        write(path, data)
        return path.name, key

    def shuffle(self):
        path = self._pick()
        data = read(path)
        holder = self.chance.choice([one for _, one in _holders(data) if isinstance(one, list) and len(one) > 1])
        self.chance.shuffle(holder)
        write(path, data)
        return path.name

    # whole files

    def _card(self):
        return self.chance.choice(sorted((self.root / "content/claims").glob("*.yaml")))

    def new_card(self):
        self.number += 1
        card = self._card()
        shutil.copy(card, card.with_name(f"n{self.number}.yaml"))
        return card.name

    def remove_card(self):
        card = self._card()
        card.unlink()
        return card.name

    def rename_card(self):
        self.number += 1
        card, new = self._card(), f"r{self.number}"
        self._say_instead(card.stem, new)
        card.rename(card.with_name(f"{new}.yaml"))
        return card.stem, new

    def _say_instead(self, old, new):
        for path in [*self._content(), *(self.root / "content").rglob("*.md"), self.root / "site.yaml"]:
            text = path.read_text("utf-8")
            path.write_text(re.sub(rf"(?<![\w-]){re.escape(old)}(?![\w-])", new, text), "utf-8")

    def _list(self):
        path = self.root / f"content/{self.chance.choice(LISTS)}.yaml"
        return path, read(path)

    def rename_entry(self):
        self.number += 1
        _, data = self._list()
        old = self.chance.choice([*data] if isinstance(data, dict) else [one["id"] for one in data if "id" in one])
        self._say_instead(old, f"e{self.number}")
        return old

    def drop_entry(self):
        path, data = self._list()
        gone = self.chance.choice([*data] if isinstance(data, dict) else range(len(data)))
        del data[gone]
        write(path, data)
        return path.name, gone

    def double_entry(self):
        self.number += 1
        path, data = self._list()
        if isinstance(data, dict):
            data[f"d{self.number}"] = self.chance.choice([*data.values()])
        else:
            data.append({**self.chance.choice(data), "id": f"d{self.number}"})
        write(path, data)
        return path.name

    def draft(self):
        card = self._card()
        data = read(card)
        if data.pop("status", None) is None:
            data["status"] = "draft"
        write(card, data)
        return card.name

    def withdraw(self):
        card = self._card()
        data = read(card)
        if data.pop("status", None) is None:
            data["status"] = "withdrawn"
            data["corrections"] = [*data.get("corrections", []), {"date": "2031-07-01", "note": "It was withdrawn."}]
        write(card, data)
        return card.name

    def original(self):
        self.number += 1
        path = self.chance.choice([one for one in self._content() if self._kind(one) == "articles"])
        data = read(path)
        text = self.root / data["text"]
        old = text.read_text("utf-8")
        way = self.chance.choice(("more", "front", "url", "format"))
        if way == "more":
            text.write_text(f"{old.rstrip()}\n\nOne more paragraph, number {self.number}.\n", "utf-8")
        elif way == "front":
            text.write_text(f"A first paragraph, number {self.number}.\n\n{old}", "utf-8")
        elif way == "url":
            data["url"] = f"https://elsewhere.example.org/{self.number}"
        else:
            data["primary"] = not data.get("primary", False)
        data["sha256"] = hashlib.sha256(text.read_bytes()).hexdigest()
        write(path, data)
        return path.name, way

    def prose(self):
        self.number += 1
        path = self.chance.choice(sorted((self.root / "content/pages").glob("*.md")))
        text = path.read_text("utf-8")
        way = self.chance.choice(("more", "link", "anchor", "heading", "new", "gone", "title"))
        if way == "more":
            path.write_text(f"{text}\nMore, {self.number}.\n", "utf-8")
        elif way == "link":
            path.write_text(f"{text}\nSee [[{self._card().stem}]].\n", "utf-8")
        elif way == "anchor":
            path.write_text(
                f"{text}\n[Part](#part-{self.number % 3}), [there](claims/{self._card().stem}.html).\n", "utf-8"
            )
        elif way == "heading":
            path.write_text(f"{text}\n## Part {self.number % 3}\n\nWords.\n", "utf-8")
        elif way == "new":
            path.with_name(f"p{self.number}.md").write_text(text, "utf-8")
        elif way == "gone":
            path.unlink()
        else:
            path.write_text(text.replace("title: ", f"title: {self.number} ", 1), "utf-8")
        return path.name, way

    def settings(self):
        self.number += 1
        path = self.root / "site.yaml"
        data = read(path)
        key, change = self.chance.choice([*_SETTINGS.items()])
        change(data, self)
        write(path, data)
        return key

    def template(self):
        self.number += 1
        path = self.chance.choice(sorted((self.root / "templates").rglob("*.html")))
        text = path.read_text("utf-8")
        path.write_text(text.replace("<p", f'<p data-x="{self.number}"', 1), "utf-8")
        return path.name

    def asset(self):
        self.number += 1
        files = sorted((self.root / "assets").rglob("*"))
        path = self.chance.choice([one for one in files if one.suffix in {".css", ".js", ".svg"}])
        path.write_bytes(path.read_bytes() + (b"\n" if path.suffix == ".svg" else b"\n/* %d */\n" % self.number))
        return path.name

    def record(self):
        paths = sorted((self.root / "record").rglob("*.json"))
        self.chance.choice(paths).unlink()

    def correct(self):
        """Correct a card as its editor would: the new words, and the correction that says so."""
        self.number += 1
        card = self._card()
        data = read(card)
        data["verdict"] = f"{data.get('verdict', 'It is so.')} {self.number}"
        data["corrections"] = [
            *data.get("corrections", []),
            {"date": "2031-07-01", "note": f"Words were changed, {self.number}."},
        ][: self.chance.choice((1, 2, 3))]
        write(card, data)
        return card.name


def _rating(data, by):
    one = by.chance.choice(data["ratings"])
    what = by.chance.choice(("label", "meaning", "settled", "colour"))
    others = {"settled": not one.get("settled", True), "colour": "#0b7a4c"}
    one[what] = others.get(what, f"{one[what]} {by.number}")


def _search(data, _):
    if data.pop("search", None) is None:
        data["search"] = "pagefind"


def _front(data, by):
    data["front"]["headline"] = f"Headline {by.number}"


def _gone(data, by):
    holder = by.chance.choice([one for _, one in _holders(data) if isinstance(one, dict)])
    del holder[by.chance.choice([*holder])]


_LEFT_OUT = "data compare timeline figures corrections topics verify feed.xml claims/list.json places".split()
# What an editor may do to site.yaml, given what it holds and who edits.
_SETTINGS = {
    "rating": _rating,
    "ratings": lambda data, by: data["ratings"].pop(by.chance.randrange(len(data["ratings"]))),
    "order": lambda data, by: by.chance.shuffle(data[by.chance.choice(("navigation", "featured"))]),
    "fewer": lambda data, by: data[by.chance.choice(("navigation", "featured"))].pop(),
    "feature": lambda data, by: data["featured"].append(by._card().stem),
    "leave out": lambda data, by: data.update(leave_out=by.chance.sample(_LEFT_OUT, by.chance.choice((0, 1, 2)))),
    "search": _search,
    "title": lambda data, by: data.update(title=f"Title {by.number}"),
    "period": lambda data, _: data.update(period="2010-01-01/2035-12-31"),
    "publisher": lambda data, by: data["publisher"].update(name=f"Publisher {by.number}"),
    "repository": lambda data, by: data.update(repository=f"https://code.example.org/{by.number}"),
    "url": lambda data, by: data.update(url=f"https://example.org/{by.chance.choice(('', 'a/', 'b/'))}"),
    "strength": lambda data, by: data["strengths"][0].update(label=f"Strength {by.number}"),
    "front": _front,
    "gone": _gone,
}
