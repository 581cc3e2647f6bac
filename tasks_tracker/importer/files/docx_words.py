"""The words of one paragraph: what a reader of the printed page would see."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tasks_tracker.importer.files.docx_names import (
    ALTERNATE,
    BOX,
    BR,
    CHOICE,
    CR,
    DEL,
    FALLBACK,
    HYPHEN,
    M_TEXT,
    MOVED,
    P_PR,
    R_PR,
    RUBY_TEXT,
    TAB,
    VANISH,
    R,
    T,
    is_on,
)
from tasks_tracker.importer.files.markup import Element

SPOKEN = {T: "", M_TEXT: "", TAB: " ", BR: "\n", CR: "\n", HYPHEN: "-"}
SILENT = {DEL, MOVED, FALLBACK, RUBY_TEXT, P_PR, R_PR}
UNUSUAL = (DEL, MOVED, FALLBACK, RUBY_TEXT, BOX, VANISH)
ASKED = (*SPOKEN, *UNUSUAL)


@dataclass
class Words:
    """The text of a paragraph, and the text boxes that hang on it."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)


def words_of(paragraph: Element) -> Words:
    """Insertions count, deletions and hidden text do not."""
    words = Words()
    for element in paragraph.iter(*ASKED):
        tag = element.tag
        if tag == T:
            words.parts.append(element.text or "")
        elif tag in UNUSUAL:
            return _carefully(paragraph)
        elif tag != TAB or element.getparent().tag == R:  # tab stops are properties
            words.parts.append(SPOKEN[tag] or element.text or "")
    return words


def _carefully(paragraph: Element) -> Words:
    words = Words()
    for element in _seen(paragraph):
        if element.tag == BOX:
            words.boxes.append(element)
        else:
            words.parts.append(SPOKEN[element.tag] or element.text or "")
    return words


def _seen(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in SPOKEN or child.tag == BOX:
            yield child
        elif child.tag == ALTERNATE:
            yield from _seen(_variant(child))
        elif child.tag not in SILENT and not _is_hidden(child):
            yield from _seen(child)


def _variant(alternate: Element) -> Element:
    """The first of several forms of the same thing."""
    choice = alternate.find(CHOICE)
    fallback = alternate.find(FALLBACK)
    return next((one for one in (choice, fallback) if one is not None), alternate)


def _is_hidden(child: Element) -> bool:
    return child.tag == R and is_on(child.find(R_PR), VANISH)
