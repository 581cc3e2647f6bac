"""The file behind a draft: read under the rules of the office, and kept as it came."""

from collections.abc import Callable, Sequence

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.importer.files.paper import Paper
from tasks_tracker.importer.source import Unreadable, read
from tasks_tracker.operations.secrecy import refuse_marked_name, refuse_marked_text

Keep = Callable[[bytes], str]
"""Puts a file away and answers the name under which it is kept."""


def read_file(file_name: str, raw: bytes, roles: Sequence[str] = ()) -> Paper:
    """What the file says, unless it cannot be read or bears a mark of secrecy."""
    try:
        refuse_marked_name(file_name)
        paper = read(file_name, raw, roles=roles)
        refuse_marked_text([paper.text, paper.beside])
    except (Unreadable, Refusal) as reason:
        raise Refusal(reason.words, field="file") from None
    return paper
