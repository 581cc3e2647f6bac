"""The outbox: the office reads mails, an administrator only sees whether they arrive."""

from datetime import timedelta

import pytest

from tasks_tracker.domain.messages import Message, MessageState
from tasks_tracker.jobs import deliver
from tasks_tracker.persistence.session import db
from tests import make

SUBJECT = "9月13日：逾期 2 项"


@pytest.fixture
def mail(world):
    def write(to=world.owner, minutes=0, **more) -> Message:
        moment = make.NOW + timedelta(minutes=minutes)
        message = Message(
            key=f"{to.account}:{minutes}",
            kind="digest",
            to=to,
            address=to.email,
            subject=SUBJECT,
            body_text="一、逾期\n聊008",
            body_html="<p>一、逾期</p>",
            region=to.region,
            created_at=moment,
            due_at=moment,
            **more,
        )
        return make.saved(message)

    return write


def test_the_office_reads_what_was_written(client, world, mail):
    message = mail()
    client.sign_in(world.supervisor)
    assert SUBJECT in client.get("/outbox").text
    assert "一、逾期" in client.get(f"/outbox/{message.id}").text


def test_an_administrator_sees_the_envelope_alone(client, world, mail):
    message = mail()
    client.sign_in(world.system_admin)
    for page in (client.get("/outbox").text, client.get(f"/outbox/{message.id}").text):
        assert "owner@example.org" in page
        assert "每日摘要" in page
        assert SUBJECT not in page
        assert "一、逾期" not in page


def test_mails_are_counted_and_filtered_by_state(client, world, mail):
    mail()
    mail(minutes=1).note_sent(make.NOW)
    lost = mail(minutes=2)
    lost.attempts = 7
    lost.note_failure("550 mailbox unavailable")
    client.sign_in(world.supervisor)
    assert "共 3 封" in client.get("/outbox").text
    assert "未送达 1 封" in client.get("/outbox?state=given_up").text
    assert "550 mailbox unavailable" in client.get(f"/outbox/{lost.id}").text


def now(message: Message) -> Message:
    return db.get(Message, message.id)


@pytest.fixture
def lost(world, mail):
    """Given up after seven attempts at an address that was wrong."""
    made = mail(to=world.owner)
    made.attempts = 7
    made.address = "wrong@example.org"
    made.note_failure("550 mailbox unavailable")
    return made


@pytest.mark.parametrize("who", ["supervisor", "head", "system_admin"])
def test_what_was_given_up_is_sent_again_to_the_present_address(client, world, lost, who):
    client.sign_in(getattr(world, who))
    page = client.get(f"/outbox/{lost.id}").text
    assert "重新发送" in page
    answer = client.post(f"/outbox/{lost.id}/retry", follow_redirects=True).text
    assert "已放回待发" in answer
    assert "重新发送" not in answer
    sent = []
    deliver.deliver(lambda message, _now: sent.append(message.address), make.NOW)
    assert sent == ["owner@example.org"]
    assert now(lost).state is MessageState.SENT


def test_sending_again_is_told_in_the_audit(client, world, lost):
    client.sign_in(world.system_admin).post(f"/outbox/{lost.id}/retry")
    page = client.sign_in(world.audit_admin).get("/audit").text
    assert "重发邮件" in page
    assert f"邮件 {lost.id}" in page
    assert "owner：owner@example.org" in page


def test_only_what_was_given_up_is_sent_again(client, world, mail, lost):
    waiting = mail(minutes=1)
    client.sign_in(world.supervisor)
    for message in (lost, lost, waiting):
        answer = client.post(f"/outbox/{message.id}/retry", follow_redirects=True).text
    assert "没有停发" in answer
    assert "重新发送" not in client.get(f"/outbox/{waiting.id}").text
    assert now(lost).attempts == now(waiting).attempts == 0


def test_the_mails_of_a_county_are_for_the_county_to_send_again(client, world, mail):
    message = mail(to=world.county_owner, attempts=7)
    message.note_failure("550")
    client.sign_in(world.supervisor)
    assert "重新发送" not in client.get(f"/outbox/{message.id}").text
    assert client.post(f"/outbox/{message.id}/retry").status_code == 403
    assert now(message).state is MessageState.GIVEN_UP


def test_an_empty_outbox_says_why(client, world):
    client.sign_in(world.supervisor)
    assert "还没有写过邮件" in client.get("/outbox").text
    assert "没有“已发”的邮件" in client.get("/outbox?state=sent").text


def test_older_mails_follow_by_key(client, world, mail):
    for minutes in range(51):
        mail(minutes=minutes, attempts=minutes)
    client.sign_in(world.supervisor)
    newest = client.get("/outbox").text
    assert "本页 50 封" in newest
    key = newest.split("before=")[1].split('"')[0]
    oldest = client.get(f"/outbox?before={key}").text
    assert "本页 1 封" in oldest
    assert "最新" in oldest


def test_a_county_does_not_see_the_mails_above(client, world, mail):
    message = mail()
    client.sign_in(world.county_supervisor)
    assert SUBJECT not in client.get("/outbox").text
    assert client.get(f"/outbox/{message.id}").status_code == 404


@pytest.mark.parametrize("who", ["owner", "leader", "security_admin", "audit_admin"])
def test_the_outbox_is_nobody_elses(client, world, who):
    client.sign_in(getattr(world, who))
    assert client.get("/outbox").status_code == 403
