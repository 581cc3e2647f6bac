"""How fast it is, beside the least that any program would need: one file a group, one table."""
