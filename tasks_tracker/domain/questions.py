"""What a reviewer might ask about a report: kinds of questions, which decide nothing."""

from enum import StrEnum


class QuestionKind(StrEnum):
    """Why something is asked. Nothing of it enters a score, a light or a circular."""

    EMPTY = "empty"
    SAME_TEXT = "same_text"
    COPIED = "copied"
    UNMOVED = "unmoved"
    NO_EVIDENCE = "no_evidence"
    USED_EVIDENCE = "used_evidence"
    OLD_EVIDENCE = "old_evidence"
    BELOW_TARGET = "below_target"
    LAST_DAY = "last_day"
