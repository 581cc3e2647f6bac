"""A DOCX as those who measure it read it: styles, paragraphs, tables, sections."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def number(element: Any, name: str) -> float:
    """A number of an element; 0 where nothing is said."""
    return float(element.get(w(name), 0)) if element is not None else 0.0


def differs(what: str, is_now: float, wanted: float, by: float = 0.5) -> Iterator[str]:
    """In millimetres."""
    if abs(is_now - wanted) > by:
        yield f"{what}是 {is_now:.1f} 毫米，应为 {wanted:g} 毫米"


@dataclass(frozen=True)
class Style:
    """What a style says itself."""

    element: Any

    @property
    def fonts(self) -> Any:
        found = self.element.find(f"{w('rPr')}/{w('rFonts')}")
        return {} if found is None else found

    @property
    def half_points(self) -> float:
        return number(self.element.find(f"{w('rPr')}/{w('sz')}"), "val")

    @property
    def colour(self) -> str:
        found = self.element.find(f"{w('rPr')}/{w('color')}")
        return "" if found is None else found.get(w("val"), "")

    @property
    def tracking(self) -> float:
        """Points between characters."""
        return number(self.element.find(f"{w('rPr')}/{w('spacing')}"), "val") / 20

    @property
    def exact_line(self) -> float:
        """Points; 0 where lines are not of one height."""
        spacing = self.element.find(f"{w('pPr')}/{w('spacing')}")
        is_exact = spacing is not None and spacing.get(w("lineRule")) == "exact"
        return number(spacing, "line") / 20 if is_exact else 0.0

    @property
    def before(self) -> float:
        return number(self.element.find(f"{w('pPr')}/{w('spacing')}"), "before") / 20

    @property
    def align(self) -> str:
        found = self.element.find(f"{w('pPr')}/{w('jc')}")
        return "" if found is None else found.get(w("val"), "")

    @property
    def has_added_space(self) -> bool:
        """Between digits and Chinese characters."""
        said = [self.element.find(f"{w('pPr')}/{w(f'autoSpace{kind}')}") for kind in ("DE", "DN")]
        return any(one is None or one.get(w("val")) not in {"0", "false"} for one in said)

    def indent(self, side: str) -> float:
        """Characters."""
        return number(self.element.find(f"{w('pPr')}/{w('ind')}"), side) / 100


@dataclass(frozen=True)
class Paragraph:
    """One paragraph of the body, outside of tables."""

    style: str
    words: str
    element: Any

    @property
    def own(self) -> Style:
        """What it says for itself, beside its style."""
        return Style(self.element)

    @property
    def begins_page(self) -> bool:
        return self.element.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None

    @property
    def line_below(self) -> Any:
        return self.element.find(f"{w('pPr')}/{w('pBdr')}/{w('bottom')}")

    @property
    def own_fonts(self) -> list[str]:
        """Fonts that somebody gave to pieces of it by hand."""
        found = self.element.iterfind(f".//{w('r')}/{w('rPr')}/{w('rFonts')}")
        return [fonts.get(w("eastAsia"), "") for fonts in found]

    @property
    def sizes(self) -> list[float]:
        found = self.element.iterfind(f".//{w('r')}/{w('rPr')}/{w('sz')}")
        return [number(size, "val") / 2 for size in found]


class Sheet:
    """The parts of the package that are looked at."""

    def __init__(self, read: Mapping[str, bytes]) -> None:
        self._read = read
        self._document = self._part("word/document.xml")
        self._styles = {
            style.find(w("name")).get(w("val")): Style(style)
            for style in self._part("word/styles.xml").iterfind(w("style"))
            if style.get(w("type")) == "paragraph"
        }
        self._names = {
            style.element.get(w("styleId")): name for name, style in self._styles.items()
        }

    def _part(self, name: str) -> Any:
        return etree.fromstring(self._read[name], PARSER)

    def style(self, name: str) -> Style | None:
        return self._styles.get(name)

    @cached_property
    def sections(self) -> list[Any]:
        return list(self._document.iter(w("sectPr")))

    @cached_property
    def paragraphs(self) -> list[Paragraph]:
        return [self._paragraph(one) for one in self._document.iterfind(f"{w('body')}/{w('p')}")]

    @cached_property
    def tables(self) -> list[Any]:
        return list(self._document.iterfind(f"{w('body')}/{w('tbl')}"))

    def of(self, style: str) -> list[Paragraph]:
        return [one for one in self.paragraphs if one.style == style]

    @property
    def has_embedded_fonts(self) -> bool:
        fonts = self._read.get("word/fontTable.xml", b"<none/>")
        return any("embed" in str(one.tag) for one in etree.fromstring(fonts, PARSER).iter())

    @property
    def tells_odd_from_even(self) -> bool:
        return self._part("word/settings.xml").find(w("evenAndOddHeaders")) is not None

    @property
    def footers(self) -> Iterator[tuple[str, str]]:
        """Of which pages, and what is written there; the number is called PAGE."""
        links = etree.fromstring(self._read_links(), PARSER)
        targets = {link.get("Id"): link.get("Target") for link in links}
        for section in self.sections:
            for footer in section.iterfind(w("footerReference")):
                part = self._part(f"word/{targets[footer.get(f'{{{R}}}id')]}")
                yield footer.get(w("type")), _words(part).strip()

    def _read_links(self) -> bytes:
        return self._read["word/_rels/document.xml.rels"]

    def _paragraph(self, element: Any) -> Paragraph:
        named = element.find(f"{w('pPr')}/{w('pStyle')}")
        identity = named.get(w("val")) if named is not None else ""
        return Paragraph(self._names.get(identity, identity), _words(element), element)


def words_in(element: Any) -> str:
    return _words(element)


def _words(element: Any) -> str:
    """A field is written as its name."""
    pieces = []
    for one in element.iter(w("t"), w("tab"), w("fldSimple")):
        if one.tag == w("fldSimple"):
            pieces.append(one.get(w("instr"), "").strip())
        elif one.tag == w("tab"):
            pieces.append("\t" if one.getparent().tag == w("r") else "")
        elif not any(above.tag == w("fldSimple") for above in one.iterancestors()):
            pieces.append(one.text or "")
    return "".join(pieces)
