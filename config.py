"""Configuration from environment variables; the only reader of os.environ."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent
SECRET_LENGTH = 32
T = TypeVar("T")
SCHEMES = ("sqlite", "postgresql+psycopg")


class BadSetting(Exception):
    """A variable is missing or wrong; the message names it, in one line."""


@dataclass(frozen=True)
class Config:
    """Everything that the installation decides."""

    database_url: str
    secret_key: str
    base_url: str
    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str
    smtp_security: str
    """starttls, tls or none."""
    mail_from: str
    time_zone: str
    upload_dir: Path
    upload_max_mb: int
    demo: bool = False
    """Set by the command that serves a demonstration; no variable switches it on."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> "Config":
        given = os.environ if environ is None else environ
        return cls(
            database_url=_read(given, "DATABASE_URL", _database_url, _default_database()),
            secret_key=_read(given, "SECRET_KEY", _secret, "") or _own_secret(),
            base_url=_read(given, "BASE_URL", _web_address, "http://127.0.0.1:8000"),
            smtp_host=_read(given, "SMTP_HOST", str, ""),
            smtp_port=_read(given, "SMTP_PORT", _number(1, 65535), "587"),
            smtp_user=_read(given, "SMTP_USER", str, ""),
            smtp_password=_read(given, "SMTP_PASSWORD", str, ""),
            smtp_security=_read(given, "SMTP_SECURITY", _security, "starttls"),
            mail_from=_read(given, "MAIL_FROM", _mail_address, "ducha@localhost"),
            time_zone=_read(given, "TIME_ZONE", _zone, "Asia/Shanghai"),
            upload_dir=_read(given, "UPLOAD_DIR", _folder, str(ROOT / "instance" / "uploads")),
            upload_max_mb=_read(given, "UPLOAD_MAX_MB", _number(1, 1024), "20"),
        )

    def for_demonstration(self) -> "Config":
        return replace(self, demo=True)


def _read(given: Mapping[str, str], name: str, parse: Callable[[str], T], default: str) -> T:
    try:
        return parse(given.get(name, "").strip() or default)
    except (ValueError, LookupError, OSError) as error:
        raise BadSetting(f"{name}: {error}") from None


def _default_database() -> str:
    return f"sqlite:///{ROOT / 'instance' / 'tasks-tracker.sqlite3'}"


def _own_secret() -> str:
    """The key of an installation that sets none: made once, kept beside the embedded database."""
    file = ROOT / "instance" / "secret-key"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(SECRET_LENGTH), encoding="ascii")
    return file.read_text(encoding="ascii").strip()


def _database_url(text: str) -> str:
    if text.startswith("postgresql://"):
        text = text.replace("postgresql://", "postgresql+psycopg://", 1)
    if text.split(":", 1)[0] not in SCHEMES:
        raise ValueError("must begin with sqlite:/// or postgresql://")
    if text.startswith("sqlite:///"):
        Path(text.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    return text


def _secret(text: str) -> str:
    if text and len(text) < SECRET_LENGTH:
        raise ValueError(f"must have at least {SECRET_LENGTH} characters")
    return text


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("must be an address such as https://ducha.example.gov.cn")
    return text.rstrip("/")


def _mail_address(text: str) -> str:
    if text.count("@") != 1 or any(c.isspace() for c in text):
        raise ValueError("must be one mail address")
    return text


def _number(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise ValueError(f"must be a whole number from {low} to {high}")
        return int(text)

    return parse


def _security(text: str) -> str:
    if text not in {"starttls", "tls", "none"}:
        raise ValueError("must be starttls, tls or none")
    return text


def _zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (LookupError, ValueError, OSError):
        raise ValueError("must be a time zone such as Asia/Shanghai") from None
    return text


def _folder(text: str) -> Path:
    folder = Path(text)
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise ValueError("must be a folder that can be written to")
    return folder.resolve()
