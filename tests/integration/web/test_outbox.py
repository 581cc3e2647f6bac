"""The outbox: the office reads mails, an administrator only sees whether they arrive."""

from datetime import timedelta

import pytest

from tasks_tracker.domain.messages import Message
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
