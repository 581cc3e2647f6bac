"""python -m benchmarks [GROUP …] [--json] [--quick]: one table, exit 1 where a goal is missed."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence

from benchmarks import cycle, excel, importing
from benchmarks.case import Case

GROUPS: dict[str, Callable[[bool], Iterator[Case]]] = {
    "import": importing.cases,
    "cycle": cycle.cases,
    "excel": excel.cases,
}
COLUMNS = "{:<46} {:>8} {:>9} {:>9} {:>6} {:>9} {:>6}  {}"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"{', '.join(GROUPS)}; import")
    parser.add_argument("--json", action="store_true", help="one object for each case")
    parser.add_argument("--quick", action="store_true", help="a tenth of the things, fewer runs")
    wish = parser.parse_args(arguments)
    if unknown := set(wish.groups) - set(GROUPS):
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    found = []
    for name in wish.groups or ["import"]:
        for case in GROUPS[name](wish.quick):
            found.append(case)
            if not wish.json:
                _print(case, first=len(found) == 1)
    if wish.json:
        print(json.dumps([case.as_json() for case in found], ensure_ascii=False, indent=1))
    return 0 if all(case.met for case in found) else 1


def _print(case: Case, *, first: bool) -> None:
    if first:
        print(COLUMNS.format("case", "n", "ours s", "floor s", "ratio", "n/s", "SQL", "goal"))
    floor = "" if case.floor is None else f"{case.floor:.4f}"
    rate = f"{case.n / case.ours:.0f}"
    sql = "" if case.statements is None else str(case.statements)
    verdict = case.goal + ("" if case.met else "  MISSED")
    words = (case.case, case.n, f"{case.ours:.4f}", floor, case.ratio or "", rate, sql, verdict)
    print(COLUMNS.format(*words), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
