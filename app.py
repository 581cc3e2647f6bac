"""Composition root: configuration → database → mail → web → command line; no logic."""

import sys

from config import BadSetting, Config
from tasks_tracker import cli


def main() -> None:
    try:
        config = Config.from_environ()
    except BadSetting as error:
        sys.exit(f"tasks-tracker: {error}")
    cli.run(config)


if __name__ == "__main__":
    main()
