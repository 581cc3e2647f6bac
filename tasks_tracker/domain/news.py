"""Whether a report says anything: the same words as the last time need a reason beside them."""

NO_PROBLEM = frozenset({"", "无", "暂无", "没有", "无。"})
STUCK = "进展与上次一样，请写明卡在哪里、要谁帮着解决；写“无”说明不了为什么没有往前走。"


def says_nothing(progress: str, problems: str, before: str | None) -> bool:
    """`before` is what was said the last time, None where nothing was."""
    return before is not None and progress == before and problems in NO_PROBLEM
