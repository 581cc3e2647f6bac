"""Numbers of documents, given one after the other."""

from sqlalchemy.dialects import postgresql, sqlite

from tasks_tracker.domain.series import Series, SeriesKind
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence.session import db


def take(region: Region, kind: SeriesKind, year: int) -> int:
    """The next number; whoever asks at the same moment waits until this transaction ends.

    A transaction that is rolled back gives its number back, so that there are no gaps.
    """
    values = {"region_id": region.id, "kind": kind, "year": year, "last_number": 1}
    is_postgresql = db.get_bind().dialect.name == "postgresql"
    query = _postgresql(values) if is_postgresql else _sqlite(values)
    number: int = db.scalars(
        query.returning(Series.last_number), execution_options={"populate_existing": True}
    ).one()
    return number


_KEY = ["region_id", "kind", "year"]
_NEXT = {"last_number": Series.last_number + 1}


def _postgresql(values: dict[str, object]) -> postgresql.Insert:
    return (
        postgresql.insert(Series)
        .values(values)
        .on_conflict_do_update(index_elements=_KEY, set_=_NEXT)
    )


def _sqlite(values: dict[str, object]) -> sqlite.Insert:
    return (
        sqlite.insert(Series).values(values).on_conflict_do_update(index_elements=_KEY, set_=_NEXT)
    )
