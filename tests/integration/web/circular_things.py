"""A notice before a circular and a correction, for tests that need one of each."""

from datetime import timedelta

from tasks_tracker.domain.circular_notices import CircularNotice, Said, as_kept
from tests import make

ITEM = Said("item:聊001", "聊001 推进一窗受理：窗口全部启用（超 3 个工作日）")
FIGURE = Said("figure:overdue", "分单位总表：逾期 1")


def notice(circular, unit, *things) -> CircularNotice:
    """As it lies with a unit whose window is open."""
    return make.saved(
        CircularNotice(
            circular=circular,
            unit=unit,
            turn=1,
            sent_on=make.TODAY,
            until=make.TODAY + timedelta(days=4),
            said=as_kept(things or (ITEM, FIGURE)),
        )
    )


def correction(told, by, about=ITEM.key):
    return make.saved(told.ask(about, "窗口4月已经启用。", by=by, now=make.NOW, today=make.TODAY))


def things(circular, world) -> dict[str, object]:
    told = notice(circular, world.lead)
    return {
        "circular_id": circular.id,
        "circular_notice_id": told.id,
        "correction_id": correction(told, world.owner).id,
        "figure": "tasks",
    }
