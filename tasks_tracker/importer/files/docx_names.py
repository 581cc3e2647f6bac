"""The names of WordprocessingML that reading needs, in both of its dialects."""

from typing import Any

from tasks_tracker.importer.files.markup import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FALLBACK, ALTERNATE, CHOICE = MC + "Fallback", MC + "AlternateContent", MC + "Choice"
BODY, P, R, T, TAB, BR, CR = (W + name for name in ("body", "p", "r", "t", "tab", "br", "cr"))
TBL, TR, TC, TBL_PR, TR_PR, TC_PR = (
    W + name for name in ("tbl", "tr", "tc", "tblPr", "trPr", "tcPr")
)
P_PR, R_PR, NUM_PR, P_STYLE = (W + name for name in ("pPr", "rPr", "numPr", "pStyle"))
ILVL, NUM_ID, OUTLINE, VANISH = (W + name for name in ("ilvl", "numId", "outlineLvl", "vanish"))
SPAN, V_MERGE, BEFORE = (W + name for name in ("gridSpan", "vMerge", "gridBefore"))
SDT, SDT_CONTENT, CUSTOM, INS = (W + name for name in ("sdt", "sdtContent", "customXml", "ins"))
DEL, MOVED, MOVED_TO, HYPHEN = (W + name for name in ("del", "moveFrom", "moveTo", "noBreakHyphen"))
BOX, RUBY_TEXT, CELL_DEL = (W + name for name in ("txbxContent", "rt", "cellDel"))
VAL = W + "val"
OFF = {"0", "false", "off", "none"}


def value_of(element: Element | None, default: str = "") -> str:
    """The value of a property, the default where it is absent."""
    return default if element is None else element.get(VAL, default)


def whole_number(words: str, default: int = 0) -> int:
    """A number out of an attribute; what is none counts as the default."""
    try:
        return int(words)
    except ValueError:
        return default


def is_on(parent: Element | None, name: str) -> bool:
    """Whether a switch is set: present, and not switched off."""
    found: Any = None if parent is None else parent.find(name)
    return found is not None and found.get(VAL, "1") not in OFF
