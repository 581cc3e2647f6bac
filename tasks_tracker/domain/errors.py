"""The two ways in which the domain says no."""


class Refusal(Exception):
    """A rule of the house forbids it; the message is in the user's words and says what to do."""

    def __init__(self, words: str, *, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field


class NotAllowed(Exception):
    """The person lacks the right; the message names the action, for the log."""
