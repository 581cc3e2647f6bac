"""Bound numbers as people edit them: 【逾期 28】 stands for a figure and its value (pure)."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.reports.circular_body import paragraphs
from tasks_tracker.reports.circular_numbers import numbers
from tasks_tracker.reports.circular_snapshot import Paragraph, Part, Snapshot
from tasks_tracker.reports.circular_sources import MEANINGS, PLACE, meaning

TOKEN = re.compile(r"【([^【】\n]*)】")
OTHER_LABEL = "数"
"""Of a number that is no longer known by name."""
LONGEST = 2000
MOST_PARAGRAPHS = 12


@dataclass(frozen=True)
class Token:
    """A figure under the name that it has in the editor."""

    label: str
    value: str
    figure: str

    @property
    def words(self) -> str:
        return f"【{self.label} {self.value}】"


def stem(figure: str) -> str:
    """late.3 → late, plan.2.due → plan.due."""
    return PLACE.sub("", figure)


def label_of(figure: str) -> str:
    """What a number is called."""
    try:
        return re.sub(r"[\s【】]", "", meaning(figure)[0])
    except KeyError:
        return OTHER_LABEL


def known(snapshot: Snapshot) -> dict[str, str]:
    """Every figure that may be named, as it is written: those of the drafted text first."""
    drafted = {part.figure: part.words for one in paragraphs(snapshot.text) for part in one}
    return {**numbers(snapshot.figures), **{key: said for key, said in drafted.items() if key}}


def tokens_of(sentence: Paragraph) -> list[Token]:
    """The numbers of a paragraph in their order; those of one name are told apart."""
    found: list[Token] = []
    met: Counter[str] = Counter()
    for part in sentence:
        if not part.figure or any(one.figure == part.figure for one in found):
            continue
        label = label_of(part.figure)
        met[label] += 1
        name = label if met[label] == 1 else f"{label}{_nth(met[label])}"
        found.append(Token(name, part.words, part.figure))
    return found


def _nth(number: int) -> str:
    """② and on; beyond ⑳ in plain digits, divided from the value by more than a blank."""
    last = 20
    return chr(ord("①") + number - 1) if number <= last else f"第{number}个"


def offered(snapshot: Snapshot) -> list[Token]:
    """Figures of the whole circular that may be named anywhere."""
    values = known(snapshot)
    plain = [figure for figure in MEANINGS if figure in values]
    return [Token(label_of(figure), values[figure], figure) for figure in plain]


def in_words(sentence: Paragraph) -> str:
    """A paragraph as it stands in the editor."""
    named = {token.figure: token.words for token in tokens_of(sentence)}
    return "".join(named.get(part.figure, part.words) for part in sentence)


def taken(text: str, drafted: Paragraph, snapshot: Snapshot) -> list[Paragraph]:
    """What was typed, line by line, with its numbers bound; a number that was changed refuses."""
    if len(text) > LONGEST:
        raise Refusal(f"一段最多 {LONGEST} 字，请分开写。", field="text")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_PARAGRAPHS:
        raise Refusal(f"一处最多写 {MOST_PARAGRAPHS} 段。", field="text")
    names = {token.label: token for token in (*offered(snapshot), *tokens_of(drafted))}
    return [_bound(line, names) for line in lines]


def _bound(line: str, names: Mapping[str, Token]) -> Paragraph:
    pieces = TOKEN.split(line)
    if any(mark in piece for piece in pieces[::2] for mark in "【】"):
        raise Refusal("有一个数的标记不完整，请把【名称 数值】整个留住。", field="text")
    parts = [
        _part(piece, names) if place % 2 else Part(piece)
        for place, piece in enumerate(pieces)
        if piece or place % 2
    ]
    return tuple(parts)


def _part(inner: str, names: Mapping[str, Token]) -> Part:
    label, _, value = inner.strip().partition(" ")
    token = names.get(label)
    if token is None:
        raise Refusal(f"【{inner}】不是这里可用的数，请照右边列出的写。", field="text")
    if value.strip() != token.value:
        raise Refusal(
            f"【{inner}】：台账的数是 {token.value}，通报里的数不能手改。请写回{token.words}。",
            field="text",
        )
    return Part(token.value, token.figure)
