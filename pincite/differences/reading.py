"""What each word of a text is there for: how firmly, how many, when, who says so, or none of these."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from pincite.differences.spelling import key
from pincite.differences.tokens import is_year
from pincite.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pincite.differences.lexicon import Lexicon
    from pincite.differences.tokens import Token

_NEAR = 3  # words between a speaker's name and the verb of saying
_AND = "و"  # an Arabic prefix: and


class Use(Enum):
    """What a word is there for."""

    MODAL = "modal"
    FIGURE = "figure"
    TIME = "time"
    SAYING = "saying"
    AMOUNT = "amount"
    SMALL = "small"
    PLAIN = "plain"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's words with the use of each, and the word that each is a form of."""

    tokens: tuple[Token, ...]
    uses: tuple[Use, ...]
    forms: tuple[str, ...]


def read(tokens: tuple[Token, ...], lexicon: Lexicon, names: Iterable[str]) -> Reading:
    """Read a text. `names` are the names of those who speak in it."""
    uses = [_use(tokens, at, lexicon) for at in range(len(tokens))]
    forms = [_form(token, lexicon) for token in tokens]
    for at, token in enumerate(tokens):
        counts = token.value is not None and uses[at] in {Use.FIGURE, Use.TIME}
        qualified = (counts or (lexicon.language == "en" and token.key == "one")) and _qualify(
            tokens, uses, at, lexicon
        )
        if counts:
            _last(tokens, uses, at, lexicon)
        elif qualified:  # `at least one school`; by itself `one` mostly stands for something else
            uses[at] = Use.FIGURE
    called = {key(word, lexicon.language) for name in names for word in name.split()}
    saying = [at for at, use in enumerate(uses) if use is Use.SAYING]
    for at, token in enumerate(tokens):
        if token.key in called and token.capital and not token.small:
            by_verb = any(abs(at - other) <= _NEAR for other in saying)
            if by_verb or any(one.folded == "-" for one in tokens[max(0, at - 1) : at + 2]):
                uses[at] = Use.SAYING
    return Reading(tokens, tuple(uses), tuple(forms))


def _form(token: Token, lexicon: Lexicon) -> str:
    for forms in (lexicon.modal, lexicon.saying, lexicon.amounts, lexicon.spans):
        if token.key in forms:
            return forms[token.key]
    return lexicon.saying.get(token.key.removeprefix(_AND), token.key) if lexicon.language == "ar" else token.key


def _use(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Use:
    token = tokens[at]
    if not token.is_word:
        return Use.MARK
    if token.value is not None:
        return Use.TIME if not token.is_number or _in_time(tokens, at, lexicon) else Use.FIGURE
    if token.key in lexicon.days or _is_month(tokens, at, lexicon):
        return Use.TIME
    if token.key in lexicon.modal:
        return Use.MODAL
    if _says(token, lexicon):
        return Use.SAYING
    if token.key in lexicon.amounts:
        return Use.AMOUNT
    return Use.SMALL if token.small else Use.PLAIN


def _says(token: Token, lexicon: Lexicon) -> bool:
    if token.key in lexicon.saying:
        return not token.capital or token.opens or lexicon.saying[token.key] != "state"  # the United States
    return lexicon.language == "ar" and token.key[:1] == _AND and token.key[1:] in lexicon.saying


def _is_month(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Tell whether a word is a month. `May` is one only beside a number or a word as `in`, for it is a verb, too."""
    token = tokens[at]
    if token.key not in lexicon.months or (lexicon.language == "en" and not token.capital):
        return False
    if token.key not in lexicon.modal:
        return True
    before = tokens[at - 1].key if at else ""
    return before in {"in", "of", "since", "until", "last", "early", "late", "by"} or any(
        one.is_number for one in tokens[at + 1 : at + 2]
    )


def _in_time(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if after and after.key in lexicon.spans:
        return True
    if not is_year(tokens[at]):
        return False
    before = [one for one in tokens[max(0, at - 2) : at] if one.is_word][-1:]
    dated = any(isinstance(one.value, tuple) or one.key in lexicon.months for one in before)
    return dated or after is None or not after.content


def _qualify(tokens: Sequence[Token], uses: list[Use], at: int, lexicon: Lexicon) -> bool:
    """Let what stands before a number belong to it: `more than`, `at least`, `about`. Tell whether anything does."""
    for count in (4, 3, 2, 1):
        before = tokens[max(0, at - count) : at]
        if len(before) == count and tuple(token.key for token in before) in lexicon.qualifiers:
            uses[at - count : at] = [Use.TIME if uses[at] is Use.TIME else Use.FIGURE] * count
            return True
    return False


def _last(tokens: Sequence[Token], uses: list[Use], at: int, lexicon: Lexicon) -> None:
    """Let the days, weeks or years that are counted belong to their number."""
    if uses[at] is Use.TIME and at + 1 < len(tokens) and tokens[at + 1].key in lexicon.spans:
        uses[at + 1] = Use.TIME
