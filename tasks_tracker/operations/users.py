"""Accounts, posts and sessions: who may sign in, and as what."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from ipaddress import IPv4Address, ip_address, ip_network

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from tasks_tracker.domain.errors import NotAllowed, Refusal
from tasks_tracker.domain.events import EventKind
from tasks_tracker.domain.handovers import HandoverPost
from tasks_tracker.domain.permissions import Action, require
from tasks_tracker.domain.units import Region, Unit
from tasks_tracker.domain.users import (
    ADMIN_ROLES,
    UNIT_ROLES,
    Appointment,
    FailedSignIn,
    Post,
    Role,
    SignIn,
    User,
)
from tasks_tracker.operations.open_items import require_nothing_in_hand
from tasks_tracker.operations.trail import record
from tasks_tracker.persistence import posts, users
from tasks_tracker.persistence.session import db

ADDRESS_WINDOW = timedelta(minutes=15)
FAILURES_OF_ADDRESS = 20
HOME_PREFIX = 64
LONGEST_ADDRESS = 80
TOUCH_EVERY = timedelta(minutes=1)
PASSWORD_LENGTH = 10
KINDS_OF_CHARACTERS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
ACCOUNT = re.compile(r"[a-z][a-z0-9._-]{1,39}")
MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")

ADMINISTRATORS_OWN = (
    "管理员的口令由本人更换，别的管理员不能重设。"
    "忘记的，在服务器上用 tasks-tracker user password 重设。"
)
WRONG = "账号或口令不对。连续输错 5 次，账号会锁定 20 分钟。"
LOCKED = "账号已锁定，请 20 分钟后再试，或联系系统管理员。"
SLOW_DOWN = "这个地址输错次数过多，请 15 分钟后再试。"

_hasher = PasswordHasher()


@dataclass(frozen=True)
class SignInOutcome:
    """Either a person with a token for the browser, or the words that say why not."""

    user: User | None = None
    token: str = ""
    words: str = ""


def add_user(
    *,
    by: User | None,
    now: datetime,
    account: str,
    name: str,
    email: str,
    password: str | None = None,
) -> User:
    """Make an account; it may do nothing until it holds a post. `by` None: the first, by CLI."""
    if by:
        require(by, Action.MANAGE_PEOPLE)
    account = account.strip().lower()
    _check_account(account, email)
    user = User(account=account, name=name.strip(), email=email.strip())
    if password:
        user.password_hash = hash_of(password, user)
    db.add(user)
    db.flush()
    record(EventKind.USER_ADDED, by=by, now=now, subject=f"user:{user.id}", words=account)
    return user


def _check_account(account: str, email: str) -> None:
    if not ACCOUNT.fullmatch(account):
        raise Refusal(
            "账号用小写字母开头，由字母、数字和 . _ - 组成，2 至 40 位。", field="account"
        )
    if users.is_account_taken(account):
        raise Refusal(f"账号“{account}”已经有人用了，请换一个。", field="account")
    if not MAIL_ADDRESS.fullmatch(email.strip()):
        raise Refusal("邮箱地址不完整，请按 name@example.gov.cn 的样子填写。", field="email")


def set_password(user: User, *, by: User | None, now: datetime, password: str) -> None:
    """A new password, by oneself or the administrator; all sessions of the person end.

    One of the three administrators does not get into the place of another by it; `by` None: at the
    command line.
    """
    if by is not None and by is not user:
        require(by, Action.MANAGE_PEOPLE)
        if user.roles & ADMIN_ROLES:
            raise Refusal(ADMINISTRATORS_OWN, field="password")
    user.password_hash = hash_of(password, user)
    user.note_success()
    _end_sessions(user, now)
    record(EventKind.PASSWORD_SET, by=by, now=now, subject=f"user:{user.id}", words=user.account)


def change_password(user: User, *, by: User, now: datetime, current: str, password: str) -> None:
    """A new password for oneself, by someone who knows the present one."""
    if by is not user:
        raise NotAllowed(f"change the password of {user.account} by {by.account}")
    if not _is_right(user, current):
        raise Refusal("现在的口令不对。", field="current")
    set_password(user, by=by, now=now, password=password)


def hash_of(password: str, user: User) -> str:
    """The hash to keep of a password that meets the policy (GB/T 22239-2019, 8.1.4.1)."""
    kinds = sum(bool(re.search(kind, password)) for kind in KINDS_OF_CHARACTERS)
    if len(password) < PASSWORD_LENGTH or kinds < len(KINDS_OF_CHARACTERS) - 1:
        raise Refusal(
            "口令至少 10 位，大写字母、小写字母、数字、符号四类中至少有三类。", field="password"
        )
    if user.account in password.lower():
        raise Refusal("口令里不能包含账号。", field="password")
    return _hasher.hash(password)


def appoint(
    user: User,
    *,
    by: User | None,
    now: datetime,
    today: date,
    role: Role,
    region: Region,
    title: str,
    unit: Unit | None = None,
) -> Appointment:
    """Give a person a post, which is made where it does not exist yet."""
    if by:
        require(by, Action.APPOINT)
    _check_seat(role, unit)
    posts.hold_register(region)
    post = users.find_post(region, role, unit, title)
    post = post or Post(region=region, role=role, title=title, unit=unit)
    appointment = user.appoint(post, on=today)
    db.add(appointment)
    db.flush()
    _record_post(EventKind.USER_APPOINTED, appointment, by, now)
    return appointment


def _check_seat(role: Role, unit: Unit | None) -> None:
    if role in UNIT_ROLES and unit is None:
        raise Refusal("联络员和单位负责人须选定单位。", field="unit_id")
    if role not in UNIT_ROLES and unit is not None:
        raise Refusal("这个角色不属于某个单位，单位一栏请选“不属于某个单位”。", field="unit_id")


def end_appointment(appointment: Appointment, *, by: User, now: datetime, today: date) -> None:
    """Take a post away; the person's sessions end, so that the change holds at once."""
    require(by, Action.APPOINT)
    if appointment.user is by:
        raise Refusal("不能免去自己的岗位，请另一位安全管理员办理。")
    if appointment.ended_on is not None:
        raise Refusal("这个任职已经结束。")
    require_nothing_in_hand(appointment.user, appointment.post)
    appointment.end(today)
    _end_sessions(appointment.user, now)
    _record_post(EventKind.APPOINTMENT_ENDED, appointment, by, now)


def pass_post(line: HandoverPost, *, by: User, now: datetime, today: date) -> None:
    """As a handover sheet that was signed by both has it: the one's appointment ends, the other's
    begins on the same day."""
    leaver, post = line.handover.leaver, line.post
    for held in leaver.appointments:
        if held.post is post and held.ended_on is None:
            held.end(today)
            _record_post(EventKind.APPOINTMENT_ENDED, held, by, now)
    _end_sessions(leaver, now)
    if post not in line.successor.posts:
        begun = line.successor.appoint(post, on=today)
        db.add(begun)
        db.flush()
        _record_post(EventKind.USER_APPOINTED, begun, by, now)


def _record_post(kind: EventKind, appointment: Appointment, by: User | None, now: datetime) -> None:
    post = appointment.post
    words = f"{appointment.user.account}：{post.place} {post.title}"
    subject = f"user:{appointment.user.id}"
    record(kind, by=by, now=now, subject=subject, words=words, region=post.region)


def end_user(user: User, *, by: User, now: datetime) -> None:
    """Close an account; nothing of it is deleted."""
    require(by, Action.MANAGE_PEOPLE)
    if user is by:
        raise Refusal("不能停用自己的账号。")
    require_nothing_in_hand(user)
    user.end(now)
    _end_sessions(user, now)
    record(EventKind.USER_ENDED, by=by, now=now, subject=f"user:{user.id}", words=user.account)


def _end_sessions(user: User, now: datetime) -> None:
    for session in users.open_sign_ins(user):
        session.end(now)


def sign_in(*, account: str, password: str, address: str, now: datetime) -> SignInOutcome:
    """Check account and password. Never raises: a refusal is counted, so it must be committed."""
    if users.failures_since(_counted_as(address), now - ADDRESS_WINDOW) >= FAILURES_OF_ADDRESS:
        return SignInOutcome(words=SLOW_DOWN)
    user = users.find_by_account(account)
    if user is not None and user.is_locked(now):
        return SignInOutcome(words=LOCKED)
    if not _is_right(user, password) or user is None or user.is_ended:
        _note_failure(user, address, now)
        return SignInOutcome(words=WRONG)
    user.note_success()
    return SignInOutcome(user=user, token=open_session(user, address=address, now=now))


def open_session(user: User, *, address: str, now: datetime) -> str:
    """A new session for a person whose identity is settled; returns the browser's secret."""
    token = secrets.token_urlsafe(32)
    db.add(
        SignIn(user=user, token_hash=_digest(token), address=address, started_at=now, seen_at=now)
    )
    record(EventKind.SIGNED_IN, by=user, now=now, subject=f"user:{user.id}", words=address)
    return token


def resume(token: str, *, now: datetime) -> SignIn | None:
    """The open session behind a browser's secret. Reads only; see `touch`."""
    found = users.find_sign_in(_digest(token))
    return found if found and found.is_open(now) else None


def touch(session: SignIn, *, now: datetime) -> bool:
    """Note that the person is still there; True where that was worth writing down."""
    if now - session.seen_at < TOUCH_EVERY:
        return False
    session.seen_at = now
    return True


def sign_out(session: SignIn, *, now: datetime) -> None:
    session.end(now)
    record(EventKind.SIGNED_OUT, by=session.user, now=now, subject=f"user:{session.user.id}")


def _note_failure(user: User | None, address: str, now: datetime) -> None:
    db.add(FailedSignIn(address=_counted_as(address), at=now))
    if user:
        user.note_failure(now)
    subject = f"user:{user.id}" if user else ""
    record(EventKind.SIGN_IN_REFUSED, by=None, now=now, subject=subject, words=address)


def _counted_as(address: str) -> str:
    """Whoever holds an IPv6 address holds the /64 around it, and may change within that at will."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:LONGEST_ADDRESS]
    if isinstance(known, IPv4Address):
        return str(known)
    return str(known.ipv4_mapped or ip_network((known, HOME_PREFIX), strict=False))


def _is_right(user: User | None, password: str) -> bool:
    """Takes the same time for unknown names and for accounts without a password."""
    known = user.password_hash if user else None
    try:
        return _hasher.verify(known or _decoy(), password) and known is not None
    except VerificationError:
        return False


@cache
def _decoy() -> str:
    return _hasher.hash(secrets.token_urlsafe(16))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
