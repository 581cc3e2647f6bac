"""Who leads and who supports by the words of a clause: its labels, its verbs, its order."""

import re
from dataclasses import dataclass

from tasks_tracker.importer.folding import fold, pieces
from tasks_tracker.importer.units import split_names

LEAD, SUPPORT, DUTY, TIME, PERSON = "lead", "support", "duty", "time", "person"

_BODY = r"(?:部门|单位|处室|科室|主体)(?:（(?:单位|部门)）|及[^：，；（）]{1,6})?"
LABELS = (
    (LEAD, rf"(?:牵头责任|主要责任|整改牵头|牵头|主办|主责|总牵头){_BODY}"),
    (SUPPORT, rf"(?:协同责任|配合责任|配合|协同|协办|会办|参与|参加|协助|成员){_BODY}"),
    (DUTY, rf"(?:整改|任务|工作)?(?:责任|落实|承办|实施|负责){_BODY}|整改{_BODY}"),
    (
        TIME,
        r"(?:整改|任务|工作)?(?:完成|责任|办结|整改|落实|办理)?(?:时限|时间|期限)(?:要求|节点)?",
    ),
    (PERSON, r"(?:监督|督导|督办|督查|考核|验收)(?:单位|部门)"),
    (PERSON, r"(?:牵头|责任|分管|包保|责任市|责任县)?(?:领导|负责人|责任人|联系人)"),
)
_TO_NAMES = r"(?=[^，。；：（）]{1,16}[局委办厅府会院县区镇处队](?:[、，。；]|$))"
LABEL = re.compile(
    "|".join(f"(?P<{rank}_{at}>{words})" for at, (rank, words) in enumerate(LABELS)).join(
        (
            "(?:",
            rf")(?:\s*：|(?<=单位)为{_TO_NAMES}|(?<=部门)为{_TO_NAMES}|(?<=单位)(?=[省市县区]){_TO_NAMES})",
        )
    )
)
DIVISION = re.compile(r"(?:责任|任务|职责)分工[：。]")
PRINCIPLE = re.compile(r"按照?[^。；]{2,30}?原则，")

_BY_DUTY = r"(?:按照?(?:各自)?(?:工作)?职[责能](?:分工)?|根据(?:各自)?工作职责|按分工)?"
_MANNER = r"(?:分工|予以|分别|分头|共同|具体|联合|积极|做好|总)*"
VERBS = (
    (
        LEAD,
        re.compile(
            rf"{_BY_DUTY}{_MANNER}牵头(?:负责|落实|实施|组织实施|抓好落实|推进|组织|抓总)*$"
        ),
    ),
    (LEAD, re.compile(rf"{_BY_DUTY}{_MANNER}指导(?:落实)?$")),
    (
        SUPPORT,
        re.compile(
            rf"{_BY_DUTY}{_MANNER}(?:配合|参与|参加|协助|协同|保障|支持|协调|监督)(?:落实|实施|做好)?$"
        ),
    ),
    (SUPPORT, re.compile(r"做好[^，；]{0,20}(?:配合|保障|协助|服务)工作$")),
    (
        DUTY,
        re.compile(
            rf"{_BY_DUTY}{_MANNER}(?:负责落实|负责[^，；、]{{0,12}}(?:工作|落实|实施|推进|组织|建设|保障)|抓好落实|组织实施|负责|落实"
            r"|承担|承办|实施)$"
        ),
    ),
    (DUTY, re.compile(r"按照?(?:各自)?(?:工作)?职[责能]分工$")),
)
# What a clause says about clauses, and not of its own measure.
REMARK = re.compile(
    "[。；，]?[^。；，（）]{0,4}(?:以下(?!简称)|列首位|首位|第一位|列第一).*$|[。；，][^（）]{0,4}下同[^（）]*$"
)
MEMBERS = re.compile("成员")
MARKED = re.compile("（(?:总?牵头|主责)(?:单位|部门)?）$")
HELPED = re.compile(
    r"[，；]\s*(?P<names>[^，；：]{2,80}?)(?:予以|做好|积极)*(?:配合|参与|参加|协助|协同)\s*[。；，]?\s*$"
)
RANKED = re.compile("(?<=牵头|配合|负责|参与)、")
WITH = re.compile(r"会同(.+)$")


@dataclass(frozen=True)
class Clause:
    """Who is responsible, and where in the passage that is said."""

    start: int
    end: int
    lead: tuple[str, ...]
    support: tuple[str, ...]
    only_responsible: bool = False
    repeated_label: bool = False
    unclosed: bool = False


Share = tuple[str, tuple[str, ...]]


def shares_of(text: str, folded: str) -> list[Share]:
    """What each rank of the clause holds, in printed order."""
    division = DIVISION.match(folded)
    inner = slice(division.end() if division else 0, None)
    if folded.lstrip().startswith("（"):
        text, folded = text.lstrip(), folded.lstrip()
        inner = slice(1, -1 if folded.endswith("）") else None)
    text, folded = text[inner], folded[inner]
    if remark := REMARK.search(folded):
        text, folded = text[: remark.start()], folded[: remark.start()]
    labels = list(LABEL.finditer(folded))
    if not labels:
        return shares_by_verb(text, folded) or [(DUTY, split_names(text))]
    ends = [label.start() for label in labels[1:]] + [len(folded)]
    told = [
        share
        for label, end in zip(labels, ends, strict=True)
        for share in _labelled(label, text[label.end() : end], labels)
    ]
    return _before_time(text, folded, labels[0]) + told


def _labelled(label: re.Match[str], listed: str, labels: list[re.Match[str]]) -> list[Share]:
    """The names behind a label; 成员单位 help where others lead, and are no duty by themselves."""
    rank = str(label.lastgroup).split("_")[0]
    if MEMBERS.match(label[0]) and not any(str(one.lastgroup).startswith(LEAD) for one in labels):
        return []
    helped = HELPED.search(fold(listed)) if rank in (LEAD, DUTY) else None
    if helped is None:
        return [(rank, split_names(listed))]
    helpers = listed[helped.start("names") : helped.end("names")]
    return [(LEAD, split_names(listed[: helped.start()])), (SUPPORT, split_names(helpers))]


def _before_time(text: str, folded: str, label: re.Match[str]) -> list[Share]:
    """Units that stand before the only label, which is for the time."""
    if str(label.lastgroup).split("_")[0] != TIME:
        return []
    text, folded = text[: label.start()], folded[: label.start()]
    names = split_names(text)
    return shares_by_verb(text, folded) or ([(DUTY, names)] if names else [])


def shares_by_verb(text: str, folded: str) -> list[Share]:
    shares: list[Share] = []
    folded = RANKED.sub("，", folded)
    principle = PRINCIPLE.match(folded)
    waiting = principle.end() if principle else 0
    for start, end in pieces(folded, "，；。"):
        if end <= waiting:
            continue
        rank, verb = _verb(folded[start:end].rstrip())
        if rank:
            shares += _share(rank, text[waiting : start + verb])
            waiting = end
    return shares


def _verb(phrase: str) -> tuple[str, int]:
    for rank, pattern in VERBS:
        if match := pattern.search(phrase):
            return rank, match.start()
    return "", len(phrase)


def _share(rank: str, listed: str) -> list[Share]:
    """The names before a verb; those after 会同 support, unless they are only 有关部门."""
    together = WITH.search(listed)
    names = split_names(
        re.sub(r"^[\s，；,;]*由", "", listed[: together.start()] if together else listed)
    )
    shares = [(rank, names)] if names else []
    if together and (others := _named(split_names(together[1]))):
        shares.append((SUPPORT, others))
    return shares


def _named(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if not re.match(r"(?:各|有关|相关)", name))


def clause_of(
    span: tuple[int, int],
    shares: list[Share],
    *,
    first_leads: bool = False,
    unclosed: bool = False,
) -> Clause:
    """Who leads and who supports: named ranks first, then one rank of duty, then order."""
    shares = [share for one in shares for share in _by_mark(*one)]
    of = {
        rank: [names for share, names in shares if share == rank] for rank in (LEAD, SUPPORT, DUTY)
    }
    lead, support, duty = (_flat(of[rank]) for rank in (LEAD, SUPPORT, DUTY))
    repeated = not lead and not support and len(of[DUTY]) > 1
    if lead:
        ordered = _flat([names for rank, names in shares if rank in (SUPPORT, DUTY)])
        return Clause(*span, lead, ordered, unclosed=unclosed)
    if repeated:
        return Clause(
            *span, of[DUTY][0], _flat(of[DUTY][1:]), repeated_label=True, unclosed=unclosed
        )
    if first_leads and duty:
        return Clause(*span, duty[:1], duty[1:] + support, unclosed=unclosed)
    return Clause(
        *span, duty, support, only_responsible=bool(duty) and not support, unclosed=unclosed
    )


def _by_mark(rank: str, names: tuple[str, ...]) -> list[Share]:
    """甲局（牵头）、乙局: the mark says who leads the others."""
    marked = [name for name in names if MARKED.search(fold(name))]
    if not marked:
        return [(rank, names)]
    lead = tuple(name[: -len(MARKED.findall(fold(name))[0])] for name in marked)
    return [(LEAD, lead), (SUPPORT, tuple(name for name in names if name not in marked))]


def _flat(lists: list[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))
