"""Number and day of a circular, as they are printed; a draft leaves room for both (pure)."""

from tasks_tracker import wording
from tasks_tracker.domain.circulars import CircularForm
from tasks_tracker.reports.circular_snapshot import Imprint, Snapshot


def number_of(snapshot: Snapshot, imprint: Imprint) -> str:
    """聊政督〔2021〕3号, or 第3期 of a bulletin."""
    number = imprint.number if imprint.number is not None else "　"
    if snapshot.setting.form == CircularForm.BULLETIN:
        return f"第{number}期"
    return f"{snapshot.text.series}〔{imprint.year}〕{number}号"


def day_of(imprint: Imprint) -> str:
    """The day of publication."""
    day = imprint.published_on
    return wording.full_day(day) if day else f"{imprint.year}年　月　日"
