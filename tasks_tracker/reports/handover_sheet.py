"""A handover sheet as it is read and printed: posts, what is in hand at each, who signed when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tasks_tracker import clock
from tasks_tracker.domain.handovers import Handover, HandoverPost
from tasks_tracker.domain.series import SeriesKind
from tasks_tracker.reports import letters
from tasks_tracker.wording import doc_no, full_day, moment

Listed = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Lot:
    """One post of the sheet with what is to be read under it."""

    line: HandoverPost
    listed: Listed
    mark: str
    """Of the list as it is shown; empty where nobody signs under it any more."""
    has_changed: bool
    """It is another one than under the first signature."""

    @property
    def total(self) -> int:
        return sum(len(lines) for _, lines in self.listed)


def lots(handover: Handover, in_hand: Mapping[int, Listed], marks: Mapping[int, str]) -> list[Lot]:
    """What was signed last; of a post that nobody took yet, what is open now."""
    return [
        Lot(
            line=line,
            listed=in_hand.get(line.id, line.listed),
            mark=marks.get(line.id, ""),
            has_changed=_has_changed(line, in_hand.get(line.id)),
        )
        for line in handover.posts
    ]


def _has_changed(line: HandoverPost, now: Listed | None) -> bool:
    if line.handover.handed_at is None or now is None:
        return False
    return [[words, list(lines)] for words, lines in now] != [list(kind) for kind in line.handed]


def number_of(handover: Handover) -> str:
    return doc_no(SeriesKind.HANDOVER, handover.year, handover.number)


def signatures(handover: Handover) -> list[tuple[str, str]]:
    """Who is what on the sheet, and when that person signed."""
    stood_in = handover.handed_by is not None and handover.handed_by is not handover.leaver
    handed_by = handover.handed_by or handover.leaver
    return [
        ("代移交人" if stood_in else "移交人", _signed(handed_by.name, handover.handed_at)),
        *(
            (f"接收人（{line.post.name}）", _signed(line.successor.name, line.taken_at))
            for line in handover.posts
        ),
        *(
            [("核准", _signed(handover.confirmed_by.name, handover.confirmed_at))]
            if handover.confirmed_by
            else []
        ),
    ]


def _signed(name: str, at: datetime | None) -> str:
    if at is None:
        return f"{name}，未签"
    local = clock.local(at)
    return f"{name}，{local.year}-{moment(local)}"


def letter(handover: Handover) -> letters.Letter:
    """The sheet as a paper, with the lists that were signed."""
    leaver = handover.leaver
    facts = f"{leaver.name}（{leaver.account}）因{handover.reason}，将所任岗位及在办事项移交如下。"
    body: list[letters.Part] = [letters.Text(facts)]
    for place, line in enumerate(handover.posts, 1):
        body += _of_post(place, line)
    body.append(letters.Heading("签字"))
    body.append(letters.Table(["身份", "姓名和时间"], [66, 90], signatures(handover)))
    on = clock.local(handover.ended_at or handover.handed_at or handover.opened_at).date()
    return letters.Letter(
        masthead=handover.region.office,
        number=number_of(handover),
        title=["岗位交接单"],
        addressees="",
        body=body,
        signature=handover.region.office,
        on=on,
    )


def document(handover: Handover) -> bytes:
    return letters.render(letter(handover))


def _of_post(place: int, line: HandoverPost) -> list[letters.Part]:
    title = f"{line.post.name}（接收人：{line.successor.name}）"
    parts: list[letters.Part] = [letters.Heading(f"{'一二三四五六七八九十'[place - 1]}、{title}")]
    rows = [(words, each) for words, lines in line.listed for each in lines]
    if not rows:
        return [*parts, letters.Text("没有在办事项。")]
    count = letters.Text(f"在办事项 {len(rows)} 件，截至{full_day(_counted_on(line))}：")
    return [*parts, count, letters.Table(["类别", "事项"], [46, 110], rows)]


def _counted_on(line: HandoverPost) -> date:
    at = line.taken_at or line.handover.handed_at or line.handover.opened_at
    return clock.local(at).date()
