"""Numbers of papers as people write them."""

from tasks_tracker.domain.ladder import SERIES
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.wording import doc_no


def number_of(urging: Urging) -> str:
    """督单〔2021〕12号; empty for an urging without one."""
    if urging.year is None or urging.number is None:
        return ""
    return doc_no(SERIES[urging.step], urging.year, urging.number)
