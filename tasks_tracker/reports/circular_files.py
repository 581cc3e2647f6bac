"""The circular as files: rendered from its snapshot, the same bytes each time."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path

from tasks_tracker import clock, wording
from tasks_tracker.domain.circulars import Circular, CircularForm
from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.periods import Period
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import circulars
from tasks_tracker.reports.circular import take_snapshot
from tasks_tracker.reports.circular_edits import as_written
from tasks_tracker.reports.circular_kept import read
from tasks_tracker.reports.circular_paper import Paper, paper
from tasks_tracker.reports.circular_snapshot import Imprint


class FileKind(StrEnum):
    """In what a circular can be had; the word is the ending of the file."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"


MEDIA: Mapping[FileKind, str] = {
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.PDF: "application/pdf",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def imprint_of(circular: Circular) -> Imprint:
    """What a circular bears beside its snapshot: number and day, once it is published."""
    at = circular.published_at
    return Imprint(
        year=circular.year,
        number=circular.number,
        published_on=clock.local(at).date() if at else None,
    )


def paper_of(circular: Circular) -> Paper:
    """The stored circular as it is printed."""
    return paper(as_written(circular), imprint_of(circular))


def rendered(circular: Circular, kind: FileKind) -> bytes:
    """The stored circular as a file; the same bytes each time."""
    return RENDERERS[kind](paper_of(circular))


def document(circular: Circular) -> bytes:
    """The stored circular as DOCX."""
    return rendered(circular, FileKind.DOCX)


def file_name(circular: Circular, kind: FileKind = FileKind.DOCX) -> str:
    return _file_name(
        circular.region, circular.period, circular.plan, kind, revision=circular.revision
    )


def build(  # noqa: PLR0913 - a circular is one of a region, a period, a plan and a form
    region: Region,
    period: Period,
    out: Path,
    *,
    plan: Plan | None = None,
    form: CircularForm | None = None,
    today: date,
) -> list[Path]:
    """Write the circular of a period into a folder in all kinds of files: the stored one as it
    was last put right, else as it would be drafted."""
    stored = _stored(region, period, plan)
    if stored:
        _require_form(stored, form)
        printed, revision = paper_of(stored), stored.revision
    else:
        taken = take_snapshot(
            region, period, plan=plan, form=form or CircularForm.RED_HEAD, today=today
        )
        printed, revision = paper(read(taken), Imprint(year=period.first.year)), 0
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in FileKind:
        path = out / _file_name(region, period, plan, kind, revision=revision)
        path.write_bytes(RENDERERS[kind](printed))
        paths.append(path)
    return paths


def _stored(region: Region, period: Period, plan: Plan | None) -> Circular | None:
    """What was drafted or published; after it the last correction that was published."""
    found = circulars.find(region, period, plan=plan)
    while found:
        later = circulars.find(region, period, plan=plan, revision=found.revision + 1)
        if later is None or not later.is_published:
            break
        found = later
    return found


def _require_form(circular: Circular, form: CircularForm | None) -> None:
    if form not in (None, circular.form):
        raise Refusal(
            f"这期通报是{wording.word(circular.form)}，换一种版式须在系统里改草稿，"
            "已经印发的不能再换。"
        )


def _file_name(
    region: Region, period: Period, plan: Plan | None, kind: FileKind, *, revision: int
) -> str:
    about = f"（{plan.short_title}）" if plan else ""
    correction = f"（更正{revision}）" if revision else ""
    name = f"{region.name}{wording.period_words(period.key)}调度通报{about}{correction}"
    return f"{name.replace('/', '／')}.{kind}"


# What draws them is loaded when the first one is asked for: the start can do without it.


def _docx(printed: Paper) -> bytes:
    from tasks_tracker.reports.circular_docx import render

    return render(printed)


def _pdf(printed: Paper) -> bytes:
    from tasks_tracker.reports.circular_pdf import render

    return render(printed)


def _xlsx(printed: Paper) -> bytes:
    from tasks_tracker.reports.circular_xlsx import render

    return render(printed)


RENDERERS: Mapping[FileKind, Callable[[Paper], bytes]] = {
    FileKind.DOCX: _docx,
    FileKind.PDF: _pdf,
    FileKind.XLSX: _xlsx,
}
