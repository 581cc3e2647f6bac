from datetime import date

from sqlalchemy import select

from tasks_tracker.domain.events import Event, EventKind
from tasks_tracker.domain.ladder import DEFAULT, Ladder
from tasks_tracker.persistence import ladder
from tasks_tracker.persistence.session import db
from tests import make

FLAGS = ("to_liaison", "to_head", "copy_leader", "copy_office", "is_automatic")


def sent(seen=0, **changes):
    fields = {"holds_from": "2024-05-20", "seen": seen}
    for rung in DEFAULT:
        fields |= {f"days_{rung.level}": rung.days, f"reply_days_{rung.level}": rung.reply_days}
        fields |= {f"{name}_{rung.level}": "y" for name in FLAGS if getattr(rung, name)}
    return {**fields, **changes}


def versions():
    return db.scalars(select(Ladder).order_by(Ladder.version)).all()


def test_a_new_version_holds_from_its_day_and_the_old_one_until_then(client, world):
    client.sign_in(world.head)
    assert "系统自带" in client.get("/ladder").text
    assert client.post("/ladder", sent(days_2=6)).location == "/ladder"
    assert ladder.rungs(world.city.id, date(2024, 5, 19))[2].days == 5
    assert ladder.rungs(world.city.id, date(2024, 5, 20))[2].days == 6
    assert ladder.rungs(world.county.id, date(2024, 5, 20))[2].days == 5, "each region has its own"
    client.post("/ladder", sent(seen=1, days_2=7, holds_from="2024-05-10"))
    assert [one.version for one in versions()] == [1, 2]
    assert ladder.rungs(world.city.id, date(2024, 5, 20))[2].days == 7
    assert "第 1 版" in client.get("/ladder").text
    assert len(db.scalars(select(Event).where(Event.kind == EventKind.LADDER_SET)).all()) == 2


def test_what_nobody_could_go_up_is_refused_beside_its_field(client, world):
    client.sign_in(world.head)
    assert "要晚于催办" in client.post("/ladder", sent(days_2=1)).text
    assert "填 1 到 250" in client.post("/ladder", sent(days_1=0)).text
    assert "没有收件人" in client.post("/ladder", sent(to_liaison_1="")).text
    assert "不能早于今天" in client.post("/ladder", sent(holds_from="2024-05-09")).text
    assert "填整数" in client.post("/ladder", sent(days_3="")).text
    assert versions() == []


def test_who_saves_on_an_old_version_is_told_and_keeps_the_figures(client, world):
    client.sign_in(world.head)
    client.post("/ladder", sent())
    page = client.post("/ladder", sent(days_5=44)).text
    assert "刚刚改过一版" in page
    assert 'value="44"' in page
    assert len(versions()) == 1


def test_the_ladder_decides_the_day_of_the_answer(client, world):
    client.sign_in(world.head)
    client.post("/ladder", sent(reply_days_1=10, holds_from="2024-05-10"))
    late = make.task(world.task.section, world.lead)
    make.milestone(late, due_on=date(2024, 5, 8))
    typed = {"tasks": late.id, "unit": world.lead.id, "level": 1, "reason": "说明。"}
    page = client.post("/urgings/new", {**typed, "step": "preview"}).text
    assert "2024年5月23日" in page
