"""Numbered papers of the office as red-head DOCX after GB/T 9704-2012: notices, slips, records.

The same letter gives the same bytes.
"""

from tasks_tracker.reports.letter_parts import Heading, Letter, Part, Table, Text

__all__ = ["Heading", "Letter", "Part", "Table", "Text", "render"]


def render(letter: Letter) -> bytes:
    """The file; what draws it is loaded when the first one is asked for."""
    from tasks_tracker.reports.docx_letter import render as draw

    return draw(letter)
