"""What a document says about itself: number, title, issuer, date, kind, what it implements."""

import re
from collections.abc import Sequence
from datetime import date

from tasks_tracker.importer.day_words import NUMERALS, day, number
from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.lines import Line

NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}\s*（?(20[0-9]{2})）\s*(?:第)?\s*[0-9]{1,4}\s*号")
NUMBERS_IN_TEXT = re.compile(
    r"[\u4e00-\u9fff]{2,10}[〔（(［\[]\s*20[0-9]{2}\s*[〕）)］\]]\s*[0-9]{1,4}\s*号"
)
TITLE_END = re.compile(
    r"(?:通知|意见|决定|方案|办法|规定|细则|规划|计划|要点|措施|公告|通告|批复|函|报告|通报|若干政策|纪要|交办|清单|台账|分工)(?:（[^）]{1,12}）)?$"
)
LETTERHEAD = re.compile(
    r"(?:中共)?[\u4e00-\u9fff]{2,30}(?:人民政府|办公室|办公厅|委员会|[县市区]委|局|厅|指挥部|领导小组|督查室)(?:文件)?$"
)
DATE = re.compile(r"(20[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日$")
HAN_DATE = re.compile(
    r"([二〇零一三四五六七八九○Ｏ]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$"
)
# Minutes name the office that issues them and the day on one line above their title.
HEADED = re.compile(
    r"(?P<issuer>[\u4e00-\u9fff]{4,30}(?:政府|办公室|办公厅|委员会|局|厅))(?P<day>20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)"
)
SPOKEN = re.compile(
    r"(20[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日(?:在[^。]{4,40}(?:会议|大会)上|，?根据录音整理|[^。]{2,30}会议[^。]{0,6}通过)"
)
IMPLEMENTS = re.compile(r"(?:根据|按照|依据|贯彻|落实|执行)[^。]{0,400}?(?=。|制[定订]了?《|$)")
NAMED = re.compile(r"《([^》]{4,80})》\s*(（[^（）]*（20[0-9]{2}）[0-9]{1,4}号）)?")
SALUTATION = re.compile(r"^[\u4e00-\u9fff（）、，各]{2,60}[：，]$|^各[\u4e00-\u9fff（]")
KINDS = (
    (
        "personnel",
        re.compile(
            "任免|任职|免职|任命|免去|(?:成员|组成人员)(?:名单)?的?(?:通知|决定)$|调整[^。]{2,30}(?:成员|组成人员)"
        ),
    ),
    (
        "news",
        re.compile(
            "大事记|要闻|动态(?:（[^（）]*）)?$|(?:召开|举行|督导检查|走访慰问|现场办公|调研)[^《]{0,24}$|会议?召开$"
        ),
    ),
    ("speech", re.compile("工作报告$|讲话|致辞|发言")),
    (
        "rules",
        re.compile(
            "(?:办法|规定|章程|细则|规则|条例|制度|标准)(?:（[^）]*）)?》?的?(?:通知)?$|委员会的通知$"
        ),
    ),
    (
        "data",
        re.compile(
            "公布.*(?:地价|结果|名单|目录|数据)|统计公报|公报$|表彰|表扬|授予|命名|嘉奖|名单的"
        ),
    ),
    (
        "plan",
        re.compile(
            "方案|意见|规划|计划|措施|要点|清单|台账|整改|纪要|预案|议定事项|交办|督办|职责|部署|安排|工作|行动|任务|分工|打击|开展|推进|加快|做好"
        ),
    ),
)
LOOK_AHEAD = 40
SPEECH_HEAD = 8


def document_number(line: Line) -> str | None:
    """The number where it is all that the line holds (lists of contents add a page)."""
    folded = fold(line.text)
    return "".join(line.text.split()) if NUMBER.fullmatch(folded) else None


def title_of(lines: Sequence[Line]) -> tuple[str, int]:
    """The title and how many lines it takes; it may run over three lines."""
    words = ""
    for count, line in enumerate(lines[:4], start=1):
        folded = fold(line.text)
        if count > 1 and (document_number(line) or SALUTATION.match(folded) or "。" in folded):
            return words, count - 1
        words += "".join(line.text.split())
        if TITLE_END.search(fold(words)) and not _goes_on(lines, count):
            return words, count
    first = "".join(lines[0].text.split()) if lines else ""
    return first, min(1, len(lines))


def _goes_on(lines: Sequence[Line], count: int) -> bool:
    """A title that ends with 方案 may still be followed by the line 的通知."""
    return count < len(lines) and bool(re.match("的?(?:通知|意见|决定)$", fold(lines[count].text)))


def issuer_of(title: str, before: Sequence[Line], signed: str | None) -> str | None:
    """Who issued it: named before 关于, else in the signature, else in the letterhead."""
    named = re.match(r"(.{4,60}?)(?:关于|印发《)", title)
    if named and LETTERHEAD.fullmatch(named[1]):
        return named[1]
    if signed:
        return signed
    heads = [line.text for line in before if LETTERHEAD.fullmatch(line.text)]
    return heads[-1].removesuffix("文件") if heads else None


def signature_of(lines: Sequence[Line]) -> tuple[str | None, date | None]:
    """The date on a line of its own, near the head or else at the end, and who stands above it."""
    dated = [(at, found) for at, line in enumerate(lines) if (found := date_of(line.text))]
    if not dated:
        return None, spoken_on(lines[:SPEECH_HEAD])
    at, issued_on = dated[0] if dated[0][0] < LOOK_AHEAD else dated[-1]
    above = lines[at - 1].text if at else ""
    return (above if LETTERHEAD.fullmatch(above) else None), issued_on


def headed_by(line: Line) -> tuple[str, date | None] | None:
    """Issuer and day where one line above the title names both."""
    headed = HEADED.fullmatch(fold(line.text))
    return (headed["issuer"], date_of(headed["day"])) if headed else None


def spoken_on(head: Sequence[Line]) -> date | None:
    """The day on which a speech was given, as its head says."""
    said = next((match for line in head if (match := SPOKEN.search(fold(line.text)))), None)
    return day(int(said[1]), int(said[2]), int(said[3])) if said else None


def date_of(words: str) -> date | None:
    if "年" not in words:
        return None
    folded = "".join(fold(words).split()).strip("（）")
    if match := DATE.match(folded):
        return day(int(match[1]), int(match[2]), int(match[3]))
    if match := HAN_DATE.match(folded):
        return _han_date(match)
    return None


def _han_date(match: re.Match[str]) -> date | None:
    digits = match[1].translate(str.maketrans("零○Ｏ", "〇〇〇"))
    year = "".join(str(NUMERALS.index(char)) for char in digits)
    return day(int(year), number(match[2]), number(match[3]))


def kind_of(title: str) -> str:
    """What the document is, by its title."""
    return next((kind for kind, pattern in KINDS if pattern.search(fold(title))), "other")


def based_on(opening: str) -> tuple[str, ...]:
    """The documents that the opening says it implements: numbers, or titles where unnumbered."""
    found: list[str] = []
    for passage in IMPLEMENTS.finditer(fold(opening)):
        said = opening[passage.start() : passage.end()]
        for named in NAMED.finditer(fold(said)):
            numbers = NUMBERS_IN_TEXT.findall(said[named.start() : named.end()])
            found += [number.strip("（(") for number in numbers] or [
                f"《{said[named.start(1) : named.end(1)]}》"
            ]
    return tuple(dict.fromkeys(found))
