"""The looks of cells in an Excel file; each is made once and shared by all that look alike."""

from typing import Any

FONT, SIZE, LARGE = "宋体", 10, 15
FILL_IN = "#FFFDE7"
HEAD = "#E7ECF2"
LINE = "#B7BFC8"
SHOWN = {
    "number": {"num_format": "General", "align": "right"},
    "tenths": {"num_format": "0.0", "align": "right"},
    "date": {"num_format": 'yyyy"年"m"月"d"日"', "align": "left"},
    "percent": {"num_format": "0.0%", "align": "right"},
}


class Formats:
    """The formats of one file."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[Any, Any] = {}
        text = {"font_name": FONT, "font_size": SIZE, "text_wrap": True, "valign": "vcenter"}
        self._cell = {**text, "border": 1, "border_color": LINE}
        centred = {"bold": True, "align": "center"}
        self.head = workbook.add_format({**self._cell, **centred, "bg_color": HEAD})
        self.title = workbook.add_format({**text, **centred, "font_size": LARGE})
        self.note = workbook.add_format({**text, "align": "left"})

    def of(self, kind: str, *, locked: bool = True, **more: Any) -> Any:
        """`more` as `_properties` takes it: is_total, is_quoted, tint."""
        key = (str(kind), locked, *sorted(more.items()))
        if key not in self._made:
            properties = _properties(str(kind), locked=locked, **more)
            self._made[key] = self._workbook.add_format(self._cell | properties)
        return self._made[key]


def _properties(
    kind: str, *, locked: bool, is_total: bool = False, is_quoted: bool = False, tint: str = ""
) -> dict[str, Any]:
    made = {**SHOWN.get(kind, {}), "locked": locked, "bold": is_total, "quote_prefix": is_quoted}
    if not locked and kind not in SHOWN:
        made["num_format"] = "@"  # what is typed there stays what was typed
    colour = tint or ("" if locked else FILL_IN)
    return made | ({"bg_color": colour} if colour else {})
