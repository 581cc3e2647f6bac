"""Posts as they are looked up: those of a unit's liaisons, and who handles a task for its unit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, select
from sqlalchemy.orm import joinedload

from tasks_tracker.domain.tasks import Task, TaskUnit
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import Appointment, Post, Role, User
from tasks_tracker.persistence import users
from tasks_tracker.persistence.session import db


@dataclass(frozen=True)
class HeldPost:
    """A post with the people who hold it now."""

    post: Post
    names: Sequence[str]

    @property
    def words(self) -> str:
        return f"{self.post.title}（{'、'.join(self.names)}）"


def hold_register(region: Region) -> None:
    """Let whoever else makes a post in this region wait until this transaction ends."""
    query = select(Region.id).where(Region.id == region.id)
    db.execute(query.with_for_update(key_share=True))


def is_held(post_id: SQLColumnExpression[int | None]) -> ColumnElement[bool]:
    """Somebody with an account in use holds the post now."""
    holding = select(Appointment.id).join(User, User.id == Appointment.user_id)
    return exists(
        holding.where(
            Appointment.post_id == post_id,
            Appointment.ended_on.is_(None),
            User.ended_at.is_(None),
        )
    )


def of_liaisons(unit: Unit) -> list[HeldPost]:
    """The liaison posts of a unit that somebody holds (1 statement)."""
    query = (
        select(Post, User.name)
        .join(Appointment, Appointment.post_id == Post.id)
        .join(User, User.id == Appointment.user_id)
        .where(
            Post.unit_id == unit.id,
            Post.role == Role.LIAISON,
            Appointment.ended_on.is_(None),
            User.ended_at.is_(None),
        )
        .order_by(Post.id, User.id)
    )
    names: dict[Post, list[str]] = {}
    for post, name in db.execute(query):
        names.setdefault(post, []).append(name)
    return [HeldPost(post, found) for post, found in names.items()]


def handlers(task: Task, unit: Unit) -> Sequence[User]:
    """Who answers for the unit at this task: the holders of the post that handles it, or where
    none is set all its liaisons."""
    people = users.people_of(unit, Role.LIAISON)
    query = select(TaskUnit.post_id).where(TaskUnit.task_id == task.id, TaskUnit.unit_id == unit.id)
    post_id = db.scalar(query)
    mine = [person for person in people if post_id in {post.id for post in person.posts}]
    return mine or people


def answering(task: Task, unit: Unit) -> Sequence[User]:
    """Its handlers, and the head of the unit (3 statements)."""
    heads = users.people_of(unit, Role.UNIT_HEAD)
    return list(dict.fromkeys([*handlers(task, unit), *heads]))


def still(person: User, task: Task, unit: Unit) -> User:
    """This person, or where that one acts for the unit no more whoever handles the task now."""
    if unit in person.units and not person.is_ended:
        return person
    return next(iter(handlers(task, unit)), person)


def open_seats(unit: Unit) -> Sequence[TaskUnit]:
    """The unit's own seats at tasks that are not over, in the order of the ledger (1 statement)."""
    query = (
        select(TaskUnit)
        .join(TaskUnit.task)
        .where(TaskUnit.unit_id == unit.id, is_open())
        .options(joinedload(TaskUnit.task).joinedload(Task.section), joinedload(TaskUnit.post))
        .order_by(Task.number)
    )
    return db.scalars(query).all()


def seats(unit: Unit, task_ids: Collection[int]) -> Sequence[TaskUnit]:
    """Of these tasks the seats that the unit itself has."""
    query = (
        select(TaskUnit)
        .join(TaskUnit.task)
        .where(TaskUnit.unit_id == unit.id, TaskUnit.task_id.in_(task_ids), is_open())
        .options(joinedload(TaskUnit.task), joinedload(TaskUnit.post))
        .order_by(Task.number)
    )
    return db.scalars(query).all()


def is_open() -> ColumnElement[bool]:
    """Neither completed nor ended."""
    return Task.is_completed.is_(False) & Task.ended_on.is_(None)
