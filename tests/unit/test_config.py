"""What the environment may say, and the one line that names the variable where it is wrong."""

import os
import subprocess
import sys

import pytest
from sqlalchemy import make_url

import config
from config import ROOT, BadSetting, Config

LONG_ENOUGH = "a key of at least thirty-two characters"
PASSWORD = "geheim"
GOOD = [
    ("DATABASE_URL", "postgresql://u:p@h/n", "database_url", "postgresql+psycopg://u:p@h/n"),
    ("DATABASE_URL", "postgresql+psycopg://h:5/n", "database_url", "postgresql+psycopg://h:5/n"),
    ("DATABASE_URL", "sqlite:////var/x.db", "database_url", "sqlite:////var/x.db"),
    ("SECRET_KEY", LONG_ENOUGH, "secret_key", LONG_ENOUGH),
    ("BASE_URL", "https://ducha.example.gov.cn/", "base_url", "https://ducha.example.gov.cn"),
    ("BASE_URL", "http://[::1]:8000", "base_url", "http://[::1]:8000"),
    ("TRUSTED_PROXY", " 10.0.0.5 ", "trusted_proxy", "10.0.0.5"),
    ("TRUSTED_PROXY", "2001:DB8:0::5", "trusted_proxy", "2001:db8::5"),
    ("SMTP_HOST", " mail.example.gov.cn ", "smtp_host", "mail.example.gov.cn"),
    ("SMTP_PORT", "465", "smtp_port", 465),
    ("SMTP_USER", "ducha", "smtp_user", "ducha"),
    ("SMTP_PASSWORD", "口令", "smtp_password", "口令"),
    ("SMTP_SECURITY", "tls", "smtp_security", "tls"),
    ("MAIL_FROM", "ducha@example.gov.cn", "mail_from", "ducha@example.gov.cn"),
    ("TIME_ZONE", "Asia/Urumqi", "time_zone", "Asia/Urumqi"),
    ("UPLOAD_MAX_MB", "1024", "upload_max_mb", 1024),
    ("UPLOAD_TOTAL_MAX_MB", "300", "upload_total_max_mb", 300),
]
BAD = {
    "DATABASE_URL": [
        "x",
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://host/file",
        "sqlite:////",
        "postgresql://host",
        f"mysql://u:{PASSWORD}@host/name",
        f"postgresql://u:{PASSWORD}@host:port/name",
        f"postgresql+psycopg2://u:{PASSWORD}@host/name",
    ],
    "SECRET_KEY": ["x", "a" * 31],
    "BASE_URL": [
        "ducha.example.gov.cn",
        "ftp://example.gov.cn",
        "https://",
        "https://:443",
        "http://[::1",
        "http://host:99999",
        "http://host:port",
        "http://host/?a=b",
        "http://host/#top",
        "http://ho\nst",
        "http://two words",
    ],
    "TRUSTED_PROXY": ["*", "proxy", "10.0.0.0/8", "10.0.0.5, 10.0.0.6", "10.0.0.5:443"],
    "SMTP_PORT": ["x", "0", "65536", "-1", "2.5", "٢٥", "1" * 5000],
    "SMTP_SECURITY": ["ssl", "TLS"],
    "MAIL_FROM": ["ducha", "a@b@c", "@b", "a@", "督查 <a@b>", "a@b\nBcc: c@d"],
    "TIME_ZONE": ["x", "Asia", "../etc/passwd", "/etc/localtime"],
    "UPLOAD_DIR": ["/dev/null", "/dev/null/x", "a" * 300],
    "UPLOAD_MAX_MB": ["x", "0", "1025"],
    "UPLOAD_TOTAL_MAX_MB": ["x", "0", "4097"],
}


@pytest.fixture(autouse=True)
def root(tmp_path, monkeypatch):
    """Whatever is made on the way is made here."""
    monkeypatch.setattr(config, "ROOT", tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(**environ: str) -> Config:
    return Config.from_environ({"SECRET_KEY": LONG_ENOUGH, **environ})


@pytest.mark.parametrize(("name", "text", "field", "value"), GOOD)
def test_a_good_value_is_taken(name, text, field, value):
    assert getattr(read(**{name: text}), field) == value


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in BAD for text in BAD[name]])
def test_a_bad_value_is_refused_in_one_line_that_names_its_variable(name, text):
    with pytest.raises(BadSetting) as refused:
        read(**{name: text})
    words = str(refused.value)
    assert words.startswith(f"{name}: ")
    assert len(words.splitlines()) == 1
    assert PASSWORD not in words


def test_what_is_missing_or_blank_takes_its_default(root):
    for environ in ({}, dict.fromkeys(["BASE_URL", "SMTP_PORT", "TIME_ZONE", "SECRET_KEY"], " ")):
        made = Config.from_environ(environ)
        assert made.database_url == f"sqlite:///{root}/instance/tasks-tracker.sqlite3"
        assert (made.base_url, made.time_zone) == ("http://127.0.0.1:8000", "Asia/Shanghai")
        assert made.trusted_proxy == ""
        assert (made.smtp_host, made.smtp_port, made.smtp_security) == ("", 587, "starttls")
        assert (made.upload_dir, made.upload_max_mb) == (root / "instance" / "uploads", 20)
        assert made.upload_dir.is_dir()
        assert not made.demo


def test_no_variable_makes_it_a_demonstration():
    assert not read(DEMO="1", demo="True").demo
    assert read().for_demonstration().demo


def test_a_password_with_special_characters_reaches_the_database_whole():
    url = make_url(read(DATABASE_URL="postgresql://u:p%40%2Fs%3A%23@h/n").database_url)
    assert (url.drivername, url.password, url.host) == ("postgresql+psycopg", "p@/s:#", "h")


def test_a_relative_file_is_meant_from_where_one_stands_and_stays_there(root):
    made = read(DATABASE_URL="sqlite:///data/tracker.db", UPLOAD_DIR="files")
    assert made.database_url == f"sqlite:///{root}/data/tracker.db"
    assert made.upload_dir == root / "files"
    assert (root / "data").is_dir()


def test_what_is_secret_does_not_show_where_a_configuration_is_printed():
    made = read(DATABASE_URL=f"postgresql://u:{PASSWORD}@h/n", SMTP_PASSWORD=PASSWORD)
    assert PASSWORD not in repr(made)
    assert LONG_ENOUGH not in repr(made)


def test_the_own_secret_is_made_once_and_read_by_nobody_else(root):
    first = Config.from_environ({}).secret_key
    assert len(first) >= 32
    assert Config.from_environ({}).secret_key == first
    assert (root / "instance" / "secret-key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", ["", "short", "键" * 40])
def test_a_damaged_own_secret_is_not_used(root, content):
    (root / "instance").mkdir()
    (root / "instance" / "secret-key").write_text(content, encoding="utf-8")
    with pytest.raises(BadSetting, match=r"^SECRET_KEY: .+$"):
        Config.from_environ({})


def test_a_place_where_no_secret_can_be_kept_is_told_in_one_line(root):
    (root / "instance").touch()
    with pytest.raises(BadSetting, match=r"^SECRET_KEY: .+$"):
        Config.from_environ({"DATABASE_URL": "postgresql://h/n"})


@pytest.mark.parametrize(
    ("name", "text"), [("SMTP_PORT", "many"), ("DATABASE_URL", f"mysql://u:{PASSWORD}@h/n")]
)
def test_a_start_with_a_bad_value_ends_with_one_line_and_no_traceback(name, text):
    done = subprocess.run(
        [sys.executable, str(ROOT / "app.py"), "jobs", "list"],
        env={**os.environ, "SECRET_KEY": LONG_ENOUGH, name: text},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"tasks-tracker: {name}: ")
    assert len(done.stderr.splitlines()) == 1
    assert PASSWORD not in done.stderr
