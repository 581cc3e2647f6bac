"""What can be done: one function per sentence that a user could say."""
