"""Configuration from environment variables; the only reader of os.environ."""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

ROOT = Path(__file__).resolve().parent
SECRET_LENGTH = 32
T = TypeVar("T")
DATABASES = "must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"


class BadSetting(Exception):
    """A variable is missing or wrong; the message names it, in one line."""


@dataclass(frozen=True)
class Config:
    """Everything that the installation decides."""

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    base_url: str
    trusted_proxy: str
    """Whose word on where visitors come from counts; empty: nobody's."""
    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str = field(repr=False)
    smtp_security: str
    """starttls, tls or none."""
    mail_from: str
    time_zone: str
    upload_dir: Path
    upload_max_mb: int
    upload_total_max_mb: int
    """Of all files of one submission together."""
    demo: bool = False
    """Set by the command that serves a demonstration; no variable switches it on."""

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> "Config":
        given = os.environ if environ is None else environ
        return cls(
            database_url=_read(given, "DATABASE_URL", _database_url, _default_database()),
            secret_key=_read(given, "SECRET_KEY", _secret, ""),
            base_url=_read(given, "BASE_URL", _web_address, "http://127.0.0.1:8000"),
            trusted_proxy=_read(given, "TRUSTED_PROXY", _machine, ""),
            smtp_host=_read(given, "SMTP_HOST", str, ""),
            smtp_port=_read(given, "SMTP_PORT", _number(1, 65535), "587"),
            smtp_user=_read(given, "SMTP_USER", str, ""),
            smtp_password=_read(given, "SMTP_PASSWORD", str, ""),
            smtp_security=_read(given, "SMTP_SECURITY", _security, "starttls"),
            mail_from=_read(given, "MAIL_FROM", _mail_address, "ducha@localhost"),
            time_zone=_read(given, "TIME_ZONE", _zone, "Asia/Shanghai"),
            upload_dir=_read(given, "UPLOAD_DIR", _folder, str(ROOT / "instance" / "uploads")),
            upload_max_mb=_read(given, "UPLOAD_MAX_MB", _number(1, 1024), "20"),
            upload_total_max_mb=_read(given, "UPLOAD_TOTAL_MAX_MB", _number(1, 4096), "100"),
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


def _database_url(text: str) -> str:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):  # what they say may quote the password
        raise ValueError(DATABASES) from None
    if url.drivername == "sqlite":
        return _file_database(url)
    if url.drivername not in {"postgresql", "postgresql+psycopg"} or not url.database:
        raise ValueError(DATABASES)
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _file_database(url: URL) -> str:
    if url.host or not url.database or url.database == ":memory:":
        raise ValueError(DATABASES)
    file = Path(url.database).absolute()
    if file.is_dir():
        raise ValueError(f"{file} is a folder")
    file.parent.mkdir(parents=True, exist_ok=True)
    return str(url.set(database=str(file)))


def _secret(text: str) -> str:
    if not text:
        return _own_secret(ROOT / "instance" / "secret-key")
    if len(text) < SECRET_LENGTH:
        raise ValueError(f"must have at least {SECRET_LENGTH} characters")
    return text


def _own_secret(file: Path) -> str:
    """The key of an installation that sets none: made once, kept beside the embedded database."""
    file.parent.mkdir(exist_ok=True)
    for_us_alone = partial(os.open, mode=0o600)
    with suppress(FileExistsError), open(file, "x", encoding="ascii", opener=for_us_alone) as new:
        new.write(secrets.token_urlsafe(SECRET_LENGTH))
    key = file.read_text(encoding="ascii").strip()
    if len(key) < SECRET_LENGTH:
        raise ValueError(f"{file} holds no whole key; remove it, and a new one is made")
    return key


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    is_whole = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    if not is_whole or parts.query or parts.fragment or _has_space(text):
        raise ValueError("must be an address such as https://ducha.example.gov.cn")
    return text.rstrip("/")


def _machine(text: str) -> str:
    try:
        return str(ip_address(text)) if text else ""
    except ValueError:
        raise ValueError("must be the address of one machine, such as 10.0.0.5") from None


def _mail_address(text: str) -> str:
    name, _, host = text.partition("@")
    if not name or not host or "@" in host or _has_space(text):
        raise ValueError("must be one mail address")
    return text


def _has_space(text: str) -> bool:
    return any(character.isspace() for character in text)


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
