"""What stands in the way of a task: the one list for blockers and for explanations of lateness."""

from enum import StrEnum


class Cause(StrEnum):
    """Why something does not move."""

    FUNDS = "funds"
    LAND = "land"
    STAFF = "staff"
    POLICY = "policy"
    DATA = "data"
    COOPERATION = "cooperation"
    APPROVAL = "approval"
    SUPERIOR = "superior"
    OTHER = "other"
