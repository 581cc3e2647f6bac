"""Responsibility clauses: where they stand in a passage."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tasks_tracker.importer.folding import REACH, closing, opening
from tasks_tracker.importer.lines import Passage
from tasks_tracker.importer.shares import (
    DIVISION,
    DUTY,
    LABEL,
    LABELS,
    LEAD,
    REMARK,
    SUPPORT,
    Clause,
    clause_of,
    shares_by_verb,
    shares_of,
)
from tasks_tracker.importer.units import looks_like_unit, named_body, split_names

SENTENCE_END = re.compile(rf"。|\n(?!(?:{LABEL.pattern}))")
RUNNING = re.compile(
    rf"(?<=[。；])\s*(?=(?:{LABEL.pattern}))|(?<=，)(?=(?:牵头|责任|主责|落实|承办)(?:单位|部门)：)"
)
LABELLED = re.compile(r"（(?=\s*(?:[^（）：，；。]{0,8})(?:（[^（）]{1,3}）)?\s*：)")
VERB_BRACKET = re.compile(
    r"(?:牵头|配合|参与|参加|负责|落实|实施|指导|保障|支持|协调|监督|职责分工|(?:配合|保障|协助|服务)工作)"
    r"(?:[，；][^（）：]{2,14}|[。，；][^（）：。]{0,6}(?:以下|下同)(?:[^（）：]|（[^（）]{1,8}）){0,60})?\s*）"
)
# 甲、乙，6月底完成: the time is all that tells such a bracket from a mere list.
TIMED = re.compile(
    r"，[^，；（）：。]{0,10}(?:[年月日底]|季度|半年|长期|持续)[^，；（）：。]{0,8}）"
)
# （甲负责；完成时限：6月底）: the label stands behind the units.
TIME_LAST = re.compile(rf"[；，。]\s*(?:{LABELS[3][1]})：[^（）：]{{1,24}}）")
BARE = re.compile(r"(?:(?<=[。；\n])|^)\s*（(?P<names>[^。：（）]*(?:（[^（）]*）[^。：（）]*)*)）")
ORDINAL = re.compile(r"(?:[0-9]{1,2}[.、]|（[0-9]{1,2}）|[①-⑳])\s*")
FIRST_LEADS = re.compile(r"(?:第一|首)个?(?:位|单位|部门)(?:者|的)?(?:均)?为牵头(?:单位|部门)")


def find_clauses(passage: Passage, *, first_leads: bool = False) -> list[Clause]:
    """All clauses of a passage, in the order of the text."""
    folded = passage.folded
    found: list[Clause] = []
    for start, end, unclosed in sorted(_spans(passage, folded)):
        if found and start < found[-1].end:
            continue
        shares = shares_of(passage.text[start:end], folded[start:end])
        if any(names for rank, names in shares if rank in (LEAD, SUPPORT, DUTY)):
            clause = clause_of((start, end), shares, first_leads=first_leads, unclosed=unclosed)
            helps = found and not clause.lead and not folded[found[-1].end : start].strip()
            found[-1:] = [_with_help(found[-1], clause)] if helps else [*found[-1:], clause]
    return found


def _with_help(clause: Clause, help_: Clause) -> Clause:
    """【牵头单位：甲局】【配合单位：乙局】 is one clause in two brackets."""
    support = (*clause.support, *help_.support)
    return replace(clause, end=help_.end, support=support, only_responsible=False)


def _spans(passage: Passage, folded: str) -> Iterator[tuple[int, int, bool]]:
    """Where clauses may stand: brackets with labels or verbs, lines that open with a label."""
    yield from _labelled(folded)
    yield from _with_verbs(folded)
    yield from _bare(folded)
    yield from _timed(folded)
    yield from _running(folded)
    for line in passage.starts:
        ordinal = ORDINAL.match(folded, line)
        start = ordinal.end() if ordinal else line
        division = DIVISION.match(folded, start)
        if division or LABEL.match(folded, start):
            yield start, _to_sentence_end(folded, division.end() if division else start), False


def _labelled(folded: str) -> Iterator[tuple[int, int, bool]]:
    for match in LABELLED.finditer(folded):
        if LABEL.match(folded, match.end()) or LABEL.match(folded, match.end() + 1):
            end = closing(folded, match.start())
            yield (
                match.start(),
                _to_sentence_end(folded, match.end()) if end is None else end + 1,
                end is None,
            )


def _with_verbs(folded: str) -> Iterator[tuple[int, int, bool]]:
    for match in VERB_BRACKET.finditer(folded):
        start = opening(folded, match.end() - 1)
        if start is not None and _is_duty(folded[start + 1 : match.end() - 1]):
            yield start, match.end(), False


def _running(folded: str) -> Iterator[tuple[int, int, bool]]:
    """A sentence that opens with a label, in running text."""
    for match in RUNNING.finditer(folded):
        yield match.end(), _to_sentence_end(folded, match.end()), False


def _bare(folded: str) -> Iterator[tuple[int, int, bool]]:
    """Behind a sentence, a bracket that holds nothing but units."""
    for match in BARE.finditer(folded):
        if all(named_body(name) for name in split_names(match["names"])):
            yield match.start("names") - 1, match.end(), False


def _timed(folded: str) -> Iterator[tuple[int, int, bool]]:
    """A bracket of units whose last item is a time, with or without a label."""
    for pattern in (TIMED, TIME_LAST):
        for match in pattern.finditer(folded):
            start = opening(folded, match.end() - 1)
            if start is not None and _names_units(folded[start + 1 : match.start()]):
                yield start, match.end(), False


def _names_units(content: str) -> bool:
    return _is_duty(content) or all(map(named_body, split_names(content) or ("",)))


def _to_sentence_end(folded: str, start: int) -> int:
    """The full stop, or the end of a line that no further label follows."""
    far = min(len(folded), start + REACH)
    end = SENTENCE_END.search(folded, start, far)
    return end.start() if end else far


def _is_duty(content: str) -> bool:
    """A bracket that ends with a verb of duty is a clause only where a unit stands before it."""
    content = REMARK.sub("", content)
    if "。" in content or "：" in content:
        return False
    shares = shares_by_verb(content, content)
    if "由" in content[1:]:
        return False
    return bool(shares) and all(
        looks_like_unit(name) or named_body(name) for name in shares[0][1][:1]
    )
