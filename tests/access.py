"""The access table: every endpoint and method × every person → what they get.

in = served (a page, a redirect, or a form shown again) · 403 refused · 404 not there for them ·
door = sent to the sign-in page · 401 a stranger's POST.
The objects are those of the city: its task, report, draft, circular, mail, unit.
"""

from tests.access_dispatch import DISPATCH

PEOPLE = (
    "supervisor",
    "head",
    "leader",
    "other_leader",
    "owner",
    "unit_head",
    "helping",
    "outsider",
    "county_supervisor",
    "county_owner",
    "system_admin",
    "security_admin",
    "audit_admin",
    "nobody",
)

TABLE = """
accountability.action     GET  in  in  in  in  in  in  404 404 404 404 403 403 403 door
accountability.carry_out  POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
accountability.change     GET  403 in  403 403 403 403 403 403 404 404 403 403 403 door
accountability.change     POST 403 in  403 403 403 403 403 403 404 404 403 403 403 401
accountability.end        POST 403 in  403 403 403 403 403 403 404 404 403 403 403 401
accountability.index      GET  in  in  in  in  in  in  in  in  in  in  403 403 403 door
accountability.new_fact   GET  in  in  403 403 403 403 403 403 404 404 403 403 403 door
accountability.new_fact   POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
accountability.new_rule   GET  403 in  403 403 403 403 403 403 403 403 403 403 403 door
accountability.new_rule   POST 403 in  403 403 403 403 403 403 403 403 403 403 403 401
accountability.rule       GET  in  in  in  in  in  in  in  in  404 404 403 403 403 door
accountability.rules      GET  in  in  in  in  in  in  in  in  in  in  403 403 403 door
accountability.unit       GET  in  in  in  in  in  in  404 404 404 404 403 403 403 door
accountability.waive      POST 403 in  403 403 403 403 404 404 404 404 403 403 403 401
accountability.withdraw   POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
amendments.apply          POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
amendments.declare        POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
amendments.pair           POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
amendments.show           GET  in  in  403 403 403 403 403 403 404 404 403 403 403 door
archives.archive          POST in  in  403 403 403 403 403 403 404 403 403 403 403 401
archives.create           POST in  in  403 403 403 403 403 403 in  403 403 403 403 401
archives.download         POST in  in  403 403 403 403 403 403 404 403 403 403 403 401
archives.export           POST in  in  403 403 403 403 403 403 404 403 403 403 403 401
archives.index            GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
audit.index               GET  403 403 403 403 403 403 403 403 403 403 403 403 in  door
blockers.answer           POST 403 403 403 404 403 403 in  404 404 404 404 404 404 401
blockers.confirm          POST 403 403 403 404 in  in  403 404 404 404 404 404 404 401
blockers.index            GET  in  in  in  in  in  in  in  in  in  in  403 403 403 door
blockers.new              GET  403 403 403 404 in  in  in  404 404 404 404 404 404 door
blockers.new              POST 403 403 403 404 in  in  in  404 404 404 404 404 404 401
blockers.reject           POST 403 403 403 404 in  in  403 404 404 404 404 404 404 401
blockers.show             GET  in  in  in  404 in  in  in  404 404 404 404 404 404 door
blockers.withdraw         POST 403 403 403 404 in  in  403 404 404 404 404 404 404 401
calendar.confirm          POST 403 in  403 403 403 403 403 403 403 403 in  403 403 401
calendar.day              GET  403 in  403 403 403 403 403 403 403 403 in  403 403 door
calendar.day              POST 403 in  403 403 403 403 403 403 403 403 in  403 403 401
calendar.schedule         GET  403 in  403 403 403 403 403 403 403 403 in  403 403 door
calendar.schedule         POST 403 in  403 403 403 403 403 403 403 403 in  403 403 401
calendar.show             GET  in  in  403 403 403 403 403 403 in  403 in  403 403 door
checks.docx               GET  in  in  403 403 403 403 403 403 404 403 403 403 403 door
checks.draw               GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
checks.draw               POST in  in  403 403 403 403 403 403 in  403 403 403 403 401
checks.find               POST 403 in  403 403 403 403 403 403 404 403 403 403 403 401
checks.index              GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
checks.new                GET  in  in  403 404 403 403 403 404 404 404 404 404 404 door
checks.new                POST in  in  403 404 403 403 403 404 404 404 404 404 404 401
checks.paper              GET  in  in  403 403 403 403 403 403 404 403 403 403 403 door
checks.reassign           POST in  in  403 403 403 403 403 403 404 403 403 403 403 401
checks.show               GET  in  in  403 403 403 403 403 403 404 403 403 403 403 door
checks.show_draw          GET  in  in  403 403 403 403 403 403 404 403 403 403 403 door
closing.create            POST 403 in  403 403 403 403 403 403 403 403 403 403 403 401
closing.index             GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
comparisons.by_county     GET  in  in  in  in  403 403 403 403 403 403 403 403 403 door
comparisons.confirm       POST in  in  403 403 403 403 403 403 403 403 403 403 403 401
comparisons.confirm_clear POST in  in  403 403 403 403 403 403 403 403 403 403 403 401
comparisons.correct       POST in  in  403 403 403 403 403 403 403 403 403 403 403 401
comparisons.create        POST in  in  403 403 403 403 403 403 in  403 403 403 403 401
comparisons.index         GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
comparisons.link          GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
comparisons.renew         POST in  in  403 403 403 403 403 403 403 403 403 403 403 401
comparisons.show          GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
completion.new            GET  403 403 403 404 in  in  403 404 404 404 404 404 404 door
completion.new            POST 403 403 403 404 in  in  403 404 404 404 404 404 404 401
endings.new               GET  403 in  403 404 403 403 403 404 404 404 404 404 404 door
endings.new               POST 403 in  403 404 403 403 403 404 404 404 404 404 404 401
evidence.about            GET  in  in  in  404 in  in  in  404 404 404 404 404 404 door
evidence.page             GET  in  in  in  404 in  in  in  404 404 404 404 404 404 door
evidence.show             GET  in  in  in  404 in  in  in  404 404 404 404 404 404 door
explanations.new          GET  403 403 403 404 in  in  403 404 404 404 404 404 404 door
explanations.new          POST 403 403 403 404 in  in  403 404 404 404 404 404 404 401
extensions.agree          POST 403 403 403 404 403 403 in  404 404 404 404 404 404 401
extensions.decline        POST 403 403 403 404 403 403 in  404 404 404 404 404 404 401
extensions.grant          POST 403 in  403 404 403 403 403 404 404 404 404 404 404 401
extensions.hand_over      POST 403 403 403 404 in  in  403 404 404 404 404 404 404 401
extensions.index          GET  in  in  in  in  in  in  in  in  in  in  403 403 403 door
extensions.new            GET  403 403 403 404 in  in  403 404 404 404 404 404 404 door
extensions.new            POST 403 403 403 404 in  in  403 404 404 404 404 404 404 401
extensions.refuse         POST 403 in  403 404 403 403 403 404 404 404 404 404 404 401
extensions.show           GET  in  in  in  404 in  in  in  404 404 404 404 404 404 door
extensions.withdraw       POST 403 403 403 404 in  in  403 404 404 404 404 404 404 401
findings.accept           POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
findings.answer           POST 403 403 403 403 in  in  404 404 404 404 403 403 403 401
findings.correct          GET  in  in  403 403 403 403 404 404 404 404 403 403 403 door
findings.correct          POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
findings.index            GET  in  in  in  in  in  in  in  in  in  in  403 403 403 door
findings.move             POST 403 in  403 403 403 403 404 404 404 404 403 403 403 401
findings.new              GET  in  in  403 403 403 403 404 404 404 404 403 403 403 door
findings.new              POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
findings.receive          POST 403 403 403 403 in  in  404 404 404 404 403 403 403 401
findings.send_back        POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
findings.show             GET  in  in  in  in  in  in  404 404 404 404 403 403 403 door
findings.withdraw         POST 403 in  403 403 403 403 404 404 404 404 403 403 403 401
handovers.cancel          POST 404 403 404 404 in  403 404 404 404 404 in  in  404 401
handovers.confirm         POST 404 403 404 404 403 403 404 404 404 404 403 in  404 401
handovers.docx            GET  404 in  404 404 in  403 404 404 404 404 403 403 404 door
handovers.index           GET  403 in  403 403 403 403 403 403 403 403 in  in  403 door
handovers.new             GET  403 403 403 403 403 403 403 403 403 403 in  403 403 door
handovers.new             POST 403 403 403 403 403 403 403 403 403 403 in  403 403 401
handovers.paper           GET  404 in  404 404 in  403 404 404 404 404 403 403 404 door
handovers.show            GET  404 in  404 404 in  in  404 404 404 404 in  in  404 door
handovers.sign            POST 404 403 404 404 in  403 404 404 404 404 403 403 404 401
handovers.take            POST 404 403 404 404 403 403 404 404 404 404 403 403 404 401
home.show                 GET  in  in  in  in  in  in  in  in  in  in  in  in  in  door
import_columns.original   GET  in  in  403 403 403 403 403 403 404 404 403 403 403 door
import_columns.save       POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_columns.show       GET  in  in  403 403 403 403 403 403 404 404 403 403 403 door
import_doubts.settle      POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_naming.create      POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_same.mark          POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_same.show          GET  in  in  403 403 403 403 403 403 404 404 403 403 403 door
import_settings.save      POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_settings.show      GET  in  in  403 403 403 403 403 403 404 404 403 403 403 door
import_tasks.add          POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_tasks.drop         POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_tasks.merge        POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_tasks.restore      POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_tasks.split        POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_units.announce     POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_units.name         POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_units.retract      POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
import_units.show         GET  in  in  403 403 403 403 403 403 404 404 403 403 403 door
imports.adopt             POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
imports.correct           POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
imports.create            POST in  in  403 403 403 403 403 403 in  403 403 403 403 401
imports.discard           POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
imports.index             GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
imports.show              GET  in  in  403 403 403 403 403 403 404 404 403 403 403 door
imports.wanted            POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
inspections.call_off      POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
inspections.conclude      POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
inspections.hand_over     POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
inspections.index         GET  in  in  in  in  in  in  in  in  in  in  403 403 403 door
inspections.new           GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
inspections.new           POST in  in  403 403 403 403 403 403 in  403 403 403 403 401
inspections.notice        GET  in  in  in  in  in  in  404 404 404 404 403 403 403 door
inspections.notice_docx   GET  in  in  in  in  in  in  404 404 404 404 403 403 403 door
inspections.report        GET  in  in  in  in  404 404 404 404 404 404 403 403 403 door
inspections.report_docx   GET  in  in  in  in  404 404 404 404 404 404 403 403 403 door
inspections.show          GET  in  in  in  in  in  in  404 404 404 404 403 403 403 door
inspections.start         POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
jobs.index                GET  in  in  403 403 403 403 403 403 in  403 in  403 403 door
ladder.save               POST 403 in  403 403 403 403 403 403 403 403 403 403 403 401
ladder.show               GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
ledger.show               GET  in  in  in  in  in  in  in  in  in  in  403 403 403 door
ledger_file.show          GET  in  in  in  in  in  in  in  in  in  in  403 403 403 door
light_rules.new           GET  403 in  403 403 403 403 403 403 403 403 403 403 403 door
light_rules.new           POST 403 in  403 403 403 403 403 403 403 403 403 403 403 401
light_rules.show          GET  in  in  in  in  in  in  in  in  in  in  403 403 403 door
my.history                GET  403 403 403 403 in  in  in  in  403 in  403 403 403 door
my.show                   GET  403 403 403 403 in  in  in  in  403 in  403 403 403 door
notices.docx              GET  in  in  403 403 in  in  in  404 404 404 403 403 403 door
notices.index             GET  in  in  403 403 in  in  in  in  in  in  403 403 403 door
notices.new               GET  in  in  403 403 403 403 403 403 404 403 403 403 403 door
notices.new               POST in  in  403 403 403 403 403 403 404 403 403 403 403 401
notices.paper             GET  in  in  403 403 in  in  in  404 404 404 403 403 403 door
notices.show              GET  in  in  403 403 in  in  in  404 404 404 403 403 403 door
objections.answer         POST in  in  403 403 403 403 404 404 404 404 403 403 403 401
objections.index          GET  in  in  403 403 in  in  in  in  in  in  403 403 403 door
objections.new            GET  403 403 403 404 in  in  in  404 404 404 404 404 404 door
objections.new            POST 403 403 403 404 in  in  in  404 404 404 404 404 404 401
objections.show           GET  in  in  403 403 in  in  404 404 404 404 403 403 403 door
obligations.index         GET  in  in  403 403 in  in  in  in  in  in  403 403 403 door
obligations.plan          GET  in  in  403 403 403 403 403 403 404 404 403 403 403 door
obligations.plan          POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
outbox.index              GET  in  in  403 403 403 403 403 403 in  403 in  403 403 door
outbox.retry              POST in  in  403 403 403 403 403 403 404 403 in  403 403 401
outbox.show               GET  in  in  403 403 403 403 403 403 404 403 in  403 403 door
people.appoint            POST 403 403 403 403 403 403 403 403 403 403 403 in  403 401
people.end                POST 403 403 403 403 403 403 403 403 404 404 in  403 403 401
people.end_appointment    POST 403 403 403 403 403 403 403 403 404 404 403 in  403 401
people.index              GET  403 403 403 403 403 403 403 403 403 403 in  in  403 door
people.new                GET  403 403 403 403 403 403 403 403 403 403 in  403 403 door
people.new                POST 403 403 403 403 403 403 403 403 403 403 in  403 403 401
people.password           POST 403 403 403 403 403 403 403 403 403 403 in  403 403 401
people.show               GET  403 403 403 403 403 403 403 403 403 403 in  in  403 door
posts.share_out           POST 403 403 403 403 in  in  in  in  403 in  403 403 403 401
posts.show                GET  403 403 403 403 in  in  in  in  403 in  403 403 403 door
progress.new              GET  403 403 403 404 in  in  403 404 404 404 404 404 404 door
progress.new              POST 403 403 403 404 in  in  403 404 404 404 404 404 404 401
receipts.sign             POST 404 404 403 403 in  in  404 404 404 404 403 403 403 401
remark_handling.make_task POST in  in  403 404 403 403 403 403 404 403 403 403 403 401
remark_handling.note      POST in  in  403 404 403 403 403 403 404 403 403 403 403 401
remark_handling.urge      POST in  in  403 404 403 403 403 403 404 403 403 403 403 401
remarks.index             GET  in  in  in  in  403 403 403 403 in  403 403 403 403 door
remarks.on_circular       GET  in  in  404 404 403 403 403 403 404 403 403 403 403 door
remarks.on_circular       POST in  in  404 404 403 403 403 403 404 403 403 403 403 401
remarks.on_plan           GET  in  in  in  403 403 403 403 403 404 403 403 403 403 door
remarks.on_plan           POST in  in  in  403 403 403 403 403 404 403 403 403 403 401
remarks.on_task           GET  in  in  in  404 403 403 403 403 404 403 403 403 403 door
remarks.on_task           POST in  in  in  404 403 403 403 403 404 403 403 403 403 401
remarks.show              GET  in  in  in  404 403 403 403 403 404 403 403 403 403 door
reviews.accept            POST in  in  403 403 403 403 403 403 404 403 403 403 403 401
reviews.ask               GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
reviews.index             GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
reviews.send_back         POST in  in  403 403 403 403 403 403 404 403 403 403 403 401
reviews.show              GET  in  in  403 403 403 403 403 403 404 403 403 403 403 door
same_matters.end          POST in  in  403 404 403 403 403 404 404 404 404 404 404 401
same_matters.link         POST in  in  403 404 403 403 403 404 404 404 404 404 404 401
same_matters.show         GET  in  in  403 404 403 403 403 404 404 404 404 404 404 door
shares.confirm            POST 403 403 403 403 403 403 in  404 404 404 403 403 403 401
shares.confirm_many       POST 403 403 403 403 in  in  in  in  403 in  403 403 403 401
shares.end                POST 403 403 403 403 in  in  403 404 404 404 403 403 403 401
shares.index              GET  in  in  403 403 in  in  in  in  in  in  403 403 403 door
shares.show               GET  in  in  403 403 in  in  in  404 404 404 403 403 403 door
shares.tell               POST 403 403 403 403 403 403 in  404 404 404 403 403 403 401
shares.wait               POST 403 403 403 403 in  in  403 404 404 404 403 403 403 401
sign_in.account           GET  in  in  in  in  in  in  in  in  in  in  in  in  in  door
sign_in.account           POST in  in  in  in  in  in  in  in  in  in  in  in  in  401
sign_in.end               POST in  in  in  in  in  in  in  in  in  in  in  in  in  401
sign_in.show              GET  in  in  in  in  in  in  in  in  in  in  in  in  in  in
sign_in.show              POST in  in  in  in  in  in  in  in  in  in  in  in  in  in
slips.docx                GET  in  in  in  404 in  in  404 404 404 404 403 403 403 door
slips.lift_it             POST 403 in  403 404 403 403 404 404 404 404 403 403 403 401
slips.reply               POST 403 403 403 404 in  in  404 404 404 404 403 403 403 401
slips.show                GET  in  in  in  404 in  in  404 404 404 404 403 403 403 door
slips.sign                POST 403 403 403 404 in  in  404 404 404 404 403 403 403 401
slips.take                POST in  in  403 404 403 403 404 404 404 404 403 403 403 401
slips.turn_down           POST in  in  403 404 403 403 404 404 404 404 403 403 403 401
tasks.show                GET  in  in  in  404 in  in  in  404 404 404 403 403 403 door
unit_work.mine            GET  403 403 403 403 in  in  in  in  403 in  403 403 403 door
unit_work.score           GET  in  in  404 404 in  in  404 404 404 404 403 403 403 door
unit_work.show            GET  in  in  in  in  in  in  404 404 404 404 403 403 403 door
units.aliases             POST 403 403 403 403 403 403 403 403 403 403 in  403 403 401
units.index               GET  in  in  403 403 403 403 403 403 in  403 in  403 403 door
units.members             POST 403 403 403 403 403 403 403 403 403 403 in  403 403 401
units.new                 GET  403 403 403 403 403 403 403 403 403 403 in  403 403 door
units.new                 POST 403 403 403 403 403 403 403 403 403 403 in  403 403 401
units.show                GET  in  in  403 403 403 403 403 403 404 403 in  403 403 door
unsent.create             POST in  in  403 403 403 403 403 403 404 404 403 403 403 401
unsigned.approve          POST 404 404 404 404 403 in  404 404 404 404 404 404 404 401
unsigned.index            GET  403 403 403 403 in  in  in  in  403 in  403 403 403 door
unsigned.send_back        POST 404 404 404 404 403 in  404 404 404 404 404 404 404 401
unsigned.show             GET  404 404 404 404 in  in  404 404 404 404 404 404 404 door
unsigned.take_back        POST 404 404 404 404 in  in  404 404 404 404 404 404 404 401
urgings.index             GET  in  in  in  in  in  in  in  in  in  in  403 403 403 door
urgings.new               GET  in  in  403 403 403 403 403 403 in  403 403 403 403 door
urgings.new               POST in  in  403 403 403 403 403 403 in  403 403 403 403 401
"""

ACCESS = {
    tuple(line.split()[:2]): dict(zip(PEOPLE, line.split()[2:], strict=True))
    for line in (TABLE.strip() + DISPATCH.rstrip()).splitlines()
}
