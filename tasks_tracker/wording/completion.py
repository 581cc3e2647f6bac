"""Words for the members of the enumerations of checks."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.checks import CheckReason, Finding

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    CheckReason: {
        CheckReason.SAMPLE: "抽查",
        CheckReason.COMPLAINT: "群众反映",
        CheckReason.ROUTINE: "回头看",
    },
    Finding: {
        Finding.TRUE: "属实",
        Finding.PARTLY: "部分不实",
        Finding.UNTRUE: "不实",
    },
}
