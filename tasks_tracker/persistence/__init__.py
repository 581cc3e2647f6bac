"""Where it is kept: the session and one query module per noun."""
