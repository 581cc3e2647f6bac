"""Runs pytest with everything that the tests need."""

import os
import subprocess

from scripts import chromium, environment

SAME_EVERYWHERE = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}


def run(arguments: list[str]) -> int:
    environment.ensure("dev")
    env = os.environ | SAME_EVERYWHERE
    browser = chromium.find_or_install()
    if browser:
        env["CHROMIUM"] = browser
    command = [str(environment.PYTHON), "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=environment.ROOT, env=env, check=False).returncode
