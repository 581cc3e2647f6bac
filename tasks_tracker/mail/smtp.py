"""Sending: the only module that speaks SMTP, and the only one that knows its errors."""

import hashlib
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from tasks_tracker import clock
from tasks_tracker.domain.messages import Message
from tasks_tracker.settings import Settings

TIMEOUT = 10.0
"""Seconds that a server may stay silent."""

Send = Callable[[Message, datetime], None]


class DeliveryFailed(Exception):
    """This message was not taken; others may be."""


class Unreachable(Exception):
    """No server that would take any message: absent, silent, or refusing our name or password."""


@contextmanager
def connection(settings: Settings) -> Iterator[Send]:
    """A function that sends over one connection; what fails on the way breaks that off.

    The connection is made before anything is claimed: while the server is away, no message
    loses an attempt.
    """
    line = _Line(settings)
    line.open()
    try:
        yield line.send
    finally:
        line.close()


class _Line:
    """A connection that is made anew after a failure, because its state is not known then."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._server: smtplib.SMTP | None = None

    def open(self) -> smtplib.SMTP:
        if self._server is None:
            try:
                self._server = _connect(self._settings)
            except (smtplib.SMTPException, OSError) as error:
                raise Unreachable(_in_words(error)) from error
        return self._server

    def send(self, message: Message, now: datetime) -> None:
        server = self.open()
        try:
            server.send_message(compose(message, sender=self._settings.mail_from, now=now))
        except (smtplib.SMTPException, OSError, ValueError) as error:
            server.close()
            self._server = None
            raise DeliveryFailed(_in_words(error)) from error

    def close(self) -> None:
        if self._server is not None:
            _leave(self._server)
            self._server = None


def compose(message: Message, *, sender: str, now: datetime) -> EmailMessage:
    """The mail as it travels; its Message-ID follows from the row, so a repeat carries the same."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = message.address
    mail["Subject"] = message.subject
    mail["Date"] = format_datetime(clock.local(now))
    mail["Message-ID"] = _message_id(message, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(message.body_text, cte="base64")
    mail.add_alternative(message.body_html, subtype="html", cte="base64")
    return mail


def _message_id(message: Message, sender: str) -> str:
    about = f"{message.key} {message.created_at.timestamp()}"
    digest = hashlib.sha256(about.encode()).hexdigest()[:32]
    return f"<{digest}@{parseaddr(sender)[1].rpartition('@')[2]}>"


def _connect(settings: Settings) -> smtplib.SMTP:
    context = ssl.create_default_context()
    place = (settings.smtp_host, settings.smtp_port)
    server = (
        smtplib.SMTP_SSL(*place, timeout=TIMEOUT, context=context)
        if settings.smtp_security == "tls"
        else smtplib.SMTP(*place, timeout=TIMEOUT)
    )
    try:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
    except (smtplib.SMTPException, OSError):
        server.close()
        raise
    return server


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (smtplib.SMTPException, OSError):
        server.close()


def _in_words(error: Exception) -> str:
    """What went wrong, for the outbox page: the server's own words where it said any."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return f"收件人被拒：{code} {_text(said)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"邮件服务器答复：{error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return f"邮件服务器 {TIMEOUT:.0f} 秒没有答复"
    return f"发送中断：{error}"


def _text(said: bytes | str) -> str:
    return said.decode(errors="replace") if isinstance(said, bytes) else said
