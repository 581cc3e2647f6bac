"""What runs in the process of its own: specifications come in, pictures go out."""

import base64
import json
import resource
import sys
from typing import Any

import pylopdf_fonts_zh_cn as fonts
import vl_convert

from tasks_tracker.reports.chart_svg import refined
from tasks_tracker.reports.chart_theme import THEME

MOST_SECONDS = 60


def main() -> None:
    """Read what is wished for on standard input; answer on standard output, both in JSON."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    vl_convert.register_font_directory(str(fonts.sans_path().parent))
    pictures = [_picture(**wish) for wish in json.loads(sys.stdin.buffer.read())]
    sys.stdout.write(json.dumps([base64.b64encode(picture).decode() for picture in pictures]))


def _picture(spec: dict[str, Any], scale: float | None) -> bytes:
    how: dict[str, Any] = {"config": THEME, "allowed_base_urls": []}
    if scale is None:
        svg = vl_convert.vegalite_to_svg(spec, **how)
        return refined(svg, spec.get("description", "")).encode()
    png: bytes = vl_convert.vegalite_to_png(_on_paper(spec), scale=scale, **how)
    return png


def _on_paper(spec: dict[str, Any]) -> dict[str, Any]:
    """Pixels without a ground would be black where a program does not know of transparency."""
    return {**spec, "background": "white"}
