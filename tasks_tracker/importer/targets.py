"""Figures that a measure is to reach: how many of what, at least or at most."""

import re
from collections.abc import Iterator
from decimal import Decimal

from tasks_tracker.importer.day_words import number
from tasks_tracker.importer.draft import DraftTarget
from tasks_tracker.importer.lines import Passage

AT_LEAST, AT_MOST, EXACTLY, MORE = ">=", "<=", "=", "+"

_FIGURE = r"(?<![0-9.])(?P<value>[0-9]+(?:\.[0-9]+)?)\s*"
_MEASURE = (
    r"(?P<unit>%|个?百分点|个(?:工作日|小时|月|环节)|工作日|小时|分钟|天|日"
    r"|[万亿千百]*(?:元|人次|人|户|时户|家|件|台|套|亩|吨|公里|千米|平方米|平方公里|立方米|斤|张|辆"
    r"|厘米|米|篇|项|个|处|类|名|次|场|所|座|条|块|门|批|期|枚|课时|只|头|千瓦)|[万亿])"
)
# Of what a measure makes or gets so many: no time among it.
_THINGS = (
    r"(?P<unit>[万亿千百]*(?:元|人次|人|户|时户|家|件|台|套|公顷|亩|吨|公里|千米|平方米|平方公里|立方米|斤|张|辆"
    r"|项|个|处|类|名|场|所|座|条|块|栋|部|床|株|棵|枚|艘|眼|口|支|种|村|镇|只|头|千瓦|米)(?![一-鿿]?内|以[上下内]|左右的))"
)
_LESS = r"(?:不得?(?:超过|高于|多于|大于)|低于|控制在|(?:压缩|压减|缩短|降低|降|减少|减)[至到])\s*"
_REACH = r"(?:达到|达|提高至|提高到|提升至|提升到|不得?(?:低于|少于|小于)|至少|突破|超过|力争)\s*"
_GROW = r"(?:增长|提高|提升|增加|新增|增速|下降|降低|减少)\s*"
_DO = (
    r"(?:完成|建成|建设|培训|培育|打造|开展|举办|改造|建立|扩[展大][至到]|合并为|整合为|精简为"
    r"|组织|进行|创建|引进|实施|选树|发展|年报送|报送|制定|年服务)"
)
_MAKE = (
    r"(?:新建|改建|扩建|续建|再建|新改建|开工|启动|招聘|选派|招募|招生|投用|整治|拆除|铺设|敷设|争取|采购|储备|安排"
    r"|投资|治理|加装|安装|推出|遴选|培养|认定|评选|筹措|筹集|设立|设置|更新|修复|修建|复耕|造林|支持|投放"
    r"|招引|落地|盘活|出让|腾出|收购|配备|发布|整合|关闭|取缔|淘汰|化解|清理|植树|种植|扶持|扩大|统筹|划|拿出|保障)"
)
_OF_THINGS = (
    rf"{_MAKE}[^，。；、0-9]{{0,14}}{_FIGURE}{_THINGS}",
    rf"(?<=[一-鿿”])(?<![第前等近约]){_FIGURE}{_THINGS}(?=[，。；、（）\n]|$)",
    rf"(?<=[个家项处名座所户亩元里]、){_FIGURE}{_THINGS}",
    rf"(?<=[为对将]){_FIGURE}{_THINGS}(?=[一-鿿]{{2}})",
    rf"(?<=[率比]){_FIGURE}(?P<unit>%)(?=[，。；、）\n]|$)",
)
_SMALL = r"(?P<word>[一两二三四五六七八九十])(?P<unit>次|家|个|场|项|处)"

RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), op)
    for pattern, op in (
        (rf"{_LESS}{_FIGURE}{_MEASURE}(?:以内|以下|之内|内)?", AT_MOST),
        (
            rf"{_FIGURE}(?P<unit>个工作日|个?小时|日|天|个月|分钟)(?:以内|之内|内)",
            AT_MOST,
        ),
        (
            r"(?P<word>[一二两三四五六七八九十]{1,3})(?P<unit>个工作日)(?:以内|之内|内)",
            AT_MOST,
        ),
        (rf"{_FIGURE}(?P<unit>%)(?=\s*[-—~～至]\s*[0-9.]+\s*%)", AT_LEAST),
        (rf"(?<=%[-—~～至]){_FIGURE}(?P<unit>%)", AT_MOST),
        (rf"{_REACH}[0-9.]+\s*{_MEASURE.replace('P<unit>', ':')}、{_FIGURE}{_MEASURE}", AT_LEAST),
        (rf"{_FIGURE}{_MEASURE}\s*(?:及)?以上(?!的|（|园区)", AT_LEAST),
        (rf"{_REACH}{_FIGURE}{_MEASURE}", AT_LEAST),
        (rf"{_GROW}[^，。；0-9]{{0,8}}{_FIGURE}{_MEASURE}", MORE),
        (rf"{_DO}[^，。；、0-9]{{0,12}}{_FIGURE}{_MEASURE}", EXACTLY),
        (rf"{_FIGURE}(?P<unit>%)(?=的[^，。；、]{{2,16}}(?:达到|实现|完成|建成))", AT_LEAST),
        (r"(?<=率)(?:为|是)?(?P<value>100)\s*(?P<unit>%)(?!的)", EXACTLY),
        (rf"(?<=[个家项处名座所])、[^，。；、0-9]{{2,16}}{_FIGURE}{_MEASURE}(?!以)", EXACTLY),
        *((pattern, EXACTLY) for pattern in _OF_THINGS),
        (rf"(?:开展|打造|只需|组织|进行|举办)[^，。；、]{{0,4}}{_SMALL}", EXACTLY),
        (rf"至少[^，。；、]{{0,4}}{_SMALL}", AT_LEAST),
    )
)
SENTENCE = re.compile(r"[^。；\n]{1,800}[。；\n]?")  # longer ones are no sentences
HINT = re.compile(r"[0-9]|工作日|[一两三][次家个场批项处]")
NAME = re.compile("“[^“”\n]{1,20}”")
# Who has reached so much is rewarded: the figure is no goal.
REWARDED = re.compile("[^，。；]{0,30}的[^，。；]{0,16}，[^。；]{0,16}(?:给予|奖励|补助)")
EDGE = re.compile("[，。；：、\n”）]")
NEAR = 16
THRESHOLD = re.compile(
    r"(?:容量|投资额|面积|收入|金额|长度|规模)(?!稳?定?(?:达|突破|超过|保持|增))[^，。；]{0,8}$"
)
# What is paid for each, what was there before, and what was found are no goals.
CYCLE = re.compile("[每一][年月季周旬半][^，。；]{0,8}$")
NO_GOAL = re.compile(
    r"(?:奖励|补助|补贴|补偿|给予|罚款|贴息|资助|每(?![年月季])[一-鿿]{1,4}|不满|未满|截至|目前|现有|共有|已|仅|原有|尚有|仍有|发现|存在|年产|注册资[本金]|最高|单[价个])"
    r"[^，。；]{0,20}$"
)


def targets_of(passage: Passage, start: int, end: int) -> tuple[DraftTarget, ...]:
    """The figures between two places of the passage, in printed order."""
    folded = passage.folded[start:end]
    return tuple(_target(passage, start, match, op) for match, op in _claims(folded))


def _claims(folded: str) -> list[tuple[re.Match[str], str]]:
    taken = bytearray(len(folded))
    claims = []
    masked = NAME.sub(lambda name: "“" + "＿" * (len(name[0]) - 2) + "”", folded)
    for match, op in _matches(masked):
        figure = slice(match.start("unit") - 1, match.end("unit"))
        if any(taken[figure]) or (op != MORE and _is_no_goal(folded, match, op)):
            continue
        taken[figure] = b"\1" * (figure.stop - figure.start)
        claims.append((match, op))
    return sorted(claims, key=lambda claim: claim[0].start("unit"))


def _is_no_goal(folded: str, match: re.Match[str], op: str) -> bool:
    """Whether the figure says to whom a rule applies, what is there already, or how often."""
    near = max(0, match.start() - 20)
    before = THRESHOLD.search(folded, near, match.start("unit"))
    idle = op == EXACTLY and NO_GOAL.search(folded, near, match.start("unit"))
    once = match.groupdict().get("word") == "一" and "至少" not in match[0]
    cycle = once and CYCLE.search(folded, near, match.start())
    return bool(before or idle or cycle or REWARDED.match(folded, match.end()))


def _matches(folded: str) -> Iterator[tuple[re.Match[str], str]]:
    for sentence in SENTENCE.finditer(folded):
        if HINT.search(folded, *sentence.span()):
            for pattern, op in RULES:
                for match in pattern.finditer(folded, *sentence.span()):
                    yield match, op


def _target(passage: Passage, base: int, match: re.Match[str], op: str) -> DraftTarget:
    first, last = passage.lines_of(base + match.start("unit"), base + match.end())
    start = _word_start(passage.folded, base + match.start())
    phrase = passage.text[start : base + match.end()].replace("\n", "").strip()
    return DraftTarget(
        phrase=phrase,
        op=op,
        value=_value(match),
        unit=passage.text[base + match.start("unit") : base + match.end("unit")],
        line_start=first,
        line_end=last,
    )


def _word_start(folded: str, place: int) -> int:
    """Back to where the piece of the sentence begins, if that is near."""
    near = max(0, place - NEAR)
    edges = [edge.end() for edge in EDGE.finditer(folded, near, place)]
    return edges[-1] if edges else (place if near else 0)


def _value(match: re.Match[str]) -> Decimal | int:
    figures = match.groupdict()
    if word := figures.get("word"):
        return number(word)
    value = Decimal(figures["value"] or "0")
    return int(value) if value == value.to_integral_value() else value
