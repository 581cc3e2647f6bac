"""Text of an issued plan document → draft plans, in small named steps; pure."""
