"""Headings that are units: whoever is named there has every measure below."""

import re
from collections.abc import Sequence

from tasks_tracker.importer.folding import fold
from tasks_tracker.importer.outline import Section
from tasks_tracker.importer.subjects import is_general, names_of

HEAD = re.compile(
    r"(?P<names>[^。；：]{2,80}?)(?:(?:主要)?(?:牵头|负责|承担)(?:落实|推进|完成|办理)?的?(?:任务|工作|事项|项目)?)?"
    r"(?:（[^（）]*[0-9一二三四五六七八九十]+[项件条][^（）]*）)?"
)
SEVERAL = 2
Heads = dict[int, tuple[str, ...]]


def heads_of(sections: Sequence[Section]) -> Heads:
    """The units of the headings that hold nothing else, where the document has several."""
    above = {id(one): one for section in sections for one in section.above}
    heads = {key: names for key, one in above.items() if (names := _units(one))}
    return heads if len(heads) >= SEVERAL else {}


def head_of(section: Section, heads: Heads) -> tuple[str, ...]:
    """The units of the nearest heading above that names some."""
    found = (heads.get(id(above), ()) for above in reversed(section.above))
    return next(filter(None, found), ())


def _units(section: Section) -> tuple[str, ...]:
    if section.passage.text[section.heading_end :].strip(" 。：；\n"):
        return ()
    head = HEAD.fullmatch(fold(section.heading))
    names = names_of(head["names"]) if head else ()
    return () if any(map(is_general, names)) else names
