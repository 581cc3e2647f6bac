"""What stands in an address or a form: numbers, days and words that the database can take."""

from datetime import date
from itertools import chain

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter

LARGEST = 2**63 - 1
DIGITS = 18
"""A number with more of them fits into no row."""
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
LONGEST = 100
"""Characters of a search that count."""


class _Id(IntegerConverter):
    """The number of a row; there is no page about one that no database can hold."""

    def __init__(self, *given: object, **more: object) -> None:
        super().__init__(*given, **{**more, "max": LARGEST})  # type: ignore[arg-type]


def install(app: Flask) -> None:
    """Before any route is registered, and after `access`: strangers send what they like, unread."""
    app.url_map.converters["int"] = _Id
    app.before_request(_refuse_unkeepable)


def _refuse_unkeepable() -> None:
    """PostgreSQL keeps no NUL in a text, and no person ever typed one."""
    sent = chain(*request.args.listvalues(), *request.form.listvalues())
    files = (file.filename or "" for file in chain(*request.files.listvalues()))
    if any("\0" in text for text in chain(sent, files)):
        abort(400)


def number(name: str) -> int | None:
    """A number asked for; None where it is none that a row can have."""
    found = request.args.get(name, type=int)
    return found if found is not None and 0 < found <= LARGEST else None


def whole(text: str | None) -> int | None:
    """The number that a hidden field or a tick holds; None for what no page of ours has sent."""
    is_plain = text is not None and text.isascii() and text.isdigit() and len(text) <= DIGITS
    return int(text) if text and is_plain else None


def day(name: str) -> date | None:
    return parsed_day(request.args.get(name, ""))


def parsed_day(text: str) -> date | None:
    """A day of a century in which there are plans; None for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def words(name: str) -> str:
    return request.args.get(name, "").strip()[:LONGEST].strip()
