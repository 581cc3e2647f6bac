"""People as they are looked up; always with their posts, because rights hang on them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import (
    ADMIN_ROLES,
    Appointment,
    FailedSignIn,
    Post,
    Role,
    SignIn,
    User,
)
from tasks_tracker.persistence import light_rules, workdays
from tasks_tracker.persistence.session import db

_POSTS = selectinload(User.appointments).joinedload(Appointment.post).joinedload(Post.unit)


def _with_posts() -> Select[User]:
    return select(User).options(_POSTS)


def get(user_id: int) -> User:
    return db.scalars(_with_posts().where(User.id == user_id)).one()


def find_by_account(account: str) -> User | None:
    query = _with_posts().where(User.account == account.strip().lower())
    return db.scalars(query).one_or_none()


def is_account_taken(account: str) -> bool:
    """Asked before anything of the new account is in the session, so nothing is written for it."""
    with db.no_autoflush:
        return db.scalar(select(exists(select(User.id).where(User.account == account)))) or False


def administered_by(user: User) -> Sequence[User]:
    """Accounts of the own region and those that have never had a post, those in use first.

    Who has gone to another region belongs to its administrators; who holds no post any more, to
    those where the last ones were held.
    """
    query = _administered(user).order_by(User.ended_at.nulls_first(), User.id)
    return db.scalars(query).all()


def get_administered(user_id: int, user: User) -> User:
    return db.scalars(_administered(user).where(User.id == user_id)).one()


def _administered(user: User) -> Select[User]:
    region_id = user.region.id if user.region else None
    placed = select(Appointment.user_id)
    seated = placed.where(Appointment.ended_on.is_(None))
    here = Post.region_id == region_id
    return _with_posts().where(
        or_(
            User.id.in_(seated.join(Appointment.post).where(here)),
            and_(
                User.id.in_(placed.join(Appointment.post).where(here)),
                User.id.not_in(seated),
            ),
            User.id.not_in(placed),
        )
    )


def any_exists() -> bool:
    return db.scalar(select(exists(select(User.id)))) or False


def holders(region: Region, *roles: Role) -> Sequence[User]:
    """Who holds such a post in a region now."""
    return db.scalars(_holding(Post.region_id == region.id, Post.role.in_(roles))).all()


def liaisons_of(unit_ids: Collection[int]) -> Sequence[User]:
    """Who is liaison of one of these units now."""
    return db.scalars(_holding(Post.role == Role.LIAISON, Post.unit_id.in_(unit_ids))).all()


def people_of(unit: Unit, *roles: Role) -> Sequence[User]:
    """Who holds such a post in a unit now."""
    return db.scalars(_holding(Post.unit_id == unit.id, Post.role.in_(roles))).all()


def people_of_units(unit_ids: Collection[int], *roles: Role) -> Sequence[User]:
    """Who holds such a post in one of these units now."""
    return db.scalars(_holding(Post.role.in_(roles), Post.unit_id.in_(unit_ids))).all()


def readers_of_circulars(region: Region) -> Sequence[User]:
    """Everyone in a region who has to do with the business."""
    return holders(region, *(role for role in Role if role not in ADMIN_ROLES))


def with_posts_in_use() -> Sequence[User]:
    """Everyone with an account in use and at least one post."""
    return db.scalars(_holding()).all()


def _holding(*conditions: ColumnElement[bool]) -> Select[User]:
    held = (
        select(Appointment.user_id)
        .join(Appointment.post)
        .where(Appointment.ended_on.is_(None), *conditions)
    )
    return _with_posts().where(User.id.in_(held), User.ended_at.is_(None)).order_by(User.id)


def find_post(region: Region, role: Role, unit: Unit | None, title: str) -> Post | None:
    """Of the posts that have been written; whoever makes one flushes it."""
    query = select(Post).where(
        Post.region_id == region.id,
        Post.role == role,
        Post.title == title,
        Post.unit_id == (unit.id if unit else None),
    )
    with db.no_autoflush:
        return db.scalars(query).first()


def find_sign_in(token_hash: str) -> SignIn | None:
    """The session behind a token with its person and posts (1 statement).

    Whoever is signed in looks at lights next: calendar and rule by which they shine come along.
    """
    posts = (
        joinedload(SignIn.user)
        .joinedload(User.appointments)
        .joinedload(Appointment.post)
        .joinedload(Post.unit)
    )
    calendar = workdays.newest_token().scalar_subquery()
    rule = light_rules.newest_token().scalar_subquery()
    query = select(SignIn, calendar, rule).where(SignIn.token_hash == token_hash).options(posts)
    found = db.execute(query).unique().one_or_none()
    if found is None:
        return None
    workdays.remember(found[1])
    light_rules.remember(found[2])
    sign_in: SignIn = found[0]
    return sign_in


def open_sign_ins(user: User) -> Sequence[SignIn]:
    query = select(SignIn).where(SignIn.user_id == user.id, SignIn.ended_at.is_(None))
    return db.scalars(query.order_by(SignIn.id)).all()


def failures_since(address: str, since: datetime) -> int:
    query = select(func.count()).where(FailedSignIn.address == address, FailedSignIn.at >= since)
    return db.scalar(query) or 0
