"""The two ways in which the domain says no."""

from enum import StrEnum


class Refusal(Exception):
    """A rule of the house forbids it; the message is in the user's words and says what to do."""

    def __init__(self, words: str, *, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field


class NotAllowed(Exception):
    """The person lacks the right; the message names action and account, for the log."""

    def __init__(self, message: str, *, action: StrEnum | None = None) -> None:
        super().__init__(message)
        self.action = action
