"""The yearly notice of days off as it is worded: ranges of days, who works them, and the counts."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from tasks_tracker.domain.calendar import DayKind, SpecialDay
from tasks_tracker.domain.deadlines import is_weekend
from tasks_tracker.importer.files.paper import Unreadable
from tasks_tracker.importer.holidays.spans import Days, days_in

ORDINAL = r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])"
SECTION = re.compile(rf"^{ORDINAL}?(?P<name>[^:,。\d]{{2,20}}):")
BEGINNING = re.compile(rf"(?<=。)(?={ORDINAL}[^:,。\d]{{2,20}}:)")
DAY = re.compile(r"\d日")
SIGNATURE = re.compile(r"^.{0,20}\d{4}年\d{1,2}月\d{1,2}日$")
DOC_NO = re.compile(r"[\u4e00-\u9fff]{2,12}〔\d{4}〕\d+号")
YEAR = re.compile(r"(?:关于|现将)(\d{4})年")
VERB = re.compile(r"放假|补休|公休|调休|上班")
COUNT = re.compile(r"(?:共|放假)(\d{1,2})天")
ADVICE = ("鼓励", "建议")
LONGEST_NAME = 80


@dataclass
class _Section:
    """One holiday as the notice has it, over one or several lines."""

    line: int
    name: str
    words: str

    @property
    def is_whole(self) -> bool:
        return self.words.endswith("。")


@dataclass
class Reading:
    """What was read, day by day."""

    year: int
    doc_no: str = ""
    days: dict[date, SpecialDay] = field(default_factory=dict)

    def enter(self, day: date, kind: DayKind, name: str, where: str) -> None:
        known = self.days.get(day)
        if known and known.kind is not kind:
            raise Unreadable(f"{where}：{day.month}月{day.day}日又放假又上班，请核对。")
        if kind is DayKind.MAKEUP and not is_weekend(day):
            raise Unreadable(f"{where}：{day.month}月{day.day}日不是周末，本来就要上班，请核对。")
        if not self._is_near(day):
            raise Unreadable(f"{where}：{day.isoformat()}不在{self.year}年，请核对年份。")
        self.days[day] = known or SpecialDay(day, kind, name[:LONGEST_NAME])

    def _is_near(self, day: date) -> bool:
        """New Year's holidays may reach back into December."""
        return day.year == self.year or (day.year, day.month) == (self.year - 1, 12)


def read_notice(text: str, year: int) -> Reading:
    """The days off and make-up days of a year; refuses what it cannot read, with its line."""
    lines = [re.sub(r"\s+", "", unicodedata.normalize("NFKC", line)) for line in text.splitlines()]
    reading = Reading(year, _number(lines))
    _check_year("".join(lines), year)
    for section in _sections(lines):
        _read(section, reading)
    if not reading.days:
        raise Unreadable(
            "没有读到放假的日期。请粘贴通知全文，每个假期一段，如“国庆节：10月1日至7日放假”。"
        )
    return reading


def _number(lines: list[str]) -> str:
    return next((found[0] for line in lines if (found := DOC_NO.search(line))), "")


def _check_year(text: str, year: int) -> None:
    named = YEAR.search(text)
    if named and int(named[1]) != year:
        raise Unreadable(f"这是{named[1]}年的通知，要录入的是{year}年，请核对。")


def _sections(lines: list[str]) -> list[_Section]:
    """Each holiday with its line; what stands around them must not hold days."""
    sections: list[_Section] = []
    for number, line in _pieces(lines):
        has_day = DAY.search(line) is not None
        head = SECTION.match(line) if has_day else None
        if head:
            sections.append(_Section(number, head["name"], line[head.end() :]))
        elif SIGNATURE.match(line):
            continue
        elif sections and (has_day or not sections[-1].is_whole):
            sections[-1].words += line
        elif has_day:
            raise Unreadable(_not_read(number, line))
    return sections


def _pieces(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The lines with their numbers; what was pasted as one line is taken apart."""
    for number, line in enumerate(lines, 1):
        for piece in BEGINNING.split(line):
            yield number, piece


def _read(section: _Section, reading: Reading) -> None:
    month = 0
    first, *others = re.split("[。;]", section.words)
    for sentence in [first, *(words for words in others if not SIGNATURE.match(words))]:
        if not DAY.search(sentence) or sentence.startswith(ADVICE):
            continue
        where = f"第 {section.line} 行（{section.name}）"
        off = set()
        for clause, kind in _clauses(sentence, section):
            found: Days = days_in(clause, year=reading.year, month=month, where=where)
            month = found.month
            for day in found.days:
                reading.enter(day, kind, section.name, where)
            off |= set(found.days) if kind is DayKind.HOLIDAY else set()
        _check_count(sentence, len(off), where)


def _clauses(sentence: str, section: _Section) -> Iterator[tuple[str, DayKind]]:
    """The days before each verb, and what the verb makes of them."""
    start = 0
    for verb in VERB.finditer(sentence):
        words = sentence[start : verb.start()]
        start = verb.end()
        if DAY.search(words):
            yield words, DayKind.MAKEUP if verb[0] == "上班" else DayKind.HOLIDAY
    if DAY.search(sentence[start:]):
        raise Unreadable(_not_read(section.line, sentence))


def _check_count(sentence: str, count: int, where: str) -> None:
    said = COUNT.search(sentence)
    if said and count and int(said[1]) != count:
        raise Unreadable(f"{where}：写的是 {said[1]} 天，按日期数是 {count} 天，请核对。")


def _not_read(number: int, words: str) -> str:
    return f"第 {number} 行没有读懂：“{words[:60]}”。请写成“10月1日至7日放假”“9月28日上班”这样。"
