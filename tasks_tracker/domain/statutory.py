"""The days off that the law itself names: what is known of a year without a published schedule.

全国年节及纪念日放假办法 (revised by State Council Order 795, in force since 1 January 2025),
article 2. The law also has days off made up for that fall on a weekend, and leaves it to the yearly
schedule when: until that is published, nothing is made up for here.
"""

from datetime import date, timedelta

FIXED = {(1, 1): "元旦", (5, 1): "劳动节", (5, 2): "劳动节"} | {
    (10, day): "国庆节" for day in (1, 2, 3)
}
SPRING_FESTIVAL_OFFSETS = (-1, 0, 1, 2)
"""New Year's Eve by the lunar calendar and the first three days of the year."""
LUNAR_NAMES = ("春节", "清明节", "端午节", "中秋节")
LUNAR_DAYS = {
    2008: "02-07 04-04 06-08 09-14",
    2009: "01-26 04-04 05-28 10-03",
    2010: "02-14 04-05 06-16 09-22",
    2011: "02-03 04-05 06-06 09-12",
    2012: "01-23 04-04 06-23 09-30",
    2013: "02-10 04-04 06-12 09-19",
    2014: "01-31 04-05 06-02 09-08",
    2015: "02-19 04-05 06-20 09-27",
    2016: "02-08 04-04 06-09 09-15",
    2017: "01-28 04-04 05-30 10-04",
    2018: "02-16 04-05 06-18 09-24",
    2019: "02-05 04-05 06-07 09-13",
    2020: "01-25 04-04 06-25 10-01",
    2021: "02-12 04-04 06-14 09-21",
    2022: "02-01 04-05 06-03 09-10",
    2023: "01-22 04-05 06-22 09-29",
    2024: "02-10 04-04 06-10 09-17",
    2025: "01-29 04-04 05-31 10-06",
    2026: "02-17 04-05 06-19 09-25",
    2027: "02-06 04-05 06-09 09-15",
    2028: "01-26 04-04 05-28 10-03",
    2029: "02-13 04-04 06-16 09-22",
    2030: "02-03 04-05 06-05 09-12",
    2031: "01-23 04-05 06-24 10-01",
    2032: "02-11 04-04 06-12 09-19",
    2033: "01-31 04-04 06-01 09-08",
    2034: "02-19 04-05 06-20 09-27",
    2035: "02-08 04-05 06-10 09-16",
    2036: "01-28 04-04 05-30 10-04",
    2037: "02-15 04-04 06-18 09-24",
    2038: "02-04 04-05 06-07 09-13",
    2039: "01-24 04-05 05-27 10-02",
    2040: "02-12 04-04 06-14 09-20",
}
"""Month and day of the first day of the lunar year, 清明, 端午 and 中秋."""
LAST_KNOWN_YEAR = max(LUNAR_DAYS)


def days_off(year: int) -> dict[date, str]:
    """The statutory days off with their names; none for a year outside the table."""
    if year not in LUNAR_DAYS:
        return {}
    off = {date(year, month, day): name for (month, day), name in FIXED.items()}
    spring, *single = festivals(year)
    off |= {spring + timedelta(days=offset): "春节" for offset in SPRING_FESTIVAL_OFFSETS}
    for day, name in zip(single, LUNAR_NAMES[1:], strict=True):
        off[day] = f"{off[day]}、{name}" if day in off else name
    return off


def festivals(year: int) -> list[date]:
    """The first day of the lunar year, 清明, 端午 and 中秋."""
    return [date.fromisoformat(f"{year}-{day}") for day in LUNAR_DAYS[year].split()]
