"""Real SMTP servers on this machine, good and bad ones."""

import socket
import ssl
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

CERTIFICATE = Path(__file__).with_name("localhost.pem")
"""Made for these tests, for localhost alone; it protects nothing."""


class Inbox:
    """Takes every mail."""

    def __init__(self):
        self.mails = []
        self.sessions = set()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.mails.append(envelope)
        self.sessions.add(id(session))
        return "250 OK"

    @property
    def recipients(self):
        return [address for mail in self.mails for address in mail.rcpt_tos]


class Refusing(Inbox):
    """Refuses some recipients, for good or for now."""

    def __init__(self, refused, answer):
        super().__init__()
        self.refused = refused
        self.answer = answer

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refused:
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"


class Overfull(Inbox):
    """Refuses the mail itself, after it was transmitted."""

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        return "452 no room"


class DyingSession(SMTP):
    """Breaks off while the mail is being transmitted."""

    async def smtp_DATA(self, arg):  # noqa: N802
        await self.push("354 go ahead")
        await self._reader.read(20)
        self.transport.abort()


class Dying(Controller):
    def factory(self):
        return DyingSession(self.handler)


@contextmanager
def running(handler, controller=Controller, **options):
    """Settings for a server that runs as long as the block."""
    server = controller(handler, hostname="127.0.0.1", port=_free_port(), **options)
    server.start()
    try:
        yield settings(server.port)
    finally:
        server.stop()


@contextmanager
def silent():
    """A server that takes the connection and says nothing."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        yield settings(listening.getsockname()[1])


@contextmanager
def absent():
    yield settings(_free_port())


def settings(port, **more):
    return SimpleNamespace(
        **{
            "smtp_host": "127.0.0.1",
            "smtp_port": port,
            "smtp_user": "",
            "smtp_password": "",
            "smtp_security": "none",
            "mail_from": "ducha@liaocheng.example",
            "demo": False,
            **more,
        }
    )


def certified():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def lets_in(user, password):
    """An authenticator that knows one account."""

    def check(server, session, envelope, mechanism, given):
        known = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=known, handled=False)

    return check


def _free_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        return listening.getsockname()[1]
