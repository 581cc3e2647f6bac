"""The only module that asks what day it is; everybody else is told."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_zone = ZoneInfo("Asia/Shanghai")
_offset: Callable[[], timedelta] | None = None


def use(zone: str, offset: Callable[[], timedelta] | None = None) -> None:
    """Set the office's time zone; demonstration mode alone passes an offset."""
    global _zone, _offset
    _zone = ZoneInfo(zone)
    _offset = offset


def zone() -> ZoneInfo:
    return _zone


def now() -> datetime:
    """The moment where the office is."""
    return real() + _offset() if _offset else real()


def real() -> datetime:
    """The same without the offset of a demonstration."""
    return datetime.now(_zone)


def today() -> date:
    return now().date()


def end_of(day: date) -> datetime:
    """The moment at which a day ends where the office is."""
    return datetime.combine(day + timedelta(days=1), time.min, _zone)


def local(moment: datetime) -> datetime:
    """A moment as the office's wall clock shows it."""
    return moment.astimezone(_zone)
