"""What is true: entities, rules, refusals. No session, no Flask, no clock."""
