"""The cast: the three administrators of a region first, everybody else through them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import ADMIN_ROLES, Role, User
from tasks_tracker.operations.users import add_user, appoint
from tasks_tracker.persistence import units, users
from tasks_tracker.seeding.facts import Cast, PersonFacts, PostFacts


@dataclass(frozen=True, kw_only=True)
class Entry:
    """Where and when people are entered, and by whom; by nobody at installation."""

    region: Region
    register: Mapping[str, Unit]
    now: datetime
    account_clerk: User | None = None
    post_clerk: User | None = None


def enter_administrators(cast: Cast, *, now: datetime) -> None:
    region = units.get_region(cast.region)
    entry = Entry(region=region, register={}, now=now)
    for person in cast.people:
        if _is_administrator(person):
            _enter(person, cast.mail, entry)


def enter_people(cast: Cast, *, now: datetime) -> None:
    """Everybody but the administrators, who do it."""
    region = units.get_region(cast.region)
    entry = Entry(
        region=region,
        register=units.by_name(region),
        now=now,
        account_clerk=administrator(region, Role.SYSTEM_ADMIN),
        post_clerk=administrator(region, Role.SECURITY_ADMIN),
    )
    for person in cast.people:
        if not _is_administrator(person):
            _enter(person, cast.mail, entry)


def administrator(region: Region, role: Role) -> User:
    return users.holders(region, role)[0]


def _is_administrator(person: PersonFacts) -> bool:
    return any(Role(post.role) in ADMIN_ROLES for post in person.posts)


def _enter(person: PersonFacts, mail: str, entry: Entry) -> None:
    user = add_user(
        by=entry.account_clerk,
        now=entry.now,
        account=person.account,
        name=person.name,
        email=f"{person.account}@{mail}",
    )
    for post in person.posts:
        _appoint(user, post, entry)


def _appoint(user: User, post: PostFacts, entry: Entry) -> None:
    appoint(
        user,
        by=entry.post_clerk,
        now=entry.now,
        today=entry.now.date(),
        role=Role(post.role),
        region=entry.region,
        title=post.title,
        unit=entry.register[post.unit] if post.unit else None,
    )
