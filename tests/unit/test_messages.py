from datetime import timedelta

from tasks_tracker.domain.messages import WAITS, Message, MessageState
from tests.unit import loose
from tests.unit.loose import NOW


def message() -> Message:
    return Message(
        key="k",
        kind="reminder",
        to=loose.user(),
        address="owner@example.org",
        subject="提醒",
        body_text="正文",
        body_html="<p>正文</p>",
        created_at=NOW,
        due_at=NOW,
    )


def test_a_claim_puts_the_next_attempt_off_before_the_first_is_made():
    mail = message()
    mail.claim(NOW)
    assert (mail.attempts, mail.due_at) == (1, NOW + WAITS[0])


def test_the_waits_grow():
    assert list(WAITS) == sorted(WAITS)
    assert WAITS[0] < timedelta(minutes=5)


def test_it_is_given_up_after_the_last_wait_and_not_before():
    mail = message()
    for _ in WAITS:
        mail.claim(NOW)
        mail.note_failure("连接被拒绝")
        assert mail.state is MessageState.QUEUED
    mail.claim(NOW)
    mail.note_failure("连接被拒绝")
    assert mail.state is MessageState.GIVEN_UP
    assert mail.last_error == "连接被拒绝"


def test_a_sent_mail_forgets_its_last_error():
    mail = message()
    mail.claim(NOW)
    mail.note_failure("超时")
    mail.note_sent(NOW)
    assert (mail.state, mail.last_error, mail.sent_at) == (MessageState.SENT, "", NOW)
