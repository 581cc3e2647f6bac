"""What the parts of an office file refer to."""

import posixpath
import re

from tasks_tracker.importer.files.markup import parsed
from tasks_tracker.importer.files.package import BROKEN, Package
from tasks_tracker.importer.files.paper import Unreadable

MAIN = re.compile(r"/officeDocument$")


def related(package: Package, name: str, kind: re.Pattern[str]) -> dict[str, str]:
    """What a part refers to of one kind: the names of other parts by id."""
    folder, _, file = name.rpartition("/")
    content = package.part(posixpath.join(folder, "_rels", f"{file}.rels"))
    if content is None:
        return {}
    return {
        one.get("Id", ""): _within(folder, one.get("Target", ""))
        for one in parsed(content)
        if one.get("TargetMode") != "External" and kind.search(one.get("Type", ""))
    }


def main_of(package: Package) -> str:
    """The name of the part that holds the document itself."""
    name = next(iter(related(package, "", MAIN).values()), "")
    if name not in package.names:
        raise Unreadable(BROKEN)
    return name


def _within(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
