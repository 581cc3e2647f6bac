"""Everything one does with this project, on a machine that has Python 3.11 and git.

./dev serve         prepare what is missing, then serve on http://127.0.0.1:8000
                    (--port N, --host ADDRESS, --no-demo)
./dev test ARGS…    run all tests; ARGS go to pytest
./dev check         run every linter and checker
./dev run ARGS…     the command tasks-tracker, e.g. ./dev run extract FILE --json
./dev setup         make .venv ready for work
./dev lock ARGS…    write requirements/ anew from pyproject.toml (--upgrade)
./dev bench ARGS…   run the benchmarks (import, cycle; --quick, --json)
./dev pictures      take the pictures of docs/images anew
"""

import os
import sys
from collections.abc import Callable

from scripts import bench, checks, environment, pictures, tests

Arguments = list[str]


def main(arguments: Arguments) -> int:
    name, *rest = arguments or ["help"]
    command = COMMANDS.get(name)
    if command is None:
        print(__doc__)
        return 0 if name in ("help", "--help", "-h") else 2
    try:
        return command(rest)
    except environment.SetupFailed as reason:
        print(f"./dev {name}: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _serve(arguments: Arguments) -> int:
    return _run(["serve", "--demo", *arguments])  # of --demo and --no-demo the last one counts


def _run(arguments: Arguments) -> int:
    environment.ensure("runtime")
    python = str(environment.PYTHON)
    os.execv(python, [python, str(environment.ROOT / "app.py"), *arguments])


def _setup(_: Arguments) -> int:
    environment.ensure("dev")
    print("Ready: ./dev serve, ./dev test, ./dev check")
    return 0


def _lock(arguments: Arguments) -> int:
    environment.lock(*arguments)
    return 0


def _check(_: Arguments) -> int:
    return checks.run()


COMMANDS: dict[str, Callable[[Arguments], int]] = {
    "serve": _serve,
    "test": tests.run,
    "check": _check,
    "run": _run,
    "setup": _setup,
    "lock": _lock,
    "bench": bench.run,
    "pictures": pictures.run,
}
