"""Both databases refuse what one of them could not keep, in words that quote it."""

from decimal import Decimal

import pytest

from tasks_tracker.domain.errors import Refusal
from tests import make


@pytest.fixture
def task(session):
    return make.task(make.section(make.plan(make.region())))


def test_a_text_that_is_too_long_is_quoted_with_its_length(session, task):
    task.title = "窗" * 301
    with pytest.raises(Refusal, match="有 301 字，这里最多 300 字"):
        session.flush()


def test_a_text_that_just_fits_is_kept(session, task):
    task.title = "𠮷" * 300
    session.flush()


def test_a_new_row_is_looked_at_as_well(task):
    with pytest.raises(Refusal, match="最多 80 字"):
        make.unit(task.region, "局" * 81)


def test_a_figure_that_no_column_holds_is_refused(task):
    make.target(task, value=Decimal(10) ** 14 - 1)
    with pytest.raises(Refusal, match="请核对单位"):
        make.target(task, value=Decimal(10) ** 14)
