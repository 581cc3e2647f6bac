"""How charts look: the values of web/static/css/tokens.css, few lines, grey words."""

from typing import Any

from tasks_tracker.domain.lights import Light

FAMILY = "Noto Sans SC"
INK, INK_2, INK_3 = "#1b2430", "#465161", "#5f6a79"
LINE, LINE_STRONG = "#e1e5ea", "#c5ccd5"
PRIMARY, CALM = "#1f4b85", "#3f5873"

COLOURS: dict[Light, str] = {
    Light.SEVERE: "#7f0f1b",
    Light.OVERDUE: "#cf2233",
    Light.LAGGING: "#b46b00",
    Light.DUE_SOON: "#1a73c7",
    Light.IDLE: "#667180",
    Light.NORMAL: "#2b7d43",
    Light.DONE: "#3f5873",
}
SHAPES: dict[Light, str] = {
    Light.SEVERE: "■",
    Light.OVERDUE: "◆",
    Light.LAGGING: "▲",
    Light.DUE_SOON: "◐",
    Light.IDLE: "○",
    Light.NORMAL: "●",
    Light.DONE: "✓",
}
"""Beside the colour, so that a print in black says the same."""

THEME: dict[str, Any] = {
    "background": None,
    "font": FAMILY,
    "padding": {"left": 20, "top": 4, "right": 20, "bottom": 4},  # a page's own type may be wider
    "view": {"stroke": None},
    "axis": {
        "domainColor": LINE_STRONG,
        "gridColor": LINE,
        "labelColor": INK_2,
        "labelFontSize": 12,
        "labelLimit": 260,
        "tickColor": LINE_STRONG,
        "ticks": False,
        "title": None,
    },
    "axisX": {"labelPadding": 6},
    "axisY": {"labelPadding": 8},
    "legend": {
        "labelColor": INK_2,
        "labelFontSize": 12,
        "orient": "top",
        "symbolType": "square",
        "title": None,
    },
    "text": {"color": INK_2, "fontSize": 12},
    "bar": {"color": CALM},
    "title": {"color": INK_2, "fontSize": 12, "fontWeight": "normal"},
}
