"""Style sheets and scripts: addresses carry a hash of the content, so browsers may keep them."""

import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

FOR_EVER = "public, max-age=31536000, immutable"


def install(app: Flask) -> None:
    hashes = _hashes(Path(str(app.static_folder)))

    def mark(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values["v"] = hashes.get(values["filename"])

    def keep(response: Response) -> Response:
        is_marked = request.endpoint == "static" and "v" in request.args
        if is_marked and response.status_code in (200, 304):
            response.headers["Cache-Control"] = FOR_EVER
        return response

    app.url_defaults(mark)
    app.after_request(keep)


def _hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): _hash(path) for path in files}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
