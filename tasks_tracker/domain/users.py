"""People, the posts they hold, and the sessions in which they are signed in."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tasks_tracker.domain.base import BIG, Base, Id, Line, Short, word_column
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.units import Region, Unit

FAILURES_BEFORE_LOCK = 5
LOCK_FOR = timedelta(minutes=20)
IDLE_LIMIT = timedelta(minutes=30)
ABSOLUTE_LIMIT = timedelta(hours=12)


class Role(StrEnum):
    """What a post is for (PRODUCT, section 1)."""

    LIAISON = "liaison"
    UNIT_HEAD = "unit_head"
    SUPERVISOR = "supervisor"
    SUPERVISION_HEAD = "supervision_head"
    LEADER = "leader"
    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"


UNIT_ROLES = frozenset({Role.LIAISON, Role.UNIT_HEAD})
OFFICE_ROLES = frozenset({Role.SUPERVISOR, Role.SUPERVISION_HEAD})
ADMIN_ROLES = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})


class User(Base):
    """One person, one account."""

    __tablename__ = "users"
    __table_args__ = (
        UniqueConstraint("account"),
        CheckConstraint("failures >= 0", name="failures"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    account: Mapped[Short]
    """The name typed at sign-in, lower case."""
    name: Mapped[Short]
    email: Mapped[Line]
    password_hash: Mapped[Line | None] = mapped_column(default=None)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    appointments: Mapped[list["Appointment"]] = relationship(
        back_populates="user", default_factory=list, order_by="Appointment.id"
    )

    def __post_init__(self) -> None:
        # Of something new it is known what hangs on it: nobody need ask the database later.
        self.appointments = list(self.appointments)

    @property
    def is_ended(self) -> bool:
        return self.ended_at is not None

    @property
    def posts(self) -> list["Post"]:
        """The posts held now."""
        return [held.post for held in self.appointments if held.ended_on is None]

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(post.role for post in self.posts)

    @property
    def region(self) -> Region | None:
        """The region of the posts held; all of one person's posts lie in one region."""
        return self.posts[0].region if self.posts else None

    @property
    def units(self) -> list[Unit]:
        return [post.unit for post in self.posts if post.unit is not None]

    def holds(self, *roles: Role) -> bool:
        return any(post.role in roles for post in self.posts)

    def heads(self, unit: Unit) -> bool:
        """Whether this person signs for the unit."""
        return any(post.role is Role.UNIT_HEAD and post.unit is unit for post in self.posts)

    def appoint(self, post: "Post", *, on: date) -> "Appointment":
        """Give this person a post."""
        self.require_fit(post)
        return Appointment(user=self, post=post, started_on=on)

    def require_fit(self, post: "Post") -> None:
        """Whether this person can be given a post.

        Administrators hold no other post (GB/T 22239-2019, 8.1.5: the three are separated), and
        the posts of one person lie in one region.
        """
        if self.is_ended:
            raise Refusal(f"账号“{self.account}”已停用，不能任职。")
        if post in self.posts:
            raise Refusal(f"{self.name}已经担任这个岗位。")
        if self.posts and (post.role in ADMIN_ROLES or self.roles & ADMIN_ROLES):
            raise Refusal("系统、安全、审计管理员不得兼任其他岗位。")
        if self.region is not None and self.region is not post.region:
            raise Refusal("一个人的岗位须在同一地区。")

    def is_locked(self, now: datetime) -> bool:
        return self.locked_until is not None and now < self.locked_until

    def note_failure(self, now: datetime) -> None:
        """Count a wrong password; the fifth locks the account for a while, never for good."""
        self.failures += 1
        if self.failures >= FAILURES_BEFORE_LOCK:
            self.locked_until = now + LOCK_FOR
            self.failures = 0

    def note_success(self) -> None:
        self.failures = 0
        self.locked_until = None

    def end(self, now: datetime) -> None:
        if self.is_ended:
            raise Refusal(f"账号“{self.account}”已经停用。")
        self.ended_at = now


class Post(Base):
    """A seat with a role: in a unit, or in the region itself (office, leaders, administrators)."""

    __tablename__ = "posts"
    __table_args__ = (
        CheckConstraint(
            "(unit_id IS NOT NULL) = (role IN ('liaison', 'unit_head'))", name="unit_of_role"
        ),
    )

    id: Mapped[Id] = mapped_column(init=False)
    region_id: Mapped[int] = mapped_column(BIG, ForeignKey("regions.id"), init=False, index=True)
    region: Mapped[Region] = relationship(lazy="joined")
    role: Mapped[Role] = mapped_column(word_column(Role))
    title: Mapped[Short]
    """As people say it: 联络员, 副市长."""
    unit_id: Mapped[int | None] = mapped_column(BIG, ForeignKey("units.id"), init=False, index=True)
    unit: Mapped[Unit | None] = relationship(default=None)

    @property
    def place(self) -> str:
        """Where it is: 市一局, 聊城市."""
        return self.unit.name if self.unit else self.region.name

    @property
    def name(self) -> str:
        """市一局 联络员."""
        return f"{self.place} {self.title}"


class Appointment(Base):
    """Who holds a post, from when to when."""

    __tablename__ = "appointments"
    __table_args__ = (
        Index(
            "uq_appointments_current",
            "user_id",
            "post_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="order"),
    )

    id: Mapped[Id] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False)
    post_id: Mapped[int] = mapped_column(BIG, ForeignKey("posts.id"), init=False, index=True)
    user: Mapped[User] = relationship(back_populates="appointments")
    post: Mapped[Post] = relationship()
    started_on: Mapped[date]
    ended_on: Mapped[date | None] = mapped_column(default=None)

    def end(self, on: date) -> None:
        self.ended_on = max(on, self.started_on)


class SignIn(Base):
    """A session of one person, kept on the server; the browser holds only its secret."""

    __tablename__ = "sign_ins"
    __table_args__ = (UniqueConstraint("token_hash"),)

    id: Mapped[Id] = mapped_column(init=False)
    user_id: Mapped[int] = mapped_column(BIG, ForeignKey("users.id"), init=False, index=True)
    user: Mapped[User] = relationship()
    token_hash: Mapped[Short]
    """SHA-256 of the secret, hexadecimal."""
    address: Mapped[Short]
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)

    def is_open(self, now: datetime) -> bool:
        """Not ended, not idle too long, not too old, and its person still has the account."""
        return (
            self.ended_at is None
            and now - self.seen_at < IDLE_LIMIT
            and now - self.started_at < ABSOLUTE_LIMIT
            and not self.user.is_ended
        )

    def end(self, now: datetime) -> None:
        if self.ended_at is None:
            self.ended_at = now


class FailedSignIn(Base):
    """A wrong account or password from an address; many of them slow that address down."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (Index("ix_failed_sign_ins_address_at", "address", "at"),)

    id: Mapped[Id] = mapped_column(init=False)
    address: Mapped[Short]
    at: Mapped[datetime]
