"""The ledger's tasks of a plan against an amended document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks_tracker.importer.amendment.differences import compared
from tasks_tracker.importer.amendment.matching import Pairing, matched, plain_path, words_of
from tasks_tracker.importer.amendment.values import Changed, Clause, Diff, Step


@dataclass(frozen=True, kw_only=True)
class Known:
    """What helps to tell a change of the document from a correction of its reading.

    `base` has the task of each number as the document in force reads now; `set_aside` are tasks
    of that document which nothing in the ledger stands for.
    """

    said: Pairing = field(default_factory=dict)
    phases: Sequence[Step] = ()
    base: Mapping[int, Clause] = field(default_factory=dict)
    set_aside: Sequence[Clause] = ()
    is_reissue: bool = False
    """The document bears the number of the plan itself: what it does not say is gone."""


def difference(ledger: Sequence[Clause], draft: Sequence[Clause], known: Known) -> Diff:
    """Dropped in the order of the ledger, all else in that of the draft."""
    pairs = matched(ledger, draft, known.said)
    is_whole = known.is_reissue or 2 * len(pairs) >= len(ledger)
    both = [_compared(old, new, known, is_whole=is_whole) for old, new in pairs]
    numbers, keys = {old.ref for old, _ in pairs}, {new.ref for _, new in pairs}
    added = [new for new in draft if new.ref not in keys]
    return Diff(
        unchanged=tuple((one.old, one.new) for one in both if not one.fields),
        changed=tuple(one for one in both if one.fields),
        added=tuple(added),
        dropped=tuple(old for old in ledger if old.ref not in numbers),
        dropped_before=_dropped_before(added, known.set_aside),
        is_whole=is_whole,
    )


def _compared(old: Clause, new: Clause, known: Known, *, is_whole: bool) -> Changed:
    """A mere supplement has headings of its own, which are not those of the plan."""
    new = new if is_whole else replace(new, path=old.path, part=old.part)
    return compared(old, new, known.phases, known.base.get(old.ref))


def _dropped_before(added: Sequence[Clause], set_aside: Sequence[Clause]) -> frozenset[int]:
    before = {(plain_path(clause.path), words_of(clause.requirement)) for clause in set_aside}
    return frozenset(
        new.ref for new in added if (plain_path(new.path), words_of(new.requirement)) in before
    )
