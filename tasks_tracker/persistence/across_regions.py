"""The functions that look over the border of a region, each with its reason; a test guards them.

Everything else asks about one region, or is a job of the system that works for all of them.
"""

ABOVE = "the superior's office sees the regions below it"
COMPARED = "a comparison is about plans of two regions; the other one is known by number"

ACROSS_REGIONS = {
    "operations.superior_dates._places": COMPARED,
    "persistence.checks._seen_by": ABOVE,
    "persistence.checks.get_draw": ABOVE,
    "persistence.circulars._visible_to": ABOVE,
    "persistence.comparisons.confirmed_above": COMPARED,
    "persistence.comparisons.confirmed_below": COMPARED,
    "persistence.comparisons.find": COMPARED,
    "persistence.comparisons.get_plan": ABOVE,
    "persistence.comparisons.plan_below": COMPARED,
    "persistence.comparisons.plans_of": ABOVE,
    "persistence.comparisons.scope": COMPARED,
    "persistence.messages._scope": ABOVE,
    "persistence.tasks.sight": ABOVE,
    "persistence.units.get": ABOVE,
    "persistence.units.region_ids_seen_by": ABOVE,
    "persistence.units.regions": "whoever installs the system knows all regions",
    "persistence.units.regions_seen_by": ABOVE,
    "reports.calendar_effects._regions": "the calendar is that of the whole installation",
    "reports.calendar_effects._shifts": "the calendar is that of the whole installation",
    "reports.comparison_list.index": COMPARED,
    "reports.counties._below": COMPARED,
    "reports.counties._cell": COMPARED,
    "reports.counties._comparisons": COMPARED,
    "reports.counties._of_counties": COMPARED,
    "reports.counties.matrix": COMPARED,
    "reports.levels._carriers": COMPARED,
    "reports.levels.levels": COMPARED,
    "reports.units._counts": ABOVE,
    "web.units.index": ABOVE,
}
