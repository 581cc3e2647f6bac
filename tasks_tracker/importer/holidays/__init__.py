"""Schedules of days off: the yearly notice, or a list of days, read into special days."""
