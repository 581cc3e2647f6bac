"""Packages of Debian and its children, where this process may install them."""

import os
import shutil
import subprocess


def install(*packages: str) -> bool:
    """Whether the packages are there now; False where this is not ours to do."""
    if not _allowed():
        return False
    print(f"Installing {', '.join(packages)} with apt-get …", flush=True)
    return _apt_get("update") and _apt_get("install", "-y", "--no-install-recommends", *packages)


def _allowed() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def _apt_get(*words: str) -> bool:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        ["apt-get", "-qq", *words],
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stderr.decode(errors="replace").rstrip(), flush=True)
    return done.returncode == 0
