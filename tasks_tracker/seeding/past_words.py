"""The plain sentences in which units once reported and the office once answered."""

from collections.abc import Sequence

DONE = (
    "{d}，现已完成，相关材料整理归档。",
    "已完成：{d}。完成情况经单位主要负责人审核。",
    "{d}，这一项做完了，清单和台账可查。",
    "{d}，已经落实到位，各配合单位的部分也已收齐核对。",
    "{d}，任务已完成，现场看过，没有遗留问题。",
    "{d}，已办结。过程材料一式两份，一份留存，一份送督查室。",
    "对照方案逐条核过，{d}，已达到要求。",
)
SETTLED = (
    "转入日常管理，每季度回看一次。",
    "",
    "继续做好后续管护，有变化随时报。",
    "",
    "把做法整理成制度，下一年度照此执行。",
)
HALF_DONE = (
    "{d}，主体已经完成，还剩少量扫尾。",
    "{d}，大部分做完，个别点位正在补。",
    "{d}，已完成，数据另报。",
)
RETURNED = (
    "没有写完成的数量和时间，补齐后再报。",
    "扫尾部分做完再勾节点，并附清单。",
    "数据和主管部门统计口径对不上，核实后重报。",
)
ACCEPTED = ("", "同意办结。", "", "材料齐全，予以认可。", "", "情况属实，通过。", "已核对。")
GOING_ON = (
    "“{t}”已明确分管负责人和经办人，按要求推进，目前运转正常。",
    "“{t}”作为经常性工作在抓，本阶段没有发现突出问题。",
    "围绕“{t}”，已部署到科室和基层站所，工作按进度开展。",
    "“{t}”方面，制度已经建立，按制度执行，情况平稳。",
    "“{t}”已列入本单位重点工作，每月调度一次。",
)


def done(deliverables: Sequence[str], chance: int) -> str:
    return _one(DONE, chance // 5).format(d="；".join(deliverables))


def half_done(deliverables: Sequence[str], chance: int) -> str:
    return _one(HALF_DONE, chance // 5).format(d="；".join(deliverables))


def going_on(title: str, chance: int) -> str:
    return _one(GOING_ON, chance // 5).format(t=_inside_quotes(title))


def by_phase(title: str, phrase: str) -> str:
    """What a measure without a date of its own owes by a date of the plan."""
    return f"“{_inside_quotes(title)}”{phrase}的任务"


def next_steps(chance: int) -> str:
    return _one(SETTLED, chance // 5)


def returned(chance: int) -> str:
    return _one(RETURNED, chance // 5)


def accepted(chance: int) -> str:
    return _one(ACCEPTED, chance // 5)


def _one(of: Sequence[str], chance: int) -> str:
    return of[chance % len(of)]


def _inside_quotes(words: str) -> str:
    return words.replace("“", "‘").replace("”", "’")
