"""Which known unit a printed name may mean: short forms, missing levels, slips of the pen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from tasks_tracker.importer.unit_spelling import Spelling, spell
from tasks_tracker.importer.unit_words import FIELDS, LOOK_ALIKE

SAME = 100
LEAST = 60
"""Below this score a name is not offered."""
SIMILAR, CANDIDATES = 45, 40
"""How like a name must be to be looked at closely, and how many are at most."""
ALIKE = 75
SHORTEST, SHORT = 2, 4
OTHER_LEVEL = 20
"""What a change of level costs; such a unit is offered after all others."""
COMMON = frozenset("政府各有关相其他单位部门委员直级")
"""A name that has nothing but these stands for nobody in particular."""
SLIPS = ("错字", "同音字", "形近字", "字序", "少字", "字面相近", "换了级别", "一个写有")
OFFICES = frozenset({"局", "委", "办", "中心", "部门", "机关", "机构"})
PLACES = frozenset({"政府", "街道", "镇", "乡", "县"})


@dataclass(frozen=True)
class Near:
    """A unit that may be meant, how like its name is (0 to 100), and in what it differs."""

    official: str
    score: int
    why: str

    @property
    def is_slip(self) -> bool:
        """It differs by a mistake or names another body: no name to be remembered."""
        return any(sign in self.why for sign in SLIPS)


@dataclass(frozen=True)
class _Found:
    score: float
    why: tuple[str, ...] = ()

    def less(self, penalty: float, why: str) -> "_Found":
        return _Found(self.score - penalty, (*self.why, why))


NOTHING = _Found(0)


def nearest(name: str, known: Mapping[str, str], *, place: str = "", limit: int = 3) -> list[Near]:
    """The units that a printed name may mean, best first; `known` has every name in the register
    with the official name that it stands for."""
    return Register(known, place=place).nearest(name, limit=limit)


class Register:
    """The known names, made ready to be compared with many printed ones."""

    def __init__(self, known: Mapping[str, str], *, place: str = "") -> None:
        self._known = known
        self._place = place
        self._names = list(known)
        self._spelled = [spell(name, place) for name in self._names]
        self._fields = [spelled.field for spelled in self._spelled]
        self._stems = [spelled.stem for spelled in self._spelled]
        self._heads: dict[str, list[int]] = defaultdict(list)
        self._letters: dict[str, list[int]] = defaultdict(list)
        for index, spelled in enumerate(self._spelled):
            for head in {spelled.stem[:1], spelled.field[:1]}:
                self._heads[head].append(index)
            self._letters["".join(sorted(spelled.stem))].append(index)

    def nearest(self, name: str, *, limit: int = 3) -> list[Near]:
        printed = spell(name, self._place)
        best: dict[str, Near] = {}
        for index in self._candidates(printed):
            official = self._known[self._names[index]]
            found = _compare(printed, self._spelled[index])
            score = SAME if self._names[index] == name else min(SAME - 1, round(found.score))
            if score >= LEAST and (official not in best or best[official].score < score):
                why = "；".join(found.why) or ("只差写法" if score < SAME else "名册里的名称")
                best[official] = Near(official, score, why)
        return sorted(best.values(), key=lambda near: (-near.score, near.official))[:limit]

    def _candidates(self, printed: Spelling) -> set[int]:
        found = set(self._letters["".join(sorted(printed.stem))])
        found.update(
            index
            for head in {printed.stem[:1], printed.field[:1]}
            for index in self._heads[head]
            if _in_order(printed.field, self._fields[index])
            or _in_order(printed.stem, self._stems[index])
        )
        for wanted, among in ((printed.field, self._fields), (printed.stem, self._stems)):
            like = process.extract(
                wanted, among, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=CANDIDATES
            )
            found.update(index for _, _, index in like)
        return found


def _in_order(one: str, other: str) -> bool:
    """Whether all characters of the shorter occur in the longer in their order."""
    short, long = sorted((one, other), key=len)
    rest = iter(long)
    return all(char in rest for char in short)


def _compare(printed: Spelling, known: Spelling) -> _Found:
    found = max(
        _of_kind(_of_field(printed, known), printed, known),
        _as_a_whole(printed, known),
        key=lambda found: found.score,
    )
    return _same_place(found, printed, known)


def _of_field(printed: Spelling, known: Spelling) -> _Found:
    """How like the fields of work are."""
    if printed.stem == known.stem:
        return _Found(100)
    if printed.field == known.field:
        return _Found(97, ("同一职能的不同写法",))
    pairs = ((printed.stem, known.stem), (printed.field, known.field))
    found = [_abbreviated(*pair) for pair in pairs]
    if not _is_a_field(printed):
        found += [_slipped(*pair, among=known.kind) for pair in pairs]
        found.append(_cut_short(printed, known))
    return max(found, key=lambda found: found.score)


def _is_a_field(printed: Spelling) -> bool:
    return printed.stem in FIELDS or printed.field != printed.stem


def _abbreviated(written: str, stem: str) -> _Found:
    """A short form takes the first character and others in their order, or all of the end."""
    short, long = sorted((written, stem), key=len)
    if len(short) < SHORTEST or set(short) <= COMMON or not _takes_from(short, long):
        return NOTHING
    share = len(short) / len(long)
    return _Found(80 + 14 * share, ("简称" if short == written else "写得比名册长",))


def _takes_from(short: str, long: str) -> bool:
    if long.endswith(short):
        return len(short) > SHORTEST or short in FIELDS
    return short[0] == long[0] and _in_order(short, long)


def _cut_short(printed: Spelling, known: Spelling) -> _Found:
    """县财局: one character is too little for a name, and may stand for each that has it."""
    is_part = len(printed.stem) == 1 and printed.stem in known.stem[:SHORT]
    return _Found(66, ("少字",)) if is_part and len(known.stem) <= SHORT else NOTHING


def _slipped(written: str, stem: str, *, among: str) -> _Found:
    """A wrong character, one too few or too many, or two that changed places."""
    if min(len(written), len(stem)) < SHORTEST:
        return NOTHING
    if sorted(written) == sorted(stem):
        return _Found(88, ("字序不同",))
    wrong = _wrong_characters(written, stem)
    if not wrong:
        return _Found(fuzz.ratio(written, stem) - 4, ("字面相近",))
    is_name = len(stem) <= SHORTEST and among in PLACES
    return _mistaken(wrong, NOTHING.score if is_name else fuzz.ratio(written, stem))


@cache
def _sound(character: str) -> list[str]:
    # Brings a dictionary that takes its time, which the start can do without.
    from pypinyin import lazy_pinyin

    sound: list[str] = lazy_pinyin(character)
    return sound


def _mistaken(wrong: list[tuple[str, str]], ratio: float) -> _Found:
    """Characters that sound or look alike; of two towns that differ in one, each is itself."""
    if all(_sound(one) == _sound(other) for one, other in wrong):
        return _Found(92 - len(wrong), (f"同音字{_pairs(wrong)}",))
    if all(_look_alike(*pair) for pair in wrong):
        return _Found(91 - len(wrong), (f"形近字{_pairs(wrong)}",))
    is_one = len(wrong) == 1 and ratio > 0
    return _Found(max(62, ratio) if is_one else ratio - 4, (f"错字{_pairs(wrong)}",))


def _as_a_whole(printed: Spelling, known: Spelling) -> _Found:
    """Where the slip is in the last word, no kind of body is read."""
    if printed.kind == known.kind or _is_a_field(printed):
        return NOTHING
    ratio = fuzz.ratio(printed.whole, known.whole)
    return _Found(ratio - 4, ("字面相近",)) if ratio >= ALIKE else NOTHING


def _wrong_characters(written: str, stem: str) -> list[tuple[str, str]]:
    if len(written) != len(stem):
        return []
    return [pair for pair in zip(written, stem, strict=True) if pair[0] != pair[1]]


def _look_alike(one: str, other: str) -> bool:
    return any(one in group and other in group for group in LOOK_ALIKE)


def _pairs(wrong: Iterable[tuple[str, str]]) -> str:
    return "".join(f"“{written}”→“{right}”" for written, right in wrong)


def _of_kind(found: _Found, printed: Spelling, known: Spelling) -> _Found:
    """局 and 委 take turns from one reform to the next; a 局 and a 公司 are two bodies."""
    if printed.kind == known.kind:
        return found
    if not printed.kind or not known.kind:
        return found.less(6, "少写末尾" if not printed.kind else "多写末尾")
    if {printed.kind, known.kind} <= OFFICES or {printed.kind, known.kind} <= PLACES:
        return found.less(8, f"“{printed.kind}”与“{known.kind}”不同")
    return found.less(30, f"“{printed.kind}”与“{known.kind}”不同")


def _same_place(found: _Found, printed: Spelling, known: Spelling) -> _Found:
    penalty, why = _of_level(printed, known)
    if bool(printed.foreign) != bool(known.foreign):
        penalty, why = 30, f"一个写有“{printed.foreign or known.foreign}”"
    if printed.aside != known.aside:
        found = found.less(4, "括号里另有名称")
    if penalty == OTHER_LEVEL:
        found = _Found(min(found.score, LEAST + 1 + OTHER_LEVEL), found.why)
    return found.less(penalty, why) if penalty else found


def _of_level(printed: Spelling, known: Spelling) -> tuple[int, str]:
    if printed.level == known.level:
        return (1, "全称") if printed.place and not known.place else (0, "")
    if not printed.level:
        return 2, f"少写“{known.level}”"
    if not known.level:
        return 4, f"多写“{printed.level}”"
    return OTHER_LEVEL, f"换了级别：{printed.level}→{known.level}"
