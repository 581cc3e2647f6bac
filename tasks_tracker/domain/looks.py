"""Until when a leader has read: marked by hand (已阅), because nobody's signing in is counted."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base
from tasks_tracker.domain.users import User


class Look(Base):
    """The last mark of a person."""

    __tablename__ = "looks"

    user_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), primary_key=True, init=False)
    user: Mapped[User] = relationship()
    looked_at: Mapped[datetime]
