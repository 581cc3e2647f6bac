"""Sending against servers that are there; no database is needed for it."""

import asyncio
import email
from email.policy import SMTP

import pytest

from tasks_tracker.domain.messages import Message
from tasks_tracker.mail import smtp
from tasks_tracker.mail.smtp import DeliveryFailed, Unreachable, compose, connection
from tests.integration.mail import servers
from tests.integration.mail.servers import Inbox, running
from tests.unit import loose
from tests.unit.loose import NOW


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(smtp, "TIMEOUT", 0.5)


def message(address="owner@example.org", key="k"):
    return Message(
        key=key,
        kind="reminder",
        to=loose.user(),
        address=address,
        subject="【提醒】5月10日：逾期 2 项",
        body_text="郑安：\n\n逾期 2 项。\n",
        body_html="<p>逾期 2 项。</p>" + "长" * 2000,
        created_at=NOW,
        due_at=NOW,
    )


def send(settings, *messages):
    with connection(settings) as send_one:
        for each in messages:
            send_one(each, NOW)


def test_a_mail_arrives_whole():
    inbox = Inbox()
    with running(inbox) as settings:
        send(settings, message())
    arrived = email.message_from_bytes(inbox.mails[0].content, policy=SMTP)
    assert inbox.recipients == ["owner@example.org"]
    assert arrived["From"] == "ducha@liaocheng.example"
    assert arrived["To"] == "owner@example.org"
    assert arrived["Subject"] == "【提醒】5月10日：逾期 2 项"
    assert arrived["Date"].datetime == NOW
    assert str(arrived["Date"]).endswith("+0800")
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived.get_body("plain").get_content().splitlines() == ["郑安：", "", "逾期 2 项。"]
    assert arrived.get_body("html").get_content().strip() == message().body_html
    assert max(map(len, inbox.mails[0].content.splitlines())) < 998


def test_a_repeat_carries_the_same_id_and_another_mail_another_one():
    first, again, other = (
        compose(each, sender="a@b.example", now=NOW)["Message-ID"]
        for each in (message(), message(), message(key="other"))
    )
    assert first == again != other
    assert str(first).endswith("@b.example>")


def test_one_connection_carries_many_mails():
    inbox = Inbox()
    with running(inbox) as settings:
        send(settings, message(), message(), message())
    assert (len(inbox.mails), len(inbox.sessions)) == (3, 1)


@pytest.mark.parametrize("answer", ["550 no such user", "451 try again later"])
def test_a_refused_recipient_is_told_in_the_words_of_the_server(answer):
    handler = servers.Refusing({"owner@example.org"}, answer)
    with running(handler) as settings, pytest.raises(DeliveryFailed, match=f"收件人被拒：{answer}"):
        send(settings, message())


def test_a_mail_refused_after_transmission_has_failed():
    with (
        running(servers.Overfull()) as settings,
        pytest.raises(DeliveryFailed, match="452 no room"),
    ):
        send(settings, message())


def test_after_a_failure_the_next_mail_goes_over_a_new_connection():
    handler = servers.Refusing({"gone@example.org"}, "550 no such user")
    with running(handler) as settings, connection(settings) as send_one:
        with pytest.raises(DeliveryFailed):
            send_one(message("gone@example.org"), NOW)
        send_one(message(), NOW)
    assert handler.recipients == ["owner@example.org"]


def test_a_server_that_dies_half_way_has_not_taken_the_mail():
    with (
        running(Inbox(), servers.Dying) as settings,
        pytest.raises(DeliveryFailed, match="发送中断"),
    ):
        send(settings, message())


def test_a_server_that_says_nothing_is_given_up_in_time():
    with servers.silent() as settings, pytest.raises(Unreachable, match="没有答复"):
        send(settings, message())


def test_a_server_that_falls_silent_is_given_up_in_time():
    class Sleepy(Inbox):
        async def handle_DATA(self, server, session, envelope):  # noqa: N802
            await asyncio.sleep(5)
            return "250 OK"

    with running(Sleepy()) as settings, pytest.raises(DeliveryFailed, match="没有答复"):
        send(settings, message())


def test_no_server_at_all_is_unreachable():
    with servers.absent() as settings, pytest.raises(Unreachable, match="发送中断"):
        send(settings, message())


@pytest.mark.parametrize("address", ["a@example.org\r\nBcc: b@example.org", "张三@例子.中国"])
def test_an_address_that_cannot_travel_fails_alone(address):
    inbox = Inbox()
    with running(inbox, enable_SMTPUTF8=False) as settings, connection(settings) as send_one:
        with pytest.raises(DeliveryFailed):
            send_one(message(address), NOW)
        send_one(message(), NOW)
    assert inbox.recipients == ["owner@example.org"]


@pytest.fixture
def trusted(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(servers.CERTIFICATE))


def secure(settings, **more):
    return servers.settings(settings.smtp_port, **more)


def test_starttls_with_name_and_password(trusted):
    inbox = Inbox()
    options = {"authenticator": servers.lets_in("ducha", "geheim"), "auth_required": True}
    with running(inbox, tls_context=servers.certified(), **options) as plain:
        account = {"smtp_user": "ducha", "smtp_password": "geheim"}
        send(secure(plain, smtp_security="starttls", **account), message())
    assert inbox.recipients == ["owner@example.org"]


def test_a_wrong_password_is_a_matter_of_the_installation(trusted):
    options = {"authenticator": servers.lets_in("ducha", "geheim")}
    with running(Inbox(), tls_context=servers.certified(), **options) as plain:
        account = {"smtp_user": "ducha", "smtp_password": "falsch"}
        with pytest.raises(Unreachable, match="535"):
            send(secure(plain, smtp_security="starttls", **account), message())


def test_tls_from_the_first_byte(trusted):
    inbox = Inbox()
    with running(inbox, ssl_context=servers.certified()) as plain:
        send(secure(plain, smtp_security="tls"), message())
    assert inbox.recipients == ["owner@example.org"]


@pytest.mark.parametrize(
    ("security", "option"), [("starttls", "tls_context"), ("tls", "ssl_context")]
)
def test_a_certificate_that_nobody_vouches_for_is_refused(security, option):
    inbox = Inbox()
    with (
        running(inbox, **{option: servers.certified()}) as plain,
        pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"),
    ):
        send(secure(plain, smtp_security=security), message())
    assert inbox.mails == []


def test_a_server_without_starttls_gets_nothing():
    inbox = Inbox()
    with running(inbox) as plain, pytest.raises(Unreachable):
        send(secure(plain, smtp_security="starttls"), message())
    assert inbox.mails == []
