"""Of what a numbered paper is made; what it looks like is docx_letter's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    words: str
    kind: ClassVar[str] = "text"


@dataclass(frozen=True)
class Heading:
    """一、…: a heading of the first level."""

    words: str
    kind: ClassVar[str] = "heading"


@dataclass(frozen=True)
class Table:
    """A ruled table; widths in millimetres, 156 in all at most."""

    head: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]
    kind: ClassVar[str] = "table"


Part = Text | Heading | Table


@dataclass(frozen=True)
class Letter:
    """One paper."""

    masthead: str
    """The office in red: 聊城市人民政府督查室."""
    number: str
    """督办〔2021〕12号."""
    title: Sequence[str]
    """In lines, broken where one breathes."""
    addressees: str
    """市发展改革委：with its colon; empty for a record that is sent to nobody."""
    body: Sequence[Part]
    signature: str
    on: date
    copies: str = ""
    """抄送; with it the paper ends with 版记."""
