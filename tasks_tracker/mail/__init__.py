"""Mail: a row in the outbox first, a mail later."""
