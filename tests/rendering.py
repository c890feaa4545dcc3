"""What tests of finished pages share: a project that can be rendered, its pages parsed, the repository's own site."""

from __future__ import annotations

import hashlib
import json
import shutil
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup

from pincite import fields
from pincite.fields.kinds import REVIEW_WARNINGS, ListOf, Text, Url
from pincite.framing import frame_of
from pincite.pipeline import make
from pincite.read.files import Folder
from pincite.render.assets import gather
from pincite.render.environment import Renderer
from pincite.site import load

ROOT = Path(__file__).resolve().parent.parent
# The rules for browsers that every page has, as short as they may be.
RULES = (
    """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">"""
    '<meta name="referrer" content="no-referrer">'
)


def equip(root):
    """Lay the repository's templates and assets beside a project's content, so that it can be rendered."""
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "assets", root / "assets")


def made(root, **options):
    """Make a project's site in memory, with templates and assets laid beside it unless it has its own."""
    if not (root / "templates").exists():
        equip(root)
    return make(root, **options)


def soups(files):
    """Parse every page."""
    return {path: BeautifulSoup(data, "html.parser") for path, data in files.items() if path.endswith(".html")}


def told(problems):
    """Give place and code of every problem."""
    return [f"{problem.span} {problem.code}" for problem in problems]


@cache
def _parts(root):
    folder = Folder(root)
    site = load(folder, drafts=True).site
    return site, gather(folder, site)[0]


def renderer(root):
    """Make a fresh renderer for a project that has templates and assets; its content is read once for all tests."""
    site, assets = _parts(root)
    return Renderer({one.id: one.title for one in site.claims}, Folder(root), assets, frame_of(site, assets))


@cache
def repository():
    """Give the repository's own site as it is made now, once for all tests."""
    return make(ROOT)


def base(folder):
    """Lay a fresh copy of the base site, with templates and assets, into a folder and give its root."""
    shutil.copytree(ROOT / "tests" / "base-site", folder / "base")
    equip(folder / "base")
    return folder / "base"


def states(folder):
    """Lay the site of states, with templates and assets, into a folder and give its root."""
    shutil.copytree(ROOT / "tests" / "states-site", folder / "states")
    equip(folder / "states")
    return folder / "states"


HOSTILE = "<script>alert(1)</script>\"'&"
_WORDS = f"At least 46 boats {HOSTILE} sank"
_OTHER = f"All 46 boats {HOSTILE} were lost"
_TEXT = f"Headline {HOSTILE}\n{_WORDS} there. {_OTHER}.\nNobody {HOSTILE} was hurt. A caption {HOSTILE} here.\n"
_URL = "https://elsewhere.example.com/x?a=1&b='2'"


def filled(group, **given):
    """Fill every text field of a group of the format with hostile words that begin with the field's name."""
    entry = {}
    for field in group.fields:
        if isinstance(field.kind, Text):
            entry[field.key] = f"{field.key} {HOSTILE}"
        elif isinstance(field.kind, ListOf) and isinstance(field.kind.item, Text):
            entry[field.key] = [f"{field.key} {HOSTILE}"]
        elif isinstance(field.kind, Url):
            entry[field.key] = _URL
    return {key: value for key, value in (entry | given).items() if value is not None}


def _group(group, key):
    kind = next(field.kind for field in group.fields if field.key == key)
    return kind.item if isinstance(kind, ListOf) else kind


def _quote(exact, **more):
    return filled(fields.QUOTE, article="first", exact=exact, prefix=None, suffix=None, **more)


def _hostile_claim():
    figures = [
        filled(fields.FIGURE, quote="q1", least=46, parts={f"ferries {HOSTILE}": 46}, by="ada", where="orrin"),
        filled(fields.FIGURE, evidence="log", value=46, dated="2021-03-04"),
        filled(fields.FIGURE, evidence="log", over=46, measure=f"lone {HOSTILE}"),
    ]
    log = {"reference": "log", "finding": f"finding 46 {HOSTILE}"}
    return filled(
        fields.CLAIM,
        claimant="ada",
        happened="2021-03-03",
        places=["orrin"],
        topics=["damage"],
        rating="poor",
        strength="low",
        quotes=[
            _quote(_WORDS, speaker="ada", via=["ada"], stance="supports"),
            _quote(_OTHER),
            _quote("Nobody […] was hurt", stance="disputes"),
        ],
        absent=[filled(_group(fields.CLAIM, "absent"), article="second")],
        appearances=[{"reference": "log"}, {"url": f"{_URL}&c", "first": True}],
        no_appearance=None,
        media=filled(_group(fields.CLAIM, "media"), kind="image", authenticity=["missing-context"]),
        compare=[filled(_group(fields.CLAIM, "compare"), quotes=["q1", "q2"])],
        figures=figures,
        evidence=[filled(fields.EVIDENCE, origin="ada", **log), filled(fields.EVIDENCE, reference="wire")],
        responses=[
            filled(_group(fields.CLAIM, "responses"), actor="ada", reference="log"),
            filled(_group(fields.CLAIM, "responses"), actor="ada", quote="q3", text=None),
        ],
        analysis=f"analysis {HOSTILE} [^q1] [^log] [[flood]]",
        related=[{"claim": "flood", "as": "broader"}],
        checked="2021-04-01",
        corrections=[filled(_group(fields.CLAIM, "corrections"), date="2021-04-02")],
        minor=[filled(_group(fields.CLAIM, "minor"), date="2021-04-03")],
    )


def _hostile_site():
    hues = {"colour": "#3b0a2a", "dark": {"colour": "#b98aa3", "sign": "#1c0a14"}, "icon": "ticks"}
    rating = filled(_group(fields.SITE, "ratings"), id="poor", settled=False, **hues)
    return filled(
        fields.SITE,
        url="https://example.org/orrin/",
        repository="https://example.org/repository",
        language="en",
        period="2021-03-01/2021-03",
        publisher=filled(_group(fields.SITE, "publisher"), logo=None, email="a'b&c@example.org"),
        ratings=[rating],
        strengths=[filled(_group(fields.SITE, "strengths"), id="low")],
        navigation=["claims", "about"],
        featured=["flood"],
        front=filled(_group(fields.SITE, "front")),
        notes=[filled(_group(fields.SITE, "notes"))],
        claimreview={"accept": list(REVIEW_WARNINGS)},
    )


def hostile(root):
    """Write a project whose every text field, originals included, holds a script, quotes and an ampersand."""
    digest = hashlib.sha256(_TEXT.encode()).hexdigest()
    pinned = {"text": "seeds/first.txt", "sha256": digest, "language": "en"}
    aside = filled(_group(fields.ARTICLE, "set_aside"), exact=f"A caption {HOSTILE}", reason="caption")
    aside |= {"prefix": None, "suffix": None}
    aside = {key: value for key, value in aside.items() if value is not None}
    told = filled(
        fields.EVENT, id="t01", date="2021-03-03", claims=["flood"], places=["orrin"], quotes=[_quote(_WORDS)]
    )
    told["evidence"] = [filled(fields.EVIDENCE, reference="log")]
    flood = {"compare": None, "figures": None, "related": None, "responses": None, "analysis": None, "happened": None}
    flood |= {"appearances": None, "media": None, "no_appearance": f"no_appearance {HOSTILE}"}
    dates = {"published": "2021-03", "retrieved": "2021-03-04"}
    reference = filled(fields.REFERENCE, tier="primary", read="excerpt", date="2021-03", language="en")
    prose = filled(fields.PROSE)
    files = {
        "site.yaml": _hostile_site(),
        "content/articles/first.yaml": filled(fields.ARTICLE, **pinned, **dates, set_aside=[aside]),
        "content/articles/second.yaml": filled(fields.ARTICLE, **pinned),
        "content/claims/storm.yaml": _hostile_claim(),
        "content/claims/flood.yaml": {k: v for k, v in (_hostile_claim() | flood).items() if v is not None},
        "content/actors.yaml": {
            "ada": filled(fields.ACTOR, kind="person", member_of="office", same_as=[_URL]),
            "office": filled(fields.ACTOR, kind="organisation"),
        },
        "content/references.yaml": {"log": reference, "wire": reference | {"origin": "log"}},
        "content/places.yaml": {
            "orrin": filled(fields.PLACE, within="coast"),
            "coast": filled(fields.PLACE, latitude=1, longitude=2),
        },
        "content/topics.yaml": {"damage": filled(fields.TOPIC)},
        "content/events.yaml": [told],
    }
    written = {path: json.dumps(content, ensure_ascii=False, indent=1) for path, content in files.items()}
    written["content/pages/about.md"] = f"---\n{json.dumps(prose)}\n---\n\nbody {HOSTILE}\n\n- item {HOSTILE}\n"
    written["seeds/first.txt"] = _TEXT
    for path, text in written.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
