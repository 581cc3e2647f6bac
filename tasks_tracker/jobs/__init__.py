"""The door of the clock: what runs by itself, and when."""
