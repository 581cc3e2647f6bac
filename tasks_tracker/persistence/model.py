"""Every mapped class, imported once, so that the metadata is complete wherever a session is."""

from tasks_tracker.domain.accountability_cases import AccountabilityAction
from tasks_tracker.domain.archives import Archive
from tasks_tracker.domain.base import Base
from tasks_tracker.domain.blockers import Blocker
from tasks_tracker.domain.calendar import CalendarYear
from tasks_tracker.domain.checks import Check
from tasks_tracker.domain.circular_notices import CircularNotice
from tasks_tracker.domain.circulars import Circular
from tasks_tracker.domain.closing import Closing
from tasks_tracker.domain.comparisons import Comparison
from tasks_tracker.domain.demonstration import DemonstrationDay
from tasks_tracker.domain.endings import TaskEnding
from tasks_tracker.domain.events import Event
from tasks_tracker.domain.explanations import Explanation
from tasks_tracker.domain.extensions import Extension
from tasks_tracker.domain.findings import Finding
from tasks_tracker.domain.handovers import Handover
from tasks_tracker.domain.jobs import JobRun
from tasks_tracker.domain.ladder import Ladder
from tasks_tracker.domain.light_rules import LightRule, ShownLight
from tasks_tracker.domain.looks import Look
from tasks_tracker.domain.meetings import Meeting
from tasks_tracker.domain.messages import Message
from tasks_tracker.domain.notices import Notice
from tasks_tracker.domain.numbering import TaskCounter
from tasks_tracker.domain.objections import Objection
from tasks_tracker.domain.obligations import Obligation
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.progress import ProgressReport
from tasks_tracker.domain.receipts import Receipt
from tasks_tracker.domain.remarks import Remark
from tasks_tracker.domain.resolutions import Resolution
from tasks_tracker.domain.same_matters import SameMatter
from tasks_tracker.domain.score_objections import ScoreObjection
from tasks_tracker.domain.score_rules import ScoreRule
from tasks_tracker.domain.score_sheets import ScoreSheet
from tasks_tracker.domain.series import Series
from tasks_tracker.domain.shares import Share
from tasks_tracker.domain.sources import PlanDraft
from tasks_tracker.domain.tasks import Task
from tasks_tracker.domain.units import Unit
from tasks_tracker.domain.unsent import UnsentForm
from tasks_tracker.domain.unsigned import UnsignedReport
from tasks_tracker.domain.urgings import Urging
from tasks_tracker.domain.users import User
from tasks_tracker.domain.worksheets import Worksheet

__all__ = [
    "AccountabilityAction",
    "Archive",
    "Base",
    "Blocker",
    "CalendarYear",
    "Check",
    "Circular",
    "CircularNotice",
    "Closing",
    "Comparison",
    "DemonstrationDay",
    "Event",
    "Explanation",
    "Extension",
    "Finding",
    "Handover",
    "JobRun",
    "Ladder",
    "LightRule",
    "Look",
    "Meeting",
    "Message",
    "Notice",
    "Objection",
    "Obligation",
    "Plan",
    "PlanDraft",
    "ProgressReport",
    "Receipt",
    "Remark",
    "Resolution",
    "SameMatter",
    "ScoreObjection",
    "ScoreRule",
    "ScoreSheet",
    "Series",
    "Share",
    "ShownLight",
    "Task",
    "TaskCounter",
    "TaskEnding",
    "Unit",
    "UnsentForm",
    "UnsignedReport",
    "Urging",
    "User",
    "Worksheet",
]
