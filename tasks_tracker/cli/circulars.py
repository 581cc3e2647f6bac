"""circular build and circular measure: circulars as files, held against the standard."""

from pathlib import Path

import click

from tasks_tracker import clock
from tasks_tracker.cli.plans import named_region
from tasks_tracker.cli.wiring import open_database
from tasks_tracker.domain.circulars import CircularForm
from tasks_tracker.domain.periods import Period, PeriodKind, period_named
from tasks_tracker.domain.plans import Plan
from tasks_tracker.domain.units import Region
from tasks_tracker.persistence import plans
from tasks_tracker.reports.circular_files import build
from tasks_tracker.settings import Settings

KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF_YEAR, PeriodKind.YEAR)
FORMS = {"red-head": CircularForm.RED_HEAD, "bulletin": CircularForm.BULLETIN}


@click.group()
def circular() -> None:
    """Circulars."""


@circular.command("build")
@click.option("--month", help="如 2021-08")
@click.option("--quarter", help="如 2021-Q3")
@click.option("--half", help="如 2021-H2")
@click.option("--year", help="如 2021")
@click.option("--region", required=True, help="地区，如 聊城市")
@click.option("--plan", "doc_no", help="只通报一份方案：它的文号")
@click.option("--form", type=click.Choice(list(FORMS)), help="版式：红头通报或简报")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.pass_obj
def build_files(
    settings: Settings,
    *,
    month: str | None,
    quarter: str | None,
    half: str | None,
    year: str | None,
    region: str,
    doc_no: str | None,
    form: str | None,
    out: Path,
) -> None:
    """Write the circular of a period as DOCX, PDF and XLSX; a published one as it was published."""
    asked = dict(zip(KINDS, (month, quarter, half, year), strict=True))
    period = _period(asked)
    open_database(settings)
    place = named_region(region)
    try:
        paths = build(
            place,
            period,
            out,
            plan=_plan(place, doc_no),
            form=FORMS[form] if form else None,
            today=clock.today(),
        )
    except OSError as error:
        raise click.ClickException(f"写不进 {out}：{error.strerror}。") from None
    for path in paths:
        click.echo(str(path))


@circular.command("measure")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def measure_file(file: Path) -> None:
    """Hold a red-head DOCX against GB/T 9704-2012 and say what is different."""
    from tasks_tracker.reports.docx_measure import NoDocument, NoRedHead, measure

    try:
        findings = measure(file.read_bytes())
    except NoDocument:
        raise click.ClickException(f"{file} 不是 DOCX 文件。") from None
    except NoRedHead:
        raise click.ClickException("这是简报，版式不受 GB/T 9704-2012 约束。") from None
    for finding in findings:
        click.echo(finding)
    if findings:
        raise click.ClickException(f"与 GB/T 9704-2012 有 {len(findings)} 处不同。")
    click.echo("版面各项与 GB/T 9704-2012 一致。")


def _period(asked: dict[PeriodKind, str | None]) -> Period:
    given = [(kind, key) for kind, key in asked.items() if key is not None]
    if len(given) != 1:
        raise click.UsageError("--month、--quarter、--half、--year 写一个，只写一个。")
    kind, key = given[0]
    period = period_named(key)
    if period is None or period.kind is not kind:
        raise click.UsageError(f"看不懂“{key}”，月写 2021-08，季写 2021-Q3，半年写 2021-H2。")
    return period


def _plan(region: Region, doc_no: str | None) -> Plan | None:
    found = plans.find(region, doc_no) if doc_no else None
    if doc_no and found is None:
        raise click.ClickException(f"{region.name}没有文号为“{doc_no}”的方案。")
    return found
