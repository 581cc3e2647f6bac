"""What of a text a person can see."""

import re

UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufffe\uffff]"
)
"""Control characters, those of no width, those that turn the direction of writing, and none."""


def visible(text: str) -> str:
    """Without what nobody sees: a name would be another name by it, PostgreSQL keeps no NUL, and
    office files none of the control characters."""
    return UNSEEN.sub("", text)
