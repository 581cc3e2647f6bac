"""Names of units, as a clause lists them."""

import re

from tasks_tracker.importer.folding import fold, pieces

# Several kinds of district under one 各 (or one 两级) are one name, though a 、 stands inside.
COLLECTIVE = re.compile(
    r"各(?:县级)?[市县区州旗盟](?:、(?:自治|县级)?[市县区州旗盟])+(?=人民|政府|、|，|；|$)"
    r"|[省市县区乡镇](?:、[省市县区乡镇])+(?=[两三四各]级)"
    r"|(?<=[）乡镇县市区])党委、(?:人民)?政府"
    r"|各(?:乡镇|镇|乡)(?:（镇）)?(?:人民)?(?:政府)?、街道(?:办事处|办)?(?![\u4e00-\u9fff]*各)"
    r"|各盟(?:行政公署)?、市(?:人民政府)?"
    r"|各街道(?:办事处|办)?、(?:乡镇|镇|乡)(?:人民)?(?:政府)?"
)
JOINED = re.compile(
    r"(?<=[局委办厅府会门心位司区院联协社台行队）等])(?:以及|及|和|与)(?=各|开发区|[省市县区][\u4e00-\u9fff]|[\u4e00-\u9fff]{2,4}[县区市](?:人民)?政府)"
)
CLOSING = re.compile(
    r"(?:等(?:[省市县区乡镇]{1,2}(?:直|级|政府)?)?(?:各?(?:有关|相关|其他|成员|行业|主管|[省市县]级))*"
    r"(?:[0-9一二三四五六七八九十]{0,3}个?)(?:和|及|、)?(?:部门|单位)?(?:（单位）|（部门）|(?:和|、|及)(?:有关|相关)?单位)?)$"
)
# Behind a label, the verb is left over: 甲局按职责分工负责.
DOES = re.compile(
    r"(?<=[局委办厅府会院门位心道）区关司行台社联所处])(?:等)?(?:按照?(?:各自)?职[责能](?:分工)?|分别|共同|牵头|负责|落实"
    r"|组织实施)+$"
)
SUFFIX = re.compile(
    r"(?:局|委|办|室|厅|院|校|学|处|队|会|部|行|社|站|所|团|园|组|区|县|市|镇|乡|州|旗|中心|政府|公司|单位|部门"
    r"|海关|联|集团|机关|街道|企业|机构|管委|银行|学校|医院|院校|专班|[镇各]街|系统|主体|协会|商会|运营商|台|报|馆|厂|矿|场)(?:（[^（）]*）)*$"
)
BODY = re.compile(
    r"(?:(?:省|市|县|区|州|旗|各|国网|中国|国家|团)[^，。；：]{1,20}|[^，。；：]{2,12})"
    r"(?:局|委|办|室|厅|院|部|会|署|联|协|中心|政府|办事处|管委会|公司|银行|[分支]行|支队|大队|单位|部门|街道|开发区|[镇乡区县市])"
    r"(?:（[^（）]*）)*"
)
LONGEST_NAME = 40
TIME = re.compile(r"[0-9]{1,2}月|[0-9]{4}年|年底|年内|长期|持续推进|底前|季度|日前")


def split_names(text: str) -> tuple[str, ...]:
    """The names in printed order, split at 、，； outside brackets; a closing 等 is left off."""
    folded = fold(text)
    masked = COLLECTIVE.sub(lambda found: found[0].replace("、", "＿"), folded)
    masked = JOINED.sub(lambda found: "、" * len(found[0]), masked)
    names = (_name(text[start:end]) for start, end in pieces(masked, "、，；。\n"))
    return tuple(dict.fromkeys(name for name in names if name and not TIME.search(name)))


def _name(text: str) -> str:
    name = "".join(text.split()).strip("。.；;：:，,、")
    for pattern in (DOES, CLOSING):
        tail = pattern.search(fold(name))
        name = name[: tail.start()] if tail else name
    return name


def looks_like_unit(name: str) -> bool:
    """Whether the name ends as names of public bodies do."""
    return 1 < len(name) <= LONGEST_NAME and bool(SUFFIX.search(fold(name)))


def named_body(name: str) -> bool:
    """Whether all of it is the name of a body, with nothing said about it."""
    return bool(BODY.fullmatch(fold(name)))
