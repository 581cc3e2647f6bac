"""What reading a file yields: a paper, or the reason why it cannot be read."""

from dataclasses import dataclass


class Unreadable(Exception):
    """The file holds no text that could be read; `words` tells a person why and what to do."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a spreadsheet: its header, what it is taken for, a few of its cells."""

    sheet: str
    header: str
    role: str
    samples: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A file as text, with numbered lines to which everything read from it is traced."""

    text: str
    format: str = "txt"
    columns: tuple[Column, ...] = ()
    """The columns of a spreadsheet, from sheet to sheet."""
    beside: str = ""
    """Words of the file that are no part of the document: headers, footers, remarks."""
    remarks: tuple[str, ...] = ()
    """What a person should know about the reading."""


@dataclass(frozen=True)
class Grid:
    """One sheet as it stands; the first row is the first row of the sheet, be it empty."""

    name: str
    rows: list[list[str]]
