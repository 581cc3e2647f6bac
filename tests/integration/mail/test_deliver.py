"""The outbox against real servers: sent and marked, tried again, given up for all to see."""

from datetime import timedelta
from itertools import pairwise

import pytest

from tasks_tracker.domain.messages import WAITS, Message, MessageState
from tasks_tracker.jobs import deliver
from tasks_tracker.mail import smtp
from tasks_tracker.mail.smtp import DeliveryFailed, connection
from tasks_tracker.persistence import outbox
from tasks_tracker.persistence.session import db, transaction
from tests import make
from tests.integration.mail import servers
from tests.integration.mail.servers import Inbox, running
from tests.make import NOW

MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def installation(session, monkeypatch):
    monkeypatch.setattr(smtp, "TIMEOUT", 0.5)
    yield
    deliver.use(servers.settings(0, smtp_host=""))


def posted(name="owner", **more):
    to = make.user(name)
    return make.saved(
        Message(
            key=f"k:{name}",
            kind="reminder",
            to=to,
            address=to.email,
            subject="提醒",
            body_text="正文",
            body_html="<p>正文</p>",
            **{"created_at": NOW, "due_at": NOW, **more},
        )
    )


def run(settings, now=NOW):
    deliver.use(settings)
    return deliver.run(now.date(), now)


def test_what_is_due_is_sent_and_marked_and_not_sent_again():
    mails = [posted("first"), posted("second")]
    later = posted("third", due_at=NOW + MINUTE)
    inbox = Inbox()
    with running(inbox) as settings:
        assert run(settings).count == 2
        assert run(settings).count == 0
    assert inbox.recipients == ["first@example.org", "second@example.org"]
    assert [mail.state for mail in mails] == [MessageState.SENT] * 2
    assert mails[0].sent_at == NOW
    assert later.state is MessageState.QUEUED


def test_one_refused_address_does_not_hold_up_the_others():
    refused, taken = posted("gone"), posted("owner")
    inbox = servers.Refusing({refused.address}, "550 no such user")
    with running(inbox) as settings:
        outcome = run(settings)
    assert (outcome.count, outcome.words) == (1, "1 封没有送达，稍后再试。")
    assert taken.state is MessageState.SENT
    assert (refused.state, refused.attempts) == (MessageState.QUEUED, 1)
    assert refused.last_error == "收件人被拒：550 no such user"
    assert refused.due_at == NOW + WAITS[0]


def test_the_next_attempt_waits_longer_each_time_until_it_is_given_up():
    mail = posted("gone")
    now, attempts = NOW, []
    with running(servers.Refusing({mail.address}, "451 later")) as settings:
        while mail.state is MessageState.QUEUED:
            attempts.append(now)
            run(settings, now)
            assert run(settings, mail.due_at - MINUTE).count == 0
            now = mail.due_at
        run(settings, now + timedelta(days=9))
    waits = [after - before for before, after in pairwise(attempts)]
    assert waits == list(WAITS)
    assert mail.attempts == len(WAITS) + 1
    assert mail.state is MessageState.GIVEN_UP
    assert mail.last_error == "收件人被拒：451 later"


def test_what_was_refused_for_a_while_arrives_in_the_end():
    mail = posted()
    with running(servers.Refusing({mail.address}, "451 later")) as settings:
        run(settings)
    inbox = Inbox()
    with running(inbox) as settings:
        run(settings, NOW + WAITS[0])
    assert inbox.recipients == [mail.address]
    assert (mail.state, mail.attempts, mail.last_error) == (MessageState.SENT, 2, "")


def test_a_server_that_dies_half_way_leaves_the_mail_in_the_outbox():
    mail = posted()
    with running(Inbox(), servers.Dying) as settings:
        assert run(settings).count == 0
    assert (mail.state, mail.attempts) == (MessageState.QUEUED, 1)


def test_while_the_server_is_away_no_message_loses_an_attempt():
    mail = posted()
    for away in (servers.silent, servers.absent):
        with away() as settings, pytest.raises(smtp.Unreachable):
            run(settings)
    assert (mail.state, mail.attempts) == (MessageState.QUEUED, 0)


def test_a_server_that_fails_everything_is_left_alone_for_a_while():
    mails = [posted(f"user{number}") for number in range(5)]
    with running(servers.Overfull()) as settings:
        assert run(settings).count == 0
    assert [mail.attempts for mail in mails] == [1, 1, 1, 0, 0]


def test_without_a_server_mails_stay_and_the_job_says_so():
    mail = posted()
    outcome = run(servers.settings(0, smtp_host=""))
    assert (outcome.count, mail.state) == (0, MessageState.QUEUED)
    assert outcome.words == "没有设置 SMTP_HOST，1 封邮件留在发件箱。"


def test_in_a_demonstration_the_outbox_is_where_mails_arrive():
    mail, later = posted("first"), posted("later", due_at=NOW + MINUTE)
    assert run(servers.settings(0, smtp_host="", demo=True), NOW).count == 1
    db.expire_all()
    assert (mail.state, mail.sent_at, mail.attempts) == (MessageState.SENT, NOW, 1)
    assert later.state is MessageState.QUEUED


def test_a_crash_after_sending_costs_one_repetition_with_the_same_id():
    mail = posted()
    inbox = Inbox()

    def crash(message, now):
        send(message, now)
        raise KeyboardInterrupt

    with running(inbox) as settings, connection(settings) as send:
        with pytest.raises(KeyboardInterrupt):
            deliver.deliver(crash, NOW)
        assert deliver.deliver(send, NOW).count == 0
        assert deliver.deliver(send, NOW + WAITS[0]).count == 1
    ids = {
        line for each in inbox.mails for line in each.content.splitlines() if b"Message-ID" in line
    }
    assert (len(inbox.mails), len(ids), mail.attempts) == (2, 1, 2)


def test_a_message_that_another_process_claimed_is_left_to_it():
    mail = posted()
    with transaction():
        assert outbox.claim(mail, NOW)
        assert not outbox.claim(mail, NOW)


def test_a_failing_send_is_told_apart_from_a_broken_program():
    mail = posted()

    def refuse(message, now):
        raise DeliveryFailed("停")

    def broken(message, now):
        raise RuntimeError

    assert deliver.deliver(refuse, NOW).count == 0
    with pytest.raises(RuntimeError):
        deliver.deliver(broken, NOW + WAITS[0])
    assert (mail.attempts, mail.last_error) == (2, "停")
