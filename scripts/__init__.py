"""What ./dev does, one module a concern; standard library only, because it runs before .venv exists."""
