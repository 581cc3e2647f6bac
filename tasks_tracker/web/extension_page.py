"""What a person can do on the page of one request for a later date."""

from dataclasses import dataclass
from datetime import date

from tasks_tracker.domain.consents import ExtensionConsent
from tasks_tracker.domain.errors import NotAllowed
from tasks_tracker.domain.extensions import Extension, ExtensionState
from tasks_tracker.domain.permissions import Action, can
from tasks_tracker.domain.users import User


@dataclass(frozen=True)
class Options:
    """Which forms the page shows."""

    consent: bool
    decide: bool
    hand_over: bool
    withdraw: bool


def options(extension: Extension, user: User, today: date) -> Options:
    is_asked = extension.state is ExtensionState.ASKED
    may_withdraw = extension.is_open and can(user, Action.WITHDRAW_EXTENSION, extension)
    return Options(
        consent=is_asked and find_consent(extension, user) is not None,
        decide=extension.state is ExtensionState.WITH_OFFICE
        and can(user, Action.DECIDE_EXTENSION, extension),
        hand_over=is_asked and may_withdraw and today > extension.consent_due_on,
        withdraw=may_withdraw,
    )


def find_consent(extension: Extension, user: User) -> ExtensionConsent | None:
    """The answer that this person owes."""
    owed = (one for one in extension.pending if can(user, Action.CONSENT_TO_EXTENSION, one))
    return next(owed, None)


def own_consent(extension: Extension, user: User) -> ExtensionConsent:
    """The answer that this person gives, or has given already: the domain says so then."""
    mine = [one for one in extension.consents if can(user, Action.CONSENT_TO_EXTENSION, one)]
    if not mine:
        raise NotAllowed(f"consent to extension {extension.id} by {user.account}")
    return find_consent(extension, user) or mine[0]
