"""A whole installation of its own: database, uploads, mail server, web server, all on loopback."""

import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller

ROOT = Path(__file__).resolve().parents[2]
START_WITHIN = 180


@dataclass
class Postbox:
    """What the mail server took in."""

    mails: list[EmailMessage] = field(default_factory=list)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the library's name
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def to(self, address: str, subject: str) -> list[EmailMessage]:
        """The mails to somebody whose subject matches."""
        mine = [mail for mail in self.mails if mail["To"].addresses[0].addr_spec == address]
        return [mail for mail in mine if re.search(subject, mail["Subject"])]


class Installation:
    """Started in a folder of its own; `stop` ends what was started, and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.postbox = Postbox()
        self.mail_server = Controller(self.postbox, hostname="127.0.0.1", port=free_port())
        self.mail_server.start()
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environ = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{folder / 'e2e.sqlite3'}",
            "UPLOAD_DIR": str(folder / "uploads"),
            "BASE_URL": self.address,
            "SECRET_KEY": "for-this-test-only-" * 3,
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(self.mail_server.port),
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "ducha@liaocheng.example",
        }
        self.server: subprocess.Popen[bytes] | None = None

    def run(self, *arguments: str) -> str:
        """A command of tasks-tracker, to its end."""
        done = self._done(*arguments)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    def refused(self, *arguments: str) -> str:
        """A command that has to end badly; answers what it says about that."""
        done = self._done(*arguments)
        assert done.returncode != 0, done.stdout.decode()
        return done.stderr.decode()

    def start(self) -> None:
        command = self._command("serve", "--demo", "--port", str(self.port))
        self.server = subprocess.Popen(command, env=self.environ, cwd=ROOT)
        deadline = time.monotonic() + START_WITHIN
        while not self._answers():
            assert self.server.poll() is None, "the server ended by itself"
            assert time.monotonic() < deadline, "the server did not come up"
            time.sleep(0.2)

    def stop(self) -> None:
        if self.server:
            self.server.terminate()
            self.server.wait(timeout=20)
        self.mail_server.stop()

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5):
                return True
        except OSError:
            return False

    def _done(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            self._command(*arguments), env=self.environ, cwd=ROOT, capture_output=True, check=False
        )

    @staticmethod
    def _command(*arguments: str) -> list[str]:
        return [sys.executable, str(ROOT / "app.py"), *arguments]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
