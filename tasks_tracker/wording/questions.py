"""Words for the questions that are put to a reviewer."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.questions import QuestionKind

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    QuestionKind: {
        QuestionKind.EMPTY: "没写具体内容",
        QuestionKind.SAME_TEXT: "与上次雷同",
        QuestionKind.COPIED: "多项同文",
        QuestionKind.UNMOVED: "比例未动",
        QuestionKind.NO_EVIDENCE: "100%无佐证",
        QuestionKind.USED_EVIDENCE: "佐证用过",
        QuestionKind.OLD_EVIDENCE: "佐证过早",
        QuestionKind.BELOW_TARGET: "未到目标",
        QuestionKind.LAST_DAY: "集中在末日",
    },
}
"""By kind first: members of two kinds that share a value are equal, as all text is."""
