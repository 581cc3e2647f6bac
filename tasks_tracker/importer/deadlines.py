"""Deadlines of a passage: phrases of time, each with what is to be there by then."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from tasks_tracker.importer import (
    counted_phrases,
    labelled_phrases,
    paired_phrases,
    phrases,
    recurring_phrases,
)
from tasks_tracker.importer.day_words import number
from tasks_tracker.importer.draft import Doubt, DraftDeadline
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.lines import Passage
from tasks_tracker.importer.meanings import BY, RECURRING, Issue, Meaning, Reading

RULES = (
    *phrases.FALSE_FRIENDS,
    *labelled_phrases.RULES,
    *counted_phrases.FALSE_FRIENDS,
    *paired_phrases.RULES,
    *recurring_phrases.RULES,
    *phrases.RULES,
    *counted_phrases.RULES,
    *counted_phrases.ODD,
)
HINT = re.compile(
    r"[0-9]\s*[年月]|[一二两三四五六七八九十][年月五]|之日起|[年月季周日]度?[底末内度初调通报例会]|今年|半年|季"
    r"|[每按分逐]个?[年月季周日天工星旬]|每[半双两二]|半月|[周月]回访|[周月][汇督巡检会公更]|已[实完建经]|持续|长期|常态|限："
    r"|[节期旦明五]”?前|20[0-9]{2}[.．/-]"
)
SENTENCE = re.compile(r"[^。；\n]{1,800}[。；\n]?")  # longer ones are no sentences
TITLE = re.compile("《[^《》]{0,400}》")
HAN_YEAR = re.compile("二[〇○零Ｏ][一二三四五六七八九〇○零Ｏ]{2}(?=年)")
DIGITS = str.maketrans("〇○零Ｏ一二三四五六七八九", "0000123456789")
DUE = re.compile("(?:时限|时间|期限)(?:要求|节点)?：|(?:时限|期限)为")
ENDS = re.compile("[。；\n]|（(?=[^（）]{0,10}：)")
EDGES = "，、；。：）（, 　\n"
PAUSES = "，、；。：,;:."
LONGEST_DELIVERABLE = 40
SHORTEST_DELIVERABLE = 4
SHARED_DATES = 6
FAR = 400
YEARLY = "yearly:"


@dataclass(frozen=True)
class Found:
    """A phrase of time at its place, and one thing that it means."""

    start: int
    end: int
    reading: Reading


@dataclass(frozen=True)
class Deadlines:
    """The deadlines of a passage and what is unsure about them."""

    entries: tuple[DraftDeadline, ...]
    doubts: tuple[Doubt, ...]


def deadlines_of(passage: Passage, start: int, end: int, issue: Issue) -> Deadlines:
    """All deadlines that stand between two places of the passage."""
    folded = passage.folded[start:end]
    found = list(phrases_in(folded, issue))
    entries = tuple(_entry(passage, start, folded, found, place) for place in range(len(found)))
    return Deadlines(entries, tuple(_doubts(entries, found, issue)))


def phrases_in(folded: str, issue: Issue) -> Iterator[Found]:
    """The phrases of time in printed order; names of documents hold none."""
    masked = TITLE.sub(lambda title: "《" + "＿" * (len(title[0]) - 2) + "》", folded)
    masked = HAN_YEAR.sub(lambda year: year[0].translate(DIGITS), masked)
    masked = DUE.sub(lambda due: "＿" * (len(due[0]) - 2) + "限：", masked)
    said, end, yearly = issue, 0, False
    for match, meaning in _claims(masked):
        if any(mark in masked[end : match.start()] for mark in "。\n"):
            said, yearly = issue, False
        readings = meaning(match, _in_year(said, match, issue))
        if yearly and _own_year(match) is None:
            readings = [_each_year(reading) for reading in readings]
        yield from (Found(match.start(), match.end(), reading) for reading in readings)
        said, end = _year_said(match, readings, issue) or said, match.end()
        yearly = yearly or any((reading.rule or "").startswith(YEARLY) for reading in readings)


def _own_year(match: re.Match[str]) -> str | None:
    """Whatever a phrase says of its year; of a phrase without a month nothing else is asked."""
    named = match.groupdict()
    said = (named.get(word) for word in ("year", "this", "next", "until_month"))
    return next(filter(None, said), None if named.get("month") else "")


def _each_year(reading: Reading) -> Reading:
    """每年9月15日前完成审核，11月底前完成批复: the second day returns each year as well."""
    if reading.kind != BY or not reading.due:
        return reading
    return Reading(RECURRING, rule=f"{YEARLY}{reading.due:%m-%d}", how="承前按年循环")


def _year_said(match: re.Match[str], readings: list[Reading], issue: Issue) -> Issue | None:
    """The year that a phrase names beside its month holds for what follows in its sentence."""
    named = match.groupdict()
    due = next((reading.due for reading in readings if reading.due), None)
    if not due or not named.get("year") or not named.get("month"):
        return None
    return replace(issue, year=due.year, on=due, whence="同句前一期限")


def _in_year(said: Issue, match: re.Match[str], issue: Issue) -> Issue:
    """The year said before, where the phrase has a later month and no word for its own year."""
    named = match.groupdict()
    month = named.get("month")
    own = any(named.get(word) for word in ("year", "this", "next")) or not month
    if own or said is issue or said.on is None or number(month or "") <= said.on.month:
        return issue
    return replace(issue, year=said.year, whence=said.whence)


def _claims(masked: str) -> list[tuple[re.Match[str], Meaning]]:
    """Which rule takes which place: an earlier rule goes before a later one."""
    taken = bytearray(len(masked))
    claims = []
    for match, meaning in _matches(masked):
        start, end = match.span()
        if end > start and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            claims.append((match, meaning))
    return sorted(claims, key=lambda claim: claim[0].start())


def _matches(masked: str) -> Iterator[tuple[re.Match[str], Meaning]]:
    """What the rules find, in their order, sentence by sentence; most sentences hold no time."""
    for sentence in SENTENCE.finditer(masked):
        if HINT.search(masked, *sentence.span()):
            for rule in RULES:
                if not rule.need or rule.need in sentence[0]:
                    for match in rule.pattern.finditer(masked, *sentence.span()):
                        yield match, rule.meaning


def _entry(
    passage: Passage, base: int, folded: str, found: list[Found], place: int
) -> DraftDeadline:
    here = found[place]
    phrase = passage.text[base + here.start : base + here.end].strip(EDGES)
    first, last = passage.lines_of(base + here.start, base + here.end)
    start, end = _deliverable(folded, found[place : place + SHARED_DATES])
    return DraftDeadline(
        phrase=phrase,
        due=here.reading.due,
        kind=here.reading.kind,
        rule=here.reading.rule,
        deliverable=short(passage.text[base + start : base + end].replace("\n", "").strip(PAUSES)),
        derivation=_derivation(phrase, here.reading),
        line_start=first,
        line_end=last,
    )


def _deliverable(folded: str, found: list[Found]) -> tuple[int, int]:
    """What follows the phrase in its sentence, over further dates that share it.

    Where nothing follows, it stands before.
    """
    here = found[0]
    start, far = here.end, min(len(folded), here.end + FAR)
    stop = ENDS.search(folded, start, far)
    sentence_end = stop.start() if stop else far
    for until in [other.start for other in found[1:] if here.end <= other.start < sentence_end]:
        if len(folded[start:until].strip(EDGES)) >= SHORTEST_DELIVERABLE:
            return start, until
        start = next(other.end for other in found if other.start == until)
    if len(folded[start:sentence_end].strip(EDGES)) >= SHORTEST_DELIVERABLE:
        return start, sentence_end
    near = max(0, here.start - FAR)
    ends = [match.end() for match in ENDS.finditer(folded, near, here.start)]
    return ends[-1] if ends else near, here.start


def short(words: str) -> str:
    """As many whole pieces between commas as fit, at least the beginning of the first."""
    if len(words) <= LONGEST_DELIVERABLE:
        return words
    cut = max(fold(words).rfind(mark, 0, LONGEST_DELIVERABLE) for mark in "，；")
    return words[:cut] if cut >= SHORTEST_DELIVERABLE else words[: LONGEST_DELIVERABLE - 1] + "…"


def _derivation(phrase: str, reading: Reading) -> str:
    result = reading.due.isoformat() if reading.due else reading.rule or "无具体日期"
    return f"{phrase} → {result}：{reading.how}"


def _doubts(
    entries: tuple[DraftDeadline, ...], found: list[Found], issue: Issue
) -> Iterator[Doubt]:
    for entry, here in zip(entries, found, strict=True):
        if here.reading.doubt:
            yield Doubt(field="deadlines", words=here.reading.doubt)
        if entry.kind == BY and entry.due and issue.on and entry.due < issue.on:
            words = f"“{entry.phrase}”（{entry.due}）早于发文日期（{issue.on}），请核对期限"
            yield Doubt(field="deadlines", words=words)
