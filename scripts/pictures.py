"""The pictures in docs/images, taken anew of a demonstration that is told for them."""

import os
import shutil
import subprocess

from scripts import apt, chromium, environment

FOLDER = environment.ROOT / "docs" / "images"
CHINESE = "chromium-l10n"  # Debian keeps the words of Chromium's own controls apart


def run(_: list[str]) -> int:
    environment.ensure("dev")
    browser = chromium.find_or_install()
    if browser is None:
        raise environment.SetupFailed(chromium.HOW_TO_GET_ONE)
    _teach_chinese()
    env = os.environ | {"CHROMIUM": browser, "LANGUAGE": "zh_CN"}
    command = [str(environment.PYTHON), "-m", "tests.e2e.pictures", str(FOLDER)]
    return subprocess.run(command, cwd=environment.ROOT, env=env, check=False).returncode


def _teach_chinese() -> None:
    if shutil.which("dpkg-query") and not _is_there(CHINESE):
        apt.install(CHINESE)


def _is_there(package: str) -> bool:
    query = ["dpkg-query", "--show", "--showformat=${Status}", package]
    said = subprocess.run(query, capture_output=True, text=True, check=False).stdout
    return said == "install ok installed"
