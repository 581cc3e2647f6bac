"""What every task in force shows on a day, where that is not what it showed last."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, or_

from tasks_tracker.domain.light_rules import ShownLight
from tasks_tracker.domain.lights import Facts, Light, Lines
from tasks_tracker.domain.tasks import Task
from tasks_tracker.persistence import shown_lights
from tasks_tracker.persistence.session import db
from tasks_tracker.persistence.tasks import IN_FORCE
from tasks_tracker.reports import lights

BATCH = 2000


def changed(lines: Lines) -> Iterator[list[dict[str, Any]]]:
    """Rows to be kept, in batches of tasks (1 statement each); of a day that was kept already,
    nothing."""
    light = lights.shown(lines)
    other = and_(ShownLight.shown_on < lines.today, ShownLight.light != light)
    query = (
        lights.facts_query()
        .add_columns(light.label("light"))
        .outerjoin(ShownLight, shown_lights.is_last(Task.id))
        .where(IN_FORCE, or_(ShownLight.id.is_(None), other))
        .order_by(Task.id)
        .limit(BATCH)
    )
    found = db.execute(query).all()
    while found:
        yield [_row(row, lines) for row in found]
        found = db.execute(query.where(Task.id > found[-1].id)).all()


def _row(row: Row[Any], lines: Lines) -> dict[str, Any]:
    return {
        "task_id": row.id,
        "shown_on": lines.today,
        "light": Light(row.light),
        "rule_version": lines.rule.version,
        "inputs": inputs(lights.facts_of(row)),
    }


def inputs(facts: Facts) -> dict[str, Any]:
    """The facts as they are kept: dates as they are written, what is not left out."""
    found = {name: _written(value) for name, value in vars(facts).items()}
    return {name: value for name, value in found.items() if value}


def _written(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
