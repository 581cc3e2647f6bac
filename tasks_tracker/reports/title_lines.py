"""A title in lines alike in length, broken where one breathes (GB/T 9704-2012, 7.3.1)."""

from collections.abc import Sequence
from math import ceil

Way = tuple[float, list[str]]
"""How bad, and the lines."""
WIDTH = 20
"""Characters of 2号 that fit into a line."""
BEFORE = "》」”’）〕，。、：；的之和及与"
"""What ends a breath."""
NEVER_LAST, NEVER_FIRST = "《“‘（〔", "》”’）〕，。、：；"
WORDS = [
    "发展",
    "质量",
    "高质量",
    "实施",
    "方案",
    "工作",
    "行动",
    "计划",
    "任务",
    "通知",
    "有关",
    "关于",
    "交办",
    "办理",
    "情况",
    "督办",
    "督导",
    "专项",
    "整改",
    "问题",
    "报告",
    "记录",
    "核查",
    "约谈",
    "建设",
    "管理",
    "服务",
    "政务",
    "政府",
    "人民",
    "信息",
    "公开",
    "推进",
    "推动",
    "促进",
    "加强",
    "加快",
    "优化",
    "营商",
    "环境",
    "创新",
    "突破",
    "改革",
    "产业",
    "产业链",
    "全产业链",
    "经济",
    "社会",
    "城市",
    "农村",
    "农业",
    "农产品",
    "加工",
    "企业",
    "项目",
    "工程",
    "审批",
    "制度",
    "机制",
    "体系",
    "能力",
    "水平",
    "监管",
    "安全",
    "生产",
    "食品",
    "普查",
    "领域",
    "重点",
    "目标",
    "落实",
    "规划",
    "意见",
    "办法",
    "数据",
    "平台",
    "住房",
    "保障",
    "教育",
    "卫生",
    "健康",
    "文化",
    "旅游",
    "交通",
    "消防",
    "应急",
    "招标",
    "投标",
    "采购",
    "收费",
    "口岸",
]


def title_lines(*phrases: str) -> list[str]:
    """The phrases as they are where each fits into a line; else the whole broken anew."""
    if all(_width(phrase) <= WIDTH for phrase in phrases):
        return list(phrases)
    words = "".join(phrases)
    torn = [_torn(words, at) for at in range(len(words) + 1)]
    fewest = ceil(_width(words) / WIDTH)
    for lines in (fewest, fewest + 1):
        best = _broken(words, lines, torn)
        if best is not None:
            return best[1]
    return [words[at : at + WIDTH] for at in range(0, len(words), WIDTH)]


def _width(words: str) -> float:
    return sum(0.5 if letter.isascii() else 1 for letter in words)


def _broken(words: str, lines: int, torn: Sequence[int]) -> Way | None:
    """The best way into so many lines; from the front, the best for each place reached so far."""
    mean = _width(words) / lines
    reached: dict[int, Way] = {0: (0, [])}
    for line in range(lines):
        found: dict[int, Way] = {}
        for start, (cost, way) in reached.items():
            for end in _ends(words, start, is_last=line == lines - 1):
                piece = words[start:end]
                total = cost + (_width(piece) - mean) ** 2 + torn[end]
                if end not in found or total < found[end][0]:
                    found[end] = (total, [*way, piece])
        reached = found
    return reached.get(len(words))


def _ends(words: str, start: int, *, is_last: bool) -> list[int]:
    """Where a line that begins there may end."""
    places = [len(words)] if is_last else [*range(start + 1, len(words))]
    return [
        end
        for end in places[: 2 * WIDTH]
        if _width(words[start:end]) <= WIDTH and (end == len(words) or _may_break(words, end))
    ]


def _may_break(words: str, at: int) -> bool:
    before, after = words[at - 1], words[at]
    return not (
        before in NEVER_LAST or after in NEVER_FIRST or (before.isascii() and after.isascii())
    )


def _torn(words: str, at: int) -> int:
    """Words torn apart count most, breaks where nobody breathes a little."""
    if at == len(words) or words[at - 1] in BEFORE:
        return 0
    return 200 if _tears(words, at) else 10


def _tears(words: str, at: int) -> bool:
    return any(
        words.startswith(word, start)
        for word in WORDS
        for start in range(max(at - len(word) + 1, 0), at)
    )
