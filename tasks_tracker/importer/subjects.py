"""Units as subjects of a sentence: where a name ends, and what is none."""

import re

from tasks_tracker.importer.units import split_names

# What a unit does; words that also stand inside names (组织部, 研究室) only where they do not.
VERBS = (
    "要|各自(?=[一-鿿])|应(?!急)|须|必须|可(?!能)|不得|不再|将|需要|务必|务求|负责(?!人|同志)|负总责|依法(?!组建|设立|成立)|依职权|依托|依据|依照"
    "|牵头|会同|联合(?!会)|配合|协助|协同|指导(?!处)|监督(?!管理|局|所)|督促|督导|按|根据|结合|对|通过|于每"
    "|于[0-9]|在|积极|及时|定期|切实|充分|认真|分别|统一|具体(?!工作)|全面|严格|主动|共同|因|每[年月季半周日]"
    r"|与(?![^，。；：]{2,20}(?:应(?!商)|要|须|不得|共同|互相))"
    "|预算统一|签字"
    "|(?:是|为)(?=[^，。；]{2,30}(?:主管部门|责任主体|牵头部门|牵头单位|责任单位)$)"
    "|适时|同时|原则上|强化|加强|建立|建设(?!局|厅|部|委|指挥部)|制定|编制|组织(?!部)|开展|做好|抓好|抓紧|推进|推动"
    "|落实|承担|提供|审核|审批(?!局|处)|审查|审议|审定|批准|同意|办理|处理|查处|实施|发布|公布|汇总"
    "|统计(?!局|部门)|管理(?!局|办|处|中心|委|所|站|部)|保障(?!局|厅|部|中心)|确保|完善|健全"
    "|研究(?!室|院|所|中心)|协调(?!办|小组|局)|统筹|拨付|安排|履行|代表(?!大会)|使用|受理|参照|签订|委托"
    "|予以|给予|提出|发起|起草|整理|召集|主持|召开|聘任|印发|执行(?!局)|支持|引导|鼓励|发挥|利用|优化|深化"
    "|加大|加快|进行|收集|汇集|确定|核定|核实|登记(?!局|处|中心)|备案|检查|评估(?!中心)|考核(?!办|委|局)"
    "|通报|调度(?!中心)|抽查|验收|征求|公示|选派|明确|细化|推行|更新|维护|运营|归集|打击|防范|排查|整治"
    "|作为|发生|之间|新建|发现|把|为|未|先|再|随时|立即|一律|凡|也要|还要|都要|均|清理|填报|上报|申报|报送"
    "|拆除|签发|出具|兑现|核算|采集|接收|移交|收取|支付|解释|认定|评定|组建|聘请|配备|修建|改造|治理|巡查"
    "|发放|颁发|授予|撤销|注销|责令|追究|约谈|复核|复查|核查|核对|核准|把关|确认|保存|保管|转交|督办|跟踪"
    "|反馈|答复|恢复|解决|化解|处置|抢修|疏散|转移|安置|补助|补贴|奖励|调整|修订|修改|告知|通知|筹集|筹措|指派|委派|抽调|推荐|指定|制发|制订|年内|年底前|完成(?!情况)"
)
PLACES = (
    r"各(?:县级)?(?:[市县区州旗盟](?:（[^（）]{1,8}）)?|（[^（）]{1,8}）)(?:、[市县区州旗]){0,3}"
    r"|各?(?:乡镇|镇街?|街道|乡|(?<=各)地)(?:（[^（）]{1,10}）)|各(?:有关|相关)?(?:乡镇|镇街?|街道|乡|地)|[县市]?(?:经济|高新|技术|产业|新城|旅游度假)*"
    r"(?:开发区|高新区|度假区|园区)|镇街"
)
BODIES = (
    r"局|委员会?(?!会)|委(?![员托派任以会])|[厅部](?!门|分|署|队|位|级)|部门|单位|机关|机构|系统|政府|中心"
    r"|管委会?|规委会|法院|检察院|支队|大队|总队|集团|公司|街道|办事处|办公室|(?<![主协承举督交催转帮代经联兴创])办(?![理公法事案结好学税证件会赛展班])"
    r"|领导小组|工作组|监管组|指挥部|专班|协会|商会|[分支银]行|银行|医院|学校|院校|海关|村委会|居委会|[交食]安委|安委会"
    r"|联席会议|工会|团委|妇联|残联|科协|工商联|文联|侨联|联合会|红十字会|采购人(?!员)|督查室|研究室|村（居）(?:民)?委(?:员)?会|幼儿园|(?:派出|司法|财政|税务|监管|监督|国土|林业|管理)所|处室|处(?=要|应|须|负责|牵头|会同)"
)
_NAMES = (
    rf"(?P<names>[^，。；：\n]{{0,300}}?(?:{BODIES}|{PLACES})(?:（[^（）]{{1,30}}）)?等?)(?:人员)?"
)
_DOES = rf"(?=\s*(?:{VERBS})(?!的|性|型|化))"
SUBJECT = re.compile(_NAMES + _DOES)
# A body made for the cause, with what it is made for.
FOUNDED = re.compile(
    r"(?:[^。；]{0,60}?，)?[^，。；]{0,20}?(?:成立|组建|设立|建立)(?:由[^。；]{2,300}?的)?"
    r"(?P<names>[^，。；由的]{2,36}?(?:领导小组|专班|指挥部|委员会|联席会议))(?:制度)?"
    r"(?:，成员(?:单位)?[^。；]{2,500}?)?，(?:具体|全面|主要|牵头|统一)?"
    r"(?=负责|统筹|协调|研究|协同|领导(?!小组)|指导|承担|组织)"
)
SEATED = re.compile(_NAMES + r"设在[^，。；：]{2,24}，(?:具体|主要)?(?=负责|承担)")
_OTHERS = _NAMES.replace("局|", "局|[省市县区]财政|", 1).replace(
    "[^，。；：\\n]", "[^，。；：\\n由]", 1
)
AFTER_BY = re.compile(r"(?:由(?![于此来])|责成)" + _OTHERS + _DOES)
JOINED_BY = re.compile(rf"\s*(?:并|要|应当?)?(?:会同|联合){_NAMES}(?:{_DOES}|$)")
WITH_OTHERS = re.compile(
    rf"[^，。；]{{0,6}}?会同(?P<names>[^，。；：]{{2,60}}?(?:等|{BODIES}))(?=\s*(?:{VERBS})|$)"
)
# What no name begins with: prepositions, whoever is no public body, verbs.
NOT_FIRST = re.compile(
    "(?:关于|经(?![济信开贸发管])|报(?!社)|向(?!阳)|[对将按与以把被让使若凡随据比至属并可要须非该而由到]"
    "|为|应(?!急)|在(?!线)|自(?![然治])|从|当(?!地)|因|受(?!理)|就(?!业)|其他|本部门|本单位|本级|所有|任何|同一|企业|公民"
    "|支持|引导|鼓励|推动|实现|加强|协调|督促|依托|指导|组织(?!部)|强化|完善|健全|建立|形成|构建|明确"
    "|落实|开展|做好|做强|抓好|推进|确保|加大|加快|深化|通过|结合|根据|包括|充分|压实|积极|进一步|不断"
    "|严格|切实|争取|成立|设立|配合|联合|协助|会同|邀请|有条件|利用|发挥|提高|提升|打造|进驻|监督|促进"
    "|需要|涉及|负责(?!.*的)|提供(?!.*的)|采用|代表|符合|委托|制定|[做作]出|依法|逐步|优化|围绕|力争|大力"
    "|研发|承担|接受|方便|参加|努力|带队|检查|引进|经过)"
)
INSIDE = re.compile(
    "[，。；：“”《》—由]|下[设属分]|设在|要|应当|必须|不得|可以|通过|属于|以(?!及)|作为|以上|主持|主任委员|.向(?!阳)|公众|群众|居民|和企业|企业和"
    "|(?:开展|促进|推进)(?!局|.*(?:小组|专班|指挥部|委员会))"
)
GENERAL = re.compile(
    r"(?:全[县市])?各?(?:级|有关|相关|成员|职能|主管|行业|责任|牵头|配合|各|[县市省区]?直)*"
    r"(?:部门|单位|系统)(?:（单位）)?|[县市省区](?:直|级)?各?(?:有关|相关)(?:部门|单位)|各地"
    r"|各级(?:各|有关|相关|行业|党政?|党委|人民|政府|部门|单位|组织|机关|领导|干部|（单位）|[、和及])*"
)
NAMED_ELSEWHERE = re.compile("各(?:牵头|责任|成员|配合|承办|实施)(?:单位|部门)")
OF_A_KIND = re.compile("各|有关|相关|直部门|主管部门|开发区$|部门$|企业$")
TAIL = re.compile(rf"(?:{BODIES}|{PLACES}|[省市县区]财政)(?:（[^（）]*）)?$")
PLACE = re.compile("[\u4e00-\u9fff]{2,4}[县区市旗镇乡]")
NO_NAME = re.compile("(?:[格布大全开结]局|[全内外局干]部)$")
# Words that end names of units and of other things as well: they need a place or a kind in front.
LOOSE = re.compile("(?:机构|中心|公司|学校|医院|企业|系统|单位|园区|街道)$")
PLACED = re.compile(
    "[省市县区州各本镇乡]|有关|相关|所属|所在|中国|中石油|中石化|中海油|国网|国家|政府|政法|责任|牵头|成员|主管|工作|承办"
    "|.{0,6}(?:统计|监察|审计|普查|执法|监管)机构$"
    "|[\u4e00-\u9fff]{2,4}[县区市旗](?:人民)?政府"
    "|(?:项目|预算|代建|使用|实施|主办|养护|资金)+单位|.{2,8}(?:起草|编制|主管|责任|牵头)单位|.*的"
)
LISTED = re.compile(
    r"等(?:有关|相关|各|行业|职能|主管|成员|[省市县](?:直|级))*(?:部门|单位|机构)(?:和单位|（单位）)?(?:$|、)|等$|部门$"
    r"|(?:统计|监察|审计|普查|执法|监管)机构$"
)
OR_ELSE = re.compile(
    r"(?<=部门|机构|机关|系统|单位|政府|购人)(?:和|与|或者|或|及|以及)(?!单位$)(?=[^、]{2})"
    r"|(?<=[局委办])(?:和|与|或者|或)(?=[各省市县区有相])|(?<=[区）街])和(?=各|有关|县直|市直)"
)
# 纪检、监察和统计机构 is three; 农业农村、自然资源和规划部门 is two.
AND_LAST = re.compile(
    "(?<=[^、]{2})(?<!自然资源)(?<!住房)(?<!发展)(?<!工业)(?<!教育)(?<!文化)(?<!保障)(?<!粮食)(?<!林业)(?<!科学)"
    "和(?=[^、和]{2,6}(?:部门|机构)$)"
)
ASIDE = re.compile("（(?:以下|下称|简称|挂|设在|含|加挂)[^（）]*）")
# The name of an undertaking stands inside the name of those who carry it out.
CALLED = re.compile("“[^“”]{1,12}”(?=[^“”，。；、]{0,10}(?:小组|专班|指挥部|办公室|委员会)$)")
DESCRIBED = re.compile("的[^的]{0,40}(?:部门|单位|机构|机关|政府|街道|公司|局)$")
TALLEST = 24
SHORT = 10


def names_of(folded: str) -> tuple[str, ...]:
    """The units in a stretch of text, none where anything in it is no unit."""
    words = ASIDE.sub("", folded.strip())
    if not words or NOT_FIRST.match(words) or INSIDE.search(CALLED.sub("", words)):
        return ()
    words = AND_LAST.sub("、", OR_ELSE.sub(lambda found: "、" * len(found[0]), words))
    if "的" in words:
        return _described(words)
    names = split_names(words)
    listed = bool(LISTED.search(words)) and len(names) > 1
    known = sum(map(_is_placed, names))
    if not all(_is_unit(name, listed=listed, among=known >= len(names) / 2) for name in names):
        return ()
    return names


def _described(words: str) -> tuple[str, ...]:
    """Units told by what they do: one, or several where the description stands in front of all."""
    if not DESCRIBED.search(words) or len(words) > 2 * TALLEST:
        return ()
    first, *others = words.split("、")
    if "的" in first and all(map(_is_placed, others)):
        return (first, *others)
    return (words,)


def _is_placed(name: str) -> bool:
    return "的" not in name and bool(PLACED.match(name) and TAIL.search(name))


def _is_unit(name: str, *, listed: bool, among: bool) -> bool:
    """Whether it is a unit: by its own form, or by being listed as one or among others."""
    if not 1 < len(name) <= TALLEST or NOT_FIRST.match(name) or NO_NAME.fullmatch(name[-2:]):
        return False
    loose = LOOSE.search(name) and not among and not PLACED.match(name)
    if loose or name.count("（") != name.count("）"):
        return False
    of_place = among and bool(PLACE.fullmatch(name))
    return of_place or bool(TAIL.search(name)) or (listed and len(name) <= SHORT)


def is_nobody(name: str) -> bool:
    """各责任单位: whoever has been named elsewhere."""
    return bool(NAMED_ELSEWHERE.fullmatch(name))


def is_general(name: str) -> bool:
    """各部门, 各级各有关部门: whoever it may be."""
    return bool(GENERAL.fullmatch(name))


def is_named(name: str) -> bool:
    """One body by its own name, not each of a kind."""
    return not OF_A_KIND.search(name)
