"""Share images for tests: the content of one on the base site, changed at will; and the ink of what is drawn."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from PIL import Image
from rendering import ROOT

from pincite.facts.sharing import WIDTH
from pincite.read.files import Folder
from pincite.render.assets import gather
from pincite.share.content import contents
from pincite.site import load

ARABIC = "أُغلق جسر أورين يوم 3 مارس 2021 بعد ارتفاع منسوب النهر 2,132 مليمتراً، كما تقول Amnesty International."
RUSSIAN = "Не менее 49 мирных жителей погибли при ударе по рынку в Арихе, провинция Идлиб, — «и это ещё не всё» (№ 5)."


@cache
def _of(root):
    site = load(Folder(root)).site
    assets, _ = gather(Folder(ROOT), site)
    return site, assets.symbols, assets.files[assets.paths["assets/style.css"]].decode()


def of(root=ROOT / "tests" / "base-site"):
    """Give the contents of a site's pictures, drawn with the repository's assets, by the claims' ids."""
    made, problems = contents(*_of(root))
    assert problems == []
    return {one.path.rpartition("/")[2].removesuffix(".png"): one for one in made}


def content(**changes):
    """Give the content of one picture."""
    return replace(of()["boats-damaged"], **changes)


def ink(text):
    """Give the box of the pixels that a piece of text on a picture takes, None for none: left, top, right, bottom."""
    mask = text.hand.mask((text.left, text.base), text.words, text.size)
    box = mask.shape.getbbox()
    return box and (box[0] + mask.left, box[1] + mask.top, box[2] + mask.left, box[3] + mask.top)


def drawn(hand, words, size=60):
    """Draw words by themselves and give the mask."""
    whole = Image.new("L", (WIDTH, 200), 0)
    mask = hand.mask((20, 120), words, size)
    whole.paste(mask.shape, (mask.left, mask.top))
    return whole
