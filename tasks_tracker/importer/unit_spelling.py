"""The name of a unit taken apart: level, field of work, kind of body."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.unit_words import FAMILIES, SPELLINGS

_SPELLINGS = dict(SPELLINGS)
_SPELLING = re.compile("|".join(sorted(map(re.escape, _SPELLINGS), key=len, reverse=True)))
_FAMILIES = {word: family[0] for family in FAMILIES for word in family}
_FAMILY = re.compile("|".join(sorted(map(re.escape, _FAMILIES), key=len, reverse=True)))
_PARENT = re.compile(
    r"^(?:中共|中国共产党|中华人民共和国|国家税务总局(?=.)|国网.{2,4}电力公司(?=.)|国网|中国(?!国际))"
)
# 市场 and 市政 begin words of their own.
_LEVEL = re.compile(r"^([省市县区])(?!场|政(?!府|协|法|务)|[、（])(?=..)")
_OF_GOVERNMENT = re.compile(r"^政府(?=.+(?:局|委|办)$)")
_FOREIGN = re.compile(
    r"^(?!各|经济|高新|工业|开发|度假|示范)([\u4e00-\u9fff]{1,3}[市县区])(?![场镇乡]|政(?!府))(?=..)"
)
_ASIDE = re.compile(r"^(?!各)([^（）]{3,})（([^（）]+)）$")
SAME_PLACE, SHORTEST_PLACE = 65, 2
# 某市生态环境局某县分局 is what the county calls 县生态环境分局.
_BRANCH = re.compile(r"^(?:.{2,4})?市(.{2,8})局分局$")
_KIND = re.compile(
    r"(?:[镇乡市县区]政府|服务中心|管理中心|交易中心|中心|事务局|管理局|分局|局|管委会|委|办|室|政府|街道|联|工会|支行|银行|支队|大队|分公司|公司|部门|机关|机构"
    r"|法院|检察院|学院|大学|[镇乡县])$"
)


@dataclass(frozen=True)
class Spelling:
    """A name in the parts by which names are compared."""

    place: str
    """The own place as it is named in full, or with a slip: 高唐县, 高塘县."""
    foreign: str
    """Another place that it names in front."""
    level: str
    whole: str
    """All behind the place, in short words."""
    stem: str
    """The same without the kind of body: what it works on."""
    field: str
    """The same in its shortest words."""
    kind: str
    aside: str
    """What stands in brackets behind: a second name."""


@lru_cache(maxsize=1 << 15)
def spell(name: str, place: str = "") -> Spelling:
    """Take a name apart; `place` is the region in whose register it is looked for."""
    text, aside = _without_aside("".join(fold(name).split()))
    own, rest = _without_place(_PARENT.sub("", text), place)
    level = _LEVEL.match(rest)
    rest = rest[1:] if level else rest
    foreign = None if level else _FOREIGN.match(rest)
    short = _SPELLING.sub(lambda found: _SPELLINGS[found[0]], rest)
    whole = _OF_GOVERNMENT.sub("", short)
    stem, kind = _parted(whole)
    field, _ = _parted(_FAMILY.sub(lambda found: _FAMILIES[found[0]], whole))
    return Spelling(
        place=own,
        foreign=foreign[1] if foreign else "",
        level=level[1] if level else "",
        whole=whole,
        stem=stem,
        field=field,
        kind=kind,
        aside=aside,
    )


def _without_aside(name: str) -> tuple[str, str]:
    found = _ASIDE.match(name)
    return (found[1], found[2]) if found else (name, "")


def _without_place(name: str, place: str) -> tuple[str, str]:
    """In 高唐县, 高唐县财政局 and 高唐财政局 are 县财政局, 中国联通高唐分公司 is 中国联通分公司."""
    own = _own_place(name, place) if place else ""
    if not own:
        return "", name
    before, after = name.split(own, 1)
    level = "" if before and not after.startswith("委") else place[-1]
    rest = before + level + after.removeprefix(level if level in {"县", "区"} else "")
    return own, _BRANCH.sub(rf"{place[-1]}\1分局", rest)


def _own_place(name: str, place: str) -> str:
    """The own place as this name has it, be it in full, in short, or with a slip."""
    for own in (place, place[:-1]):
        if len(own) >= SHORTEST_PLACE and own in name and not name.endswith(own):
            return own
    if len(place) == SHORTEST_PLACE or name[:1] in "省市县区各":
        return ""
    lengths = (len(place), len(place) - 1)
    slips = (name[:length] for length in lengths if name[length + 1 :])
    return next((own for own in slips if fuzz.ratio(own, place) > SAME_PLACE), "")


def _parted(whole: str) -> tuple[str, str]:
    """Field of work and kind of body; a name that is all kind (办公室) is its own field."""
    kind = _KIND.search(whole)
    if not kind or not kind.start():
        return whole, ""
    return whole[: kind.start()], _plain(kind[0])


def _plain(kind: str) -> str:
    """服务中心 is a 中心, 管理局 a 局."""
    return next((one for one in ("中心", "分局", "局", "政府") if kind.endswith(one)), kind)
