"""The door for browsers: one blueprint module per noun, put together here."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType

from flask import Flask
from jinja2 import StrictUndefined

from tasks_tracker.settings import Settings
from tasks_tracker.web import (
    access,
    accountability,
    addresses,
    amendments,
    archives,
    audit,
    blockers,
    burden,
    calendar,
    checks,
    circular_corrections,
    circular_files,
    circular_notices,
    circular_steps,
    circulars,
    closing,
    comparisons,
    completion,
    demonstration,
    endings,
    errors,
    evidence,
    explanations,
    extensions,
    filters,
    findings,
    handovers,
    home,
    import_columns,
    import_doubts,
    import_naming,
    import_same,
    import_settings,
    import_tasks,
    import_units,
    imports,
    inspections,
    jobs,
    ladder,
    leader,
    ledger,
    ledger_file,
    light_rules,
    meeting_screens,
    meetings,
    my,
    navigation,
    notices,
    objections,
    obligations,
    outbox,
    overview,
    people,
    posts,
    progress,
    receipts,
    remark_handling,
    remarks,
    reviews,
    roadmap,
    same_matters,
    score_objections,
    score_rules,
    scores,
    security,
    shares,
    sign_in,
    slips,
    static_files,
    tasks,
    unit_work,
    units,
    unsent,
    unsigned,
    urgings,
    worksheets,
)

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

BLUEPRINTS: Sequence[ModuleType] = (
    home,
    sign_in,
    units,
    calendar,
    people,
    jobs,
    outbox,
    audit,
    circular_corrections,
    circular_files,
    circular_notices,
    circular_steps,
    circulars,
    comparisons,
    overview,
    leader,
    ledger,
    roadmap,
    ledger_file,
    tasks,
    reviews,
    my,
    notices,
    receipts,
    objections,
    shares,
    progress,
    obligations,
    unsigned,
    worksheets,
    completion,
    checks,
    closing,
    endings,
    evidence,
    extensions,
    explanations,
    blockers,
    burden,
    imports,
    import_columns,
    import_doubts,
    import_naming,
    import_settings,
    import_tasks,
    import_same,
    import_units,
    amendments,
    same_matters,
    urgings,
    slips,
    ladder,
    light_rules,
    score_objections,
    scores,
    unit_work,
    score_rules,
    meeting_screens,
    meetings,
    remarks,
    remark_handling,
    unsent,
    archives,
    handovers,
    posts,
    inspections,
    findings,
    accountability,
)


def create_app(
    settings: Settings,
    *,
    schedule: jobs.Schedule = lambda _now: (),
    step_demonstration: Callable[[date], None] | None = None,
    restart_demonstration: Callable[[], None] | None = None,
) -> Flask:
    """The application; `schedule` tells the page of jobs which there are and when they run."""
    app = Flask(__name__, template_folder=str(TEMPLATES))
    _configure(app, settings)
    access.install(app)
    addresses.install(app)
    security.install(app)
    static_files.install(app)
    errors.install(app)
    filters.install(app)
    navigation.install(app)
    app.extensions["schedule"] = schedule
    for module in BLUEPRINTS:
        app.register_blueprint(module.bp)
    if settings.demo and step_demonstration and restart_demonstration:
        app.register_blueprint(demonstration.bp)
        demonstration.install(app, step_demonstration, restart_demonstration)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.extensions["settings"] = settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=(_most_megabytes(settings) + 1) * 1024 * 1024,
        **security.cookie_settings(settings),
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _most_megabytes(settings: Settings) -> int:
    """Of one request: all the files of a form, or one file of the largest size."""
    return max(settings.upload_max_mb, settings.upload_total_max_mb)
