"""Absolute addresses of the pages that mails point to; a test holds them against the routes."""

_base = "http://127.0.0.1:8000"


def use(base_url: str) -> None:
    """Set the address under which people reach the installation."""
    global _base
    _base = base_url.rstrip("/")


def home() -> str:
    return f"{_base}/"


def task(task_id: int) -> str:
    return f"{_base}/tasks/{task_id}"


def review(report_id: int) -> str:
    return f"{_base}/reviews/{report_id}"


def reviews() -> str:
    return f"{_base}/reviews"


def unsigned(unsigned_id: int) -> str:
    return f"{_base}/unsigned/{unsigned_id}"


def my() -> str:
    return f"{_base}/my"


def ledger() -> str:
    return f"{_base}/ledger"


def check(check_id: int) -> str:
    return f"{_base}/checks/{check_id}"


def circular(circular_id: int) -> str:
    return f"{_base}/circulars/{circular_id}"


def circular_notice(notice_id: int) -> str:
    return f"{_base}/circular-notices/{notice_id}"


def correction(correction_id: int) -> str:
    return f"{_base}/circular-corrections/{correction_id}"


def extension(extension_id: int) -> str:
    return f"{_base}/extensions/{extension_id}"


def blocker(blocker_id: int) -> str:
    return f"{_base}/blockers/{blocker_id}"


def handover(handover_id: int) -> str:
    return f"{_base}/handovers/{handover_id}"


def inspection(inspection_id: int) -> str:
    return f"{_base}/inspections/{inspection_id}"


def finding(finding_id: int) -> str:
    return f"{_base}/findings/{finding_id}"


def findings() -> str:
    return f"{_base}/findings"


def accountability() -> str:
    return f"{_base}/accountability"


def liability_action(action_id: int) -> str:
    return f"{_base}/accountability/actions/{action_id}"


def notice(notice_id: int) -> str:
    return f"{_base}/notices/{notice_id}"


def objection(objection_id: int) -> str:
    return f"{_base}/objections/{objection_id}"


def share(share_id: int) -> str:
    return f"{_base}/shares/{share_id}"


def urging(urging_id: int) -> str:
    return f"{_base}/urgings/{urging_id}"


def urgings() -> str:
    return f"{_base}/urgings"


def remark(remark_id: int) -> str:
    return f"{_base}/remarks/{remark_id}"


def score_sheet(sheet_id: int) -> str:
    return f"{_base}/scores/{sheet_id}"


def score_row(row_id: int) -> str:
    return f"{_base}/scores/rows/{row_id}"


def score_objection(objection_id: int) -> str:
    return f"{_base}/scores/objections/{objection_id}"
