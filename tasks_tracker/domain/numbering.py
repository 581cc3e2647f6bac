"""Running numbers of a region's tasks."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base
from tasks_tracker.domain.units import Region


class TaskCounter(Base):
    """The last number given to a task of a region."""

    __tablename__ = "task_counters"

    region_id: Mapped[int] = mapped_column(
        BIG, ForeignKey("regions.id"), init=False, primary_key=True
    )
    region: Mapped[Region] = relationship()
    last_number: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(init=False)

    __mapper_args__ = {"version_id_col": version}

    def take(self) -> int:
        self.last_number += 1
        return self.last_number
