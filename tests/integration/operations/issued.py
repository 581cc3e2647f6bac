"""A circular taken through its steps by two people, as tests of other things need it."""

from datetime import datetime

from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.users import Role, User
from tasks_tracker.operations.circulars import (
    approve_circular,
    propose_circular,
    publish_circular,
)
from tests import make


def proposed(circular: Circular, *, now: datetime) -> Circular:
    supervisor = make.person(Role.SUPERVISOR, circular.region)
    propose_circular(circular, findings=[], by=supervisor, now=now)
    return circular


def issue(circular: Circular, *, by: User, now: datetime) -> Circular:
    """Proposed by a supervisor, approved and published by the head."""
    approve_circular(proposed(circular, now=now), findings=[], by=by, now=now)
    publish_circular(circular, findings=[], by=by, now=now)
    return circular
