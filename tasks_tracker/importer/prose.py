"""Duties in plain prose: half-sentences with a unit of their own as subject, or after 由."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tasks_tracker.importer.folding import pieces
from tasks_tracker.importer.lines import Passage
from tasks_tracker.importer.subjects import (
    AFTER_BY,
    FOUNDED,
    JOINED_BY,
    SEATED,
    SUBJECT,
    WITH_OTHERS,
    is_general,
    names_of,
)
from tasks_tracker.importer.units import split_names

ORDINAL = re.compile(
    r"[\s\-—–·]*(?:第[一二三四五六七八九十百]+条|（[一二三四五六七八九十0-9]{1,3}）"
    r"|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.、]|[①-⑳]|[一二三四五六七八九十]是)\s*"
)
FILLER = re.compile(r"(?:同时|其中|此外|另外|原则上|必要时|年度?内|期间)?请?")
DUTIES = re.compile(
    r"(?P<names>[^，。；：]{2,40}?)(?:的?(?:主要|具体)?(?:工作)?(?:职责|任务|分工)"
    r"|(?:必须|应当|应|要)?履行(?:以下|下列)[^，。；：]{0,6})(?:是|为|包括|如下)?："
)
# Whoever does so is made the holder of a role: 使用资金的单位为项目实施单位，履行下列职责：
HOLDERS = re.compile(
    r"[^。；：]{4,120}(?:部门|单位|机关)[^，。；：]{0,6}为[^，。；：]{0,12}?"
    r"(?P<names>采购人|[\u4e00-\u9fff]{2,6}(?:单位|部门|机构))，[^，。；：]{0,4}履行(?:以下|下列)"
)
DEFINES = re.compile(
    r"负责解释|本(?:通知|方案|意见)(?:精神)?[^，。；]{0,8}(?:传达|转发)|[，）]是(?!.*主管部门)|是指|(?:适用|违反)本|享有|组成[，。]|有权(?!.*应)"
)
OUTCOME = re.compile(
    r"(?:构建|形成|健全|完善|建立)[^。；]*(?:格局|体系|机制|局面|合力|制度)[^，。；]{0,4}$"
)
HELPS = re.compile(
    r"(?P<names>[^，。；：]{2,300}?)(?:按(?:照)?(?:各自)?职责(?:分工)?)?"
    r"(?:各?(?:抽调|选派|指派|安排)[^，。；：]{2,16})?"
    r"(?:积极|密切|做好|共同|予以)*(?:(?:配合|参与|参加|协助|协同|督导)(?:落实|实施|做好.{0,12})?|(?:具体)?(?:负责)?(?:具体)?(?:实施|落实)|抓好落实)$"
)
FOLLOWS = re.compile("(?:配合|协助|协同|参加|参与|督导)(?:落实|实施|做好.{0,12})?$")
IS_NAMED = re.compile("(?:牵头|责任|主责)(?:单位|部门)[为是](?P<names>[^，。；：]{2,80})")
RANKS = re.compile("牵头、(?P<names>[^，。；：]{2,60}?)(?:予以|做好)?(?:配合|协助|参加|参与)$")
LISTED_UNIT = re.compile(r"(?P<names>[^，。；：\n]{2,60})[。：]\s*(?=[^\n]{4})")
# Offices of one body head their duties by bare names: （一）预算处、绩效处。负责…
OFFICES = re.compile("(?:[\u4e00-\u9fff]{1,8}(?:处|科|室|队|站|所|股|社|中心|公司)(?:、|$))+")
LEADS = re.compile(r"[^，。；]{0,4}牵头")
FIRM = re.compile(r"\s*(?:[^，。；]{0,24}?(?:要|应|须|负责|不得)|可|牵头|依法)")
GOES_ON = re.compile("[，\\s]*(?:应|要|须|必须|可|不得|将|负责|依法|及时|立即)")


@dataclass(frozen=True)
class Duty:
    """One unit, or several together, and the stretches of the passage that lay duties on them."""

    lead: tuple[str, ...]
    support: tuple[str, ...]
    stretches: tuple[tuple[int, int], ...]
    leads: bool = False

    def and_on(self, stretch: tuple[int, int]) -> "Duty":
        return replace(self, stretches=(*self.stretches, stretch))


@dataclass(frozen=True)
class Said:
    """What is said of units at one place: who, with whom, as the leading one, in which form."""

    start: int
    lead: tuple[str, ...]
    support: tuple[str, ...] = ()
    leads: bool = False
    firm: bool = True
    after_by: bool = False


Key = tuple[tuple[str, ...], tuple[str, ...]]
LeftOut = Callable[[Said], bool]


def duties_of(
    passage: Passage, heading_end: int, left_out: LeftOut, *, joined: bool = True
) -> list[Duty]:
    """One duty for each unit, in printed order; without a subject a sentence is about the last.

    Where joined (the articles of rules), what is said again of a unit belongs to its first duty;
    else a unit that is named again behind others has a further duty.
    """
    found: list[tuple[Key, Duty]] = []
    latest: int | None = None
    for start, end, said in _clauses(passage.folded, heading_end):
        if said and not said.lead and latest is not None:
            key, duty = found[latest]
            found[latest] = key, replace(duty, support=duty.support + said.support)
        elif said and said.lead:
            key = (said.lead, said.support)
            latest = None if left_out(said) else _known(found, key, joined=joined)
            if latest is None and not left_out(said):
                found.append((key, Duty(said.lead, said.support, ((start, end),), said.leads)))
                latest = len(found) - 1
                continue
        if latest is not None:
            key, duty = found[latest]
            found[latest] = key, duty.and_on((start, end))
    return [duty for _, duty in found]


def _known(found: Sequence[tuple["Key", Duty]], key: "Key", *, joined: bool) -> int | None:
    places = [at for at, (other, _) in enumerate(found) if other == key]
    if not places or (not joined and places[-1] != len(found) - 1):
        return None
    return places[-1]


def listed_units(passage: Passage, start: int) -> tuple[tuple[str, ...], int]:
    """The units that head their own duties (某局。负责…), and where the heading ends."""
    heading = LISTED_UNIT.match(passage.folded, start)
    if heading is None:
        return (), start
    names = names_of(heading["names"])
    if not names and OFFICES.fullmatch(heading["names"]):
        names = split_names(heading["names"])
    return names, heading.end("names")


def _clauses(folded: str, heading_end: int) -> Iterator[tuple[int, int, Said | None]]:
    """The half-sentences (to ；) with what they say of units; one may say it of several."""
    for start, end in _half_sentences(folded, heading_end):
        said = _said(folded[start:end])
        if not said:
            yield start, end, None
        begins = [start, *(start + one.start for one in said[1:])]
        yield from zip(begins, [*begins[1:], end], said, strict=False)


def _half_sentences(folded: str, heading_end: int) -> Iterator[tuple[int, int]]:
    """The heading is a sentence of its own, also where no full stop ends it."""
    for begin, stop in ((0, heading_end), (heading_end, len(folded))):
        for start, end in pieces(folded[begin:stop], "。；\n"):
            if folded[begin + start : begin + end].strip():
                yield begin + start, begin + end


def _said(sentence: str) -> list[Said]:
    """What a half-sentence says of units, piece by piece between its commas."""
    if DEFINES.search(sentence):
        return []
    start = _past_ordinals(sentence, 0)
    for word, pattern in (("：", DUTIES), ("履行", HOLDERS), ("立", FOUNDED), ("组建", FOUNDED)):
        whose = pattern.match(sentence, start) if word in sentence else None
        if whose and (names := names_of(whose["names"])):
            return [Said(0, names)]
    found: list[Said] = []
    for first, last in pieces(sentence, "，："):
        before = found.pop() if found else None
        one = _named(sentence, first, last) or _of_piece(sentence, first, last)
        found += _together(before, one, sentence[first:last])
    return found


def _together(before: Said | None, one: Said | None, piece: str) -> list[Said]:
    """甲牵头，乙配合 is one thing said; a weak subject gives way to a unit after 由."""
    if others := _helping(before, piece) or _joined_by(piece):
        told = before or Said(0, ())
        return [replace(told, support=told.support + others)]
    if before and one and before.lead == one.lead:
        return [replace(before, support=before.support or one.support)]
    if one and one.after_by and before and not (before.firm or before.after_by):
        return [one]
    return [said for said in (before, one) if said]


def _helping(before: Said | None, piece: str) -> tuple[str, ...]:
    """…，乙局配合: behind a unit that leads."""
    helping = HELPS.fullmatch(piece) if before else None
    if helping and before and not before.leads and not FOLLOWS.search(piece):
        return ()
    names = names_of(helping["names"]) if helping else ()
    return tuple(name for name in names if not is_general(name) or (before and before.leads))


def _joined_by(piece: str) -> tuple[str, ...]:
    """会同乙局…: with whom the unit that was named before acts."""
    joined = JOINED_BY.match(piece)
    names = names_of(joined["names"]) if joined else ()
    return tuple(name for name in names if not is_general(name))


def _named(sentence: str, first: int, last: int) -> Said | None:
    """责任单位为甲局 in running text."""
    named = IS_NAMED.fullmatch(sentence, first, last)
    names = names_of(named["names"]) if named else ()
    return Said(first, names) if names else None


def _of_piece(sentence: str, first: int, last: int) -> Said | None:
    """The unit that is the subject of a piece between commas, or that stands after 由."""
    start = _past_ordinals(sentence, first)
    piece = sentence[start:last]
    if piece.endswith("的") and not GOES_ON.match(sentence, last):
        return None
    match = SUBJECT.match(piece) or SEATED.match(sentence, start)
    names = names_of(match["names"]) if match else ()
    if names and first and OUTCOME.search(sentence):
        return None
    subject = bool(names)
    if not subject:
        match, names = _after_by(piece)
    if match is None or not names:
        return None
    return _read_on(start, names, piece[match.end("names") :], after_by=not subject)


def _read_on(start: int, names: tuple[str, ...], rest: str, *, after_by: bool) -> Said:
    """What follows the unit says with whom it acts, and whether it leads."""
    together = WITH_OTHERS.match(rest) or RANKS.match(rest)
    others = names_of(together["names"]) if together else ()
    return Said(
        start,
        names,
        tuple(name for name in others if not is_general(name)),
        leads=bool(LEADS.match(rest)),
        firm=bool(FIRM.match(rest)),
        after_by=after_by,
    )


def _after_by(piece: str) -> tuple[re.Match[str] | None, tuple[str, ...]]:
    for match in AFTER_BY.finditer(piece):
        if names := names_of(match["names"]):
            return match, names
    return None, ()


def _past_ordinals(sentence: str, start: int) -> int:
    """Where the words begin: ordinals and small words of connection are passed over."""
    while match := ORDINAL.match(sentence, start):
        start = match.end()
    while start < len(sentence) and sentence[start] in " \t\n“”（":
        start += 1
    filler = FILLER.match(sentence, start)
    return filler.end() if filler else start
