"""Every mapped class, imported once, so that the metadata is complete wherever a session is."""

from tasks_tracker.domain.base import Base
from tasks_tracker.domain.calendar import CalendarYear
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.comparisons import Comparison
from tasks_tracker.domain.demonstration import DemonstrationDay
from tasks_tracker.domain.events import Event
from tasks_tracker.domain.jobs import JobRun
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.numbering import TaskCounter
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.same_matters import SameMatter
from tasks_tracker.domain.series import Series
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.unsent import UnsentForm
from tasks_tracker.domain.users import User

__all__ = [
    "Base",
    "CalendarYear",
    "Circular",
    "Comparison",
    "DemonstrationDay",
    "Event",
    "JobRun",
    "Message",
    "Obligation",
    "Plan",
    "PlanDraft",
    "ProgressReport",
    "SameMatter",
    "Series",
    "Task",
    "TaskCounter",
    "Unit",
    "UnsentForm",
    "User",
]
