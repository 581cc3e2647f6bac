"""The pages that each of the cast must at least come by, when walking from link to link."""

LEDGER = {
    *("/ledger", "/roadmap", "/tasks/N", "/circulars", "/circulars/N", "/light-rules"),
    *("/circulars/N/figures/N", "/account"),
}
URGED = {"/extensions", "/blockers", "/urgings", "/urgings/N"}
INSPECTED = {"/inspections", "/findings", "/accountability", "/accountability/rules"}
OVERVIEW = {
    *("/overview", "/overview/units", "/overview/sections", "/overview/due", "/overview/flow"),
    *("/overview/stuck", "/overview/changed"),
}
SCORED = {"/scores", "/scores/N", "/scores/rows/N", "/score-rules"}
MET = {"/meetings", "/meetings/N", "/meetings/N/minutes", "/meetings/N/screens/N"}
OF_THE_MONTH = (
    SCORED
    | MET
    | {"/scores/preview", "/scores/objections/N", "/units/N/score", "/units/N/work"}
    | {"/meetings/new", "/circulars/N/notice", "/burden", "/burden/N", "/reviews/questions"}
)
OF_THE_OFFICE = (
    LEDGER
    | OVERVIEW
    | URGED
    | INSPECTED
    | OF_THE_MONTH
    | {
        *("/reviews", "/reviews/N", "/imports"),
        *("/comparisons", "/units", "/units/N", "/calendar", "/jobs", "/outbox", "/outbox/N"),
        *("/plans/N/notices/new", "/notices", "/notices/N", "/notices/N/paper"),
        *("/objections", "/objections/N", "/shares", "/obligations", "/plans/N/reporting"),
        *("/blockers/N", "/urgings/new", "/ladder", "/remarks", "/remarks/N"),
        *("/checks", "/checks/N", "/checks/N/paper", "/checks/draw", "/checks/draws/N"),
        *("/closings", "/archives", "/inspections/new"),
    }
)
COMPARED = {"/comparisons/N", "/comparisons/N/links/N"}
OF_A_HEAD = {"/score-rules/new", "/handovers", "/accountability/rules/new", "/calendar/days/N-N-N"}
OF_AN_INSPECTOR = {
    *("/inspections/N", "/inspections/N/notice", "/findings/N", "/evidence/N/about"),
    *("/accountability/rules/N", "/accountability/rules/N/versions"),
    *("/accountability/rules/N/facts/new", "/accountability/rules/N/units/N"),
    "/accountability/actions/N",
}
OF_A_LEADER = (
    LEDGER
    | URGED
    | INSPECTED
    | OVERVIEW
    | {"/extensions/N", "/blockers/N"}
    | SCORED
    | MET
    | {"/leader", "/burden", "/burden/N", "/comparisons/counties"}
    | {"/remarks", "/remarks/N", "/remarks/on-task/N", "/remarks/on-circular/N"}
)
OF_A_UNIT = (
    LEDGER
    | SCORED
    | {"/units/N/work", "/units/N/score", "/worksheets", "/meetings", "/burden", "/burden/N"}
    | (URGED - {"/urgings/N"})
    | INSPECTED
    | {"/my", "/my/reports", "/unsigned", "/posts", "/objections", "/shares", "/obligations"}
    | {"/notices", "/notices/N", "/notices/N/paper"}
)
OF_A_LEAD_UNIT = {
    *("/tasks/N/reports/new", "/tasks/N/completion/new", "/tasks/N/blockers/new"),
    *("/tasks/N/extensions/new", "/tasks/N/explanations/new", "/urgings/N"),
}
OF_THE_SYSTEM = {
    *("/units/new", "/units/N", "/people/new", "/people/N", "/calendar", "/jobs", "/outbox/N"),
    *("/handovers", "/handovers/N", "/people/N/handover"),
}
PEOPLE = {
    "魏国栋": OF_THE_OFFICE | COMPARED | OF_A_HEAD | {"/extensions/N", "/light-rules/new"},
    "宋佳宁": OF_THE_OFFICE | COMPARED | {"/extensions/N"},
    "彭雪": OF_THE_OFFICE | COMPARED,
    "岳中立": OF_AN_INSPECTOR | {"/overview", "/reviews/N", "/tasks/N/ending/new"},
    "冯立言": OF_A_LEADER,
    "周文博": OF_A_UNIT
    | (OF_A_LEAD_UNIT - {"/tasks/N/extensions/new"})
    | {"/circular-notices/N", "/worksheets/N", "/scores/objections/N", "/meetings/N"},
    "庄晓琳": OF_A_UNIT | {"/shares/N"},
    "万长河": OF_A_UNIT | OF_A_LEAD_UNIT,
    "汪德明": OF_A_UNIT | {"/unsigned/N"},
    "耿水平": (OF_A_UNIT - {"/notices/N", "/notices/N/paper"})
    | {"/findings/N", "/inspections/N", "/inspections/N/notice", "/evidence/N/about"}
    | {"/accountability/rules/N", "/accountability/rules/N/units/N"},
    "马晓峰": OF_THE_SYSTEM,
    "邵文静": {"/people", "/people/N", "/account", "/handovers", "/handovers/N"},
    "贺青": {"/audit", "/account"},
}
"""Office of the city and of two counties, leader, liaisons with much and with little to do, heads
of units (with papers to sign, with findings to mend), the three administrators."""
