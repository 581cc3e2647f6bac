"""Numbers of papers as people write them."""

from tasks_tracker.domain.circulars import Circular, CircularForm
from tasks_tracker.domain.ladder import SERIES
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.wording import doc_no


def circular_series(mark: str) -> str:
    """聊政督."""
    return f"{mark}政督"


def circular_no(circular: Circular) -> str:
    """聊政督〔2021〕3号, or 2021年第3期 of a bulletin; empty for a draft."""
    if circular.number is None:
        return ""
    if circular.form is CircularForm.BULLETIN:
        return f"{circular.year}年第{circular.number}期"
    return f"{circular_series(circular.region.mark)}〔{circular.year}〕{circular.number}号"


def number_of(urging: Urging) -> str:
    """督单〔2021〕12号; empty for an urging without one."""
    if urging.year is None or urging.number is None:
        return ""
    return doc_no(SERIES[urging.step], urging.year, urging.number)
