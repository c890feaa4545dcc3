"""The words by which a difference is classed, language by language; a language without a list has none.

A list holds the forms of one word on one line of a text, the word itself first: `say says said saying`. Only what is
sure belongs here. A word that is mostly something else (English `state`, Arabic `قد`) does more harm than good.
"""

from __future__ import annotations

from dataclasses import field
from functools import cache

from pincite.differences.spelling import key
from pincite.records import dataclass

_HEDGES = """
allegedly alleged; reportedly; apparently apparent; appear appears appeared appearing; seem seems seemed seemingly;
possibly possible; probably probable; likely; unlikely; perhaps; maybe; suspected; believed; presumably presumed;
purportedly purported; supposedly supposed; potentially potential; unconfirmed; unverified
"""
_MODAL_VERBS = "may; might; could; can; must; should; shall; will; would; ought; cannot; couldnot; willnot; wouldnot"
_DENIALS = """
not; no; never; neither nor; none; nobody; nothing; without; donot doesnot didnot; isnot arenot; wasnot werenot;
havenot hasnot hadnot; shouldnot; mustnot
"""
_LIMITS = "only solely exclusively merely purely"
_SAYING = """
say says said saying; tell tells told telling; state states stated stating; add adds added adding; reported reporting;
announce announces announced announcing; accuse accuses accused accusing; according; quoted quoting; admit admits
admitted admitting; claim claims claimed claiming; deny denies denied denying; confirm confirms confirmed confirming;
disclose discloses disclosed disclosing; reveal reveals revealed revealing; warn warns warned warning; note notes noted;
describe describes described describing; insist insists insisted insisting; argue argues argued arguing; criticize
criticizes criticized criticizing; acknowledge acknowledges acknowledged; declare declares declared declaring; explain
explains explained explaining; testify testifies testified; assert asserts asserted asserting; blame blames blamed
blaming; condemn condemns condemned condemning; suggest suggests suggested; conclude concludes concluded; spokesman
spokeswoman spokesperson; witness witnesses
"""
_AMOUNTS = """
dozens; scores; hundreds; thousands; millions; several; many; most; some; few; all; every each; half; both; numerous;
countless
"""
_QUALIFIERS = """
more than; less than; fewer than; at least; at most; up to; as many as; no fewer than; no less than; no more than; close
to; well over; over; under; about; around; nearly; almost; some; approximately; roughly; exactly; just; estimated
"""
_SMALL = """
a an the this that these those of in on at to for from by with and or but as than into onto upon over under about after
before since until within during between among against through it its their his her our your my they them he she we you
i who whom whose which what how when where there then so also such other others own be been being is are am was were has
have had having do does did
"""
_AUXILIARY = "be been being is are am was were has have had having do does did"
_MONTHS_EN = """
january jan; february feb; march mar; april apr; may; june jun; july jul; august aug; september sept sep; october oct;
november nov; december dec
"""
_MONTHS_RU = """
января январь; февраля февраль; марта март; апреля апрель; мая май; июня июнь; июля июль; августа август; сентября
сентябрь; октября октябрь; ноября ноябрь; декабря декабрь
"""
_DAYS = "monday; tuesday; wednesday; thursday; friday; saturday; sunday; today; yesterday; tomorrow"
_SPANS = "second seconds; minute minutes; hour hours; day days; week weeks; month months; year years; decade decades"

_SAYING_RU = """
сказать сказал сказала сказали; заявить заявил заявила заявили заявило; сообщить сообщил сообщила сообщили сообщило
сообщает сообщают; говорить говорит говорят говорил; утверждать утверждает утверждают утверждал утверждали; добавить
добавил добавила добавили; отметить отметил отметила отметили; подчеркнуть подчеркнул подчеркнула; словам; признать
признал признала признали; опровергнуть опроверг опровергла опровергли опровергает
"""
_MODAL_RU = """
возможно; вероятно; якобы; предположительно; видимо; повидимому; похоже; кажется; наверное; может могут мог могла могло
могли; должен должна должно должны; следует; обязан обязана обязаны; не; ни; нет; никогда; без; только
лишь исключительно
"""
_SMALL_RU = (
    "и в во на с со к о об от из за по для что как а но или же бы у это этот эта эти тот та те его ее их он она они"
)
_QUALIFIERS_RU = "не менее; не более; более; менее; свыше; около; почти; до; по меньшей мере; как минимум"
_QUALIFIERS_AR = "أكثر من; أقل من; ما لا يقل عن; ما لا يزيد عن; نحو; حوالي; قرابة"
_MONTHS_AR = "يناير; فبراير; مارس; أبريل; مايو; يونيو; يوليو; أغسطس; سبتمبر; أكتوبر; نوفمبر; ديسمبر"
_SAYING_AR = "قال قالت قالوا يقول تقول; أعلن أعلنت; أكد أكدت; أضاف أضافت; صرح صرحت; زعم زعمت; ذكر ذكرت; نفى نفت"
_MODAL_AR = """
ربما; يبدو; يمكن; يحتمل محتمل محتملة; مزعوم مزعومة المزعوم المزعومة; يجب; ينبغي; لا; لم; لن; ليس ليست; دون بدون; فقط
"""
_SMALL_AR = "في من إلى على عن و أن إن التي الذي هذا هذه ذلك مع بعد قبل كان كانت هو هي"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of one language. Each maps a word's key to the key of the word that it is a form of."""

    language: str = ""
    modal: dict[str, str] = field(default_factory=dict)
    verbs: frozenset[str] = frozenset()  # of the modal words, those that a verb follows
    saying: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, str] = field(default_factory=dict)
    qualifiers: frozenset[tuple[str, ...]] = frozenset()
    months: dict[str, int] = field(default_factory=dict)
    days: frozenset[str] = frozenset()
    spans: dict[str, str] = field(default_factory=dict)
    small: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()
    auxiliary: frozenset[str] = frozenset()

    def is_small(self, word: str) -> bool:
        """Tell whether a word only joins others. Without a list, one or two letters do, where letters are many."""
        return word in self.small if self.small else len(word) <= 2 and word.isalpha() and word[:1] < "\u0e00"  # noqa: PLR2004


def _forms(text: str, language: str) -> dict[str, str]:
    rows = [[key(word, language) for word in row.split()] for row in text.split(";")]
    return {word: row[0] for row in rows for word in row}


def _keys(text: str, language: str) -> frozenset[str]:
    return frozenset(key(word, language) for word in text.replace(";", " ").split())


def _phrases(text: str, language: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(key(word, language) for word in row.split()) for row in text.split(";"))


def _months(text: str, language: str) -> dict[str, int]:
    rows = enumerate(text.split(";"), start=1)
    return {key(word, language): number for number, row in rows for word in row.split()}


@cache
def lexicon(language: str) -> Lexicon:
    """Give the lists of a language, by its BCP 47 tag: `en-GB` has those of `en`. Others have empty lists."""
    main = language.partition("-")[0].lower()
    if main == "en":
        return Lexicon(
            language=main,
            modal=_forms(f"{_HEDGES};{_MODAL_VERBS};{_DENIALS};{_LIMITS}", main),
            verbs=_keys(_MODAL_VERBS, main),
            saying=_forms(_SAYING, main),
            amounts=_forms(_AMOUNTS, main),
            qualifiers=_phrases(_QUALIFIERS, main),
            months=_months(_MONTHS_EN, main),
            days=_keys(_DAYS, main),
            spans=_forms(_SPANS, main),
            small=_keys(_SMALL, main),
            present=frozenset({"is", "are", "am"}),
            past=frozenset({"was", "were"}),
            auxiliary=_keys(_AUXILIARY, main),
        )
    if main == "ru":
        return Lexicon(
            language=main,
            modal=_forms(_MODAL_RU, main),
            saying=_forms(_SAYING_RU, main),
            qualifiers=_phrases(_QUALIFIERS_RU, main),
            months=_months(_MONTHS_RU, main),
            small=_keys(_SMALL_RU, main),
        )
    if main == "ar":
        return Lexicon(
            language=main,
            modal=_forms(_MODAL_AR, main),
            saying=_forms(_SAYING_AR, main),
            qualifiers=_phrases(_QUALIFIERS_AR, main),
            months=_months(_MONTHS_AR, main),
            small=_keys(_SMALL_AR, main),
        )
    return Lexicon(language=main)
