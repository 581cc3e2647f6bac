"""What every page may ask about the installation that serves it."""

from typing import cast

from flask import current_app

from tasks_tracker.settings import Settings


def settings() -> Settings:
    return cast(Settings, current_app.extensions["settings"])
