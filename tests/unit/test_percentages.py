from hypothesis import given
from hypothesis import strategies as st

from tasks_tracker.reports.percentages import rate, tenths

parts = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


def test_three_equal_parts_still_make_a_whole():
    assert tenths([1, 1, 1]) == [334, 333, 333]


def test_the_largest_remainder_gets_what_is_left():
    assert tenths([6, 17, 15, 12, 29, 236, 76]) == [15, 44, 38, 31, 74, 604, 194]


def test_nothing_has_no_shares():
    assert tenths([0, 0]) == [0, 0]
    assert tenths([]) == []


@given(parts)
def test_shares_add_up_to_a_hundred_per_cent(counts):
    assert sum(tenths(counts)) == (1000 if any(counts) else 0)


@given(parts)
def test_no_share_is_off_by_a_whole_tenth(counts):
    total = sum(counts) or 1
    assert all(
        abs(share * total - count * 1000) < total
        for share, count in zip(tenths(counts), counts, strict=True)
    )


@given(parts)
def test_what_does_not_occur_has_no_share_and_more_never_has_less(counts):
    pairs = sorted(zip(counts, tenths(counts), strict=True))
    assert all(share == 0 for count, share in pairs if count == 0)
    shares = [share for _count, share in pairs]
    assert shares == sorted(shares)


def test_a_rate_is_rounded_half_up():
    assert rate(1, 3) == 333
    assert rate(2, 3) == 667
    assert rate(1, 16) == 63


def test_a_rate_of_too_few_is_none():
    assert rate(2, 2, at_least=3) is None
    assert rate(0, 0) is None
    assert rate(3, 3, at_least=3) == 1000
