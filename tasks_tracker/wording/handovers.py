"""Words for the states of handovers."""

from collections.abc import Mapping
from enum import StrEnum

from tasks_tracker.domain.handovers import HandoverState

WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    HandoverState: {
        HandoverState.OPENED: "待核准",
        HandoverState.CONFIRMED: "待移交人签字",
        HandoverState.HANDED: "待接收人签字",
        HandoverState.TAKEN: "已交接",
        HandoverState.CANCELLED: "已撤销",
    },
}
