"""How cells of a workbook are shown, where the value alone would mislead: percent and months."""

import re
from collections.abc import Mapping

from tasks_tracker.importer.files.limits import within_rows
from tasks_tracker.importer.files.markup import Element, parsed
from tasks_tracker.importer.files.package import Package
from tasks_tracker.importer.files.relations import related

SHEETS = re.compile("/(?:worksheet|chartsheet|dialogsheet)$")
STYLES = re.compile("/styles$")
CELL = re.compile(rb"<(?:[a-z]\w*:)?c\s([^<>]*)")
PLACE = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,9})"')
STYLE = re.compile(rb'\bs="([0-9]{1,6})"')
ROW = re.compile(rb'<(?:[a-z]\w*:)?row\s[^<>]*?\br="([0-9]{1,9})"')
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
BUILT_IN = {9: "percent", 10: "percent", 17: "month", 27: "month", 57: "month", 55: "month"}
Place = tuple[int, int]


class Formats:
    """What the styles of a workbook say about its cells."""

    def __init__(self, package: Package, main: str) -> None:
        root = next(iter(related(package, main, STYLES).values()), "")
        content = package.part(root)
        self._package = package
        self._kinds = _kinds(parsed(content)) if content else {}
        self._parts = related(package, main, SHEETS)
        self._sheets = _sheets(parsed(package.required(main)))

    def of_sheet(self, name: str) -> Mapping[Place, str]:
        """The cells of a sheet that show a percentage or a month, by row and column from 0."""
        content = self._package.part(self._parts.get(self._sheets.get(name, ""), ""))
        if content is None:
            return {}
        _within(content)
        wanted = {str(at).encode(): kind for at, kind in self._kinds.items()}
        return dict(_shown(content, wanted)) if wanted else {}


def _sheets(workbook: Element) -> dict[str, str]:
    """Names of sheets with the ids by which the workbook refers to their parts."""
    return {
        one.get("name", ""): next((value for key, value in one.items() if key.endswith("}id")), "")
        for one in workbook.iter("{*}sheet")
    }


def _kinds(styles: Element) -> dict[int, str]:
    codes = {
        int(one.get("numFmtId", "0")): _kind(one.get("formatCode", ""))
        for one in styles.iter("{*}numFmt")
        if one.get("numFmtId", "").isdecimal()
    }
    formats = next(styles.iter("{*}cellXfs"), None)
    if formats is None:
        return {}
    used = [
        int(one.get("numFmtId") or 0) for one in formats if (one.get("numFmtId") or "0").isdecimal()
    ]
    known = BUILT_IN | codes
    return {at: kind for at, number in enumerate(used) if (kind := known.get(number))}


def _kind(code: str) -> str | None:
    """percent for 0.0%, month for yyyy"年"m"月", year for yyyy; None for everything else."""
    plain = LITERAL.sub("", code.split(";")[0]).lower()
    if "%" in plain:
        return "percent"
    if "d" in plain or "h" in plain or "s" in plain or "y" not in plain:
        return None
    return "month" if "m" in plain else "year"


def _within(content: bytes) -> None:
    """How far the sheet reaches, before its cells are spread out in memory."""
    rows = max((int(found[1]) for found in ROW.finditer(content)), default=0)
    letters = {found[1] for found in map(PLACE.search, _cells(content)) if found}
    farthest = max(letters, key=lambda one: (len(one), one), default=b"A")
    places = [int(found[2]) for found in map(PLACE.search, _cells(content)) if found]
    within_rows(max([rows, *places]), _column(farthest) + 1)


def _cells(content: bytes) -> list[bytes]:
    return CELL.findall(content)


def _shown(content: bytes, wanted: Mapping[bytes, str]) -> list[tuple[Place, str]]:
    found = []
    for attributes in _cells(content):
        style = STYLE.search(attributes)
        kind = wanted.get(style[1]) if style else None
        place = PLACE.search(attributes) if kind else None
        if kind and place:
            found.append(((int(place[2]) - 1, _column(place[1])), kind))
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
