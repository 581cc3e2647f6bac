"""The way through the doubts of a draft: counter, outline, next and previous."""

import re

from tests.integration.web.test_imports import (
    DOUBTFUL,
    clerk,
    correct,
    draft,
    drafts,
    fields,
    hand_in,
)

__all__ = ["clerk", "draft"]


def test_doubts_come_first_and_the_counter_leads_through_them(clerk):
    draft = hand_in(clerk).location
    page = clerk.get(draft).text
    assert '不认识的单位 <b class="num">2</b> 个' in page
    assert f'href="{draft}?task=2&amp;focus=doubt"' in page
    assert 'data-key="N"' in page


def test_doubts_are_counted_as_they_are_settled(clerk):
    hand_in(clerk, DOUBTFUL)
    draft = f"/imports/{drafts()[0].id}"
    before = clerk.get(draft).text
    counts = re.search(
        r">(\d+)</b> 处疑点，已核 <b class=\"num\">(\d+)</b>，剩 <b class=\"num\">(\d+)", before
    )
    assert counts
    doubts, settled, left = map(int, counts.groups())
    assert (settled, left) == (0, doubts)
    correct(clerk, draft, number=2)
    assert f'已核 <b class="num">{doubts}</b>，剩 <b class="num">0</b>' in clerk.get(draft).text


def test_the_outline_goes_by_doubts_or_as_the_document_goes(clerk, draft):
    page = clerk.get(f"{draft}?task=1").text
    assert "<span>待核</span>" in page
    assert f'href="{draft}?task=1&amp;order=source"' in page
    page = clerk.get(f"{draft}?task=1&order=source").text
    assert "<span>待核</span>" not in page
    assert f'href="{draft}?task=2&amp;order=source"' in page
    answer = clerk.post(f"{draft}/tasks/1?order=source", fields(page))
    assert answer.location == f"{draft}?task=1&order=source"
