"""What a field takes, said in words: for the card reference, and for what editors' programs show beside a field."""

from __future__ import annotations

from pincite.fields.kinds import (
    Choice,
    Colour,
    Degrees,
    Digest,
    EdtfDate,
    Flag,
    Group,
    Kind,
    ListOf,
    Name,
    Number,
    NumbersBy,
    Ref,
    Text,
    Url,
)


def in_words(kind: Kind) -> str:  # noqa: C901 - one case a kind
    """Say what a field takes, as Markdown without links: `the id of an actor`, `a text of one line`."""
    match kind:
        case Text(markdown=True):
            return "Markdown"
        case Text(verbatim=True):
            return "a text, its line breaks kept"
        case Text(line=True):
            return "a text of one line"
        case Text():
            return "a text"
        case Ref(to="quote"):
            return "the id of a quote of the same card"
        case Ref(to=to):
            return f"the id of {_with_article(to)}"
        case Name():
            return "an id"
        case EdtfDate(single=True):
            return "one day, as 2026-11-22"
        case EdtfDate():
            return "an EDTF date or interval"
        case Choice(of=words):
            return "one of " + ", ".join(f"`{word}`" for word in words)
        case Url():
            return "an http or https address"
        case Number(least=least, most=most):
            return f"a whole number from {least:,} to {most:,}"
        case Degrees(most=most):
            return f"decimal degrees from -{most} to {most}"
        case Flag():
            return "`true` or `false`"
        case Colour():
            return "a colour as `#rrggbb`, in quotation marks"
        case Digest():
            return "a SHA-256 in 64 hexadecimal digits"
        case NumbersBy():
            return "names with whole numbers: `{children: 32, women: 11}`"
        case Group(name=name, short=short):
            return f"{_short(kind)}the fields of {name}" if short else f"the fields of {name}"
        case ListOf(item=item, at_least=at_least):
            fewest = f" of at least {at_least}" if at_least else ""
            return f"a list{fewest}, each: {in_words(item)}"
    raise AssertionError(kind)  # pragma: no cover - the table holds no other kind


def _short(group: Group) -> str:
    """Say what may stand instead of a group, ready to go before it."""
    alone = next((one.kind for one in group.fields if one.key == group.short), None)
    return f"{in_words(alone)}; or " if alone else ""


def _with_article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
