"""Runs the benchmarks."""

import os
import subprocess

from scripts import environment


def run(arguments: list[str]) -> int:
    environment.ensure("dev")
    command = [str(environment.PYTHON), "-m", "benchmarks", *arguments]
    env = os.environ | {"PYTHONHASHSEED": "0"}
    return subprocess.run(command, cwd=environment.ROOT, env=env, check=False).returncode
