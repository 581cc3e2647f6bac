"""Composition root: configuration → database → mail → web → command line; no logic."""

import gc
import sys

gc.disable()  # nothing that is loaded now is garbage; looking for some takes a tenth of the start

from config import BadSetting, Config  # noqa: E402
from tasks_tracker import cli  # noqa: E402

gc.freeze()
gc.enable()


def main() -> None:
    try:
        config = Config.from_environ()
    except BadSetting as error:
        sys.exit(f"tasks-tracker: {error}")
    cli.run(config)


if __name__ == "__main__":
    main()
