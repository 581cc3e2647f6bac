"""Evidence as part of a form: files, an address, a note from the spot, or why there is none."""

from collections.abc import Callable
from typing import Any, cast

from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from tasks_tracker.domain.errors import Refusal
from tasks_tracker.domain.users import User
from tasks_tracker.operations.attaching import (
    LONGEST_ADDRESS,
    LONGEST_NOTE,
    Piece,
    link_to,
    noted_on_site,
)
from tasks_tracker.operations.evidence import MEGABYTE, Intake
from tasks_tracker.web.current import settings
from tasks_tracker.web.forms import Form

FIELDS = ("evidence", "link_address", "link_note", "site_note", "no_evidence")
LONGEST_REASON = 300
BOTH = "附了佐证，又写了没有佐证的理由，请去掉其中一样。"


def new_intake() -> Intake:
    """For the files of one form, within the limits of this installation."""
    most = settings()
    return Intake(
        most.upload_dir,
        most.upload_max_mb * MEGABYTE,
        most_in_all=most.upload_total_max_mb * MEGABYTE,
    )


class EvidenceFields:
    """A mixin for forms: `class ExtensionForm(EvidenceFields, Form)`.

    Say `accepted_with_evidence` instead of `accepted`: the operation gets `evidence=` with the
    pieces, and the files of a form that was not accepted are taken away again. What the reason for
    having none is for stands in `no_evidence.data`; none of these fields is among `values()`.
    """

    evidence = MultipleFileField("佐证材料")
    link_address = StringField("网址", [Length(max=LONGEST_ADDRESS, message="网址太长。")])
    link_note = StringField(
        "网址上能看到什么", [Length(max=LONGEST_REASON, message=f"最多 {LONGEST_REASON} 字。")]
    )
    site_note = TextAreaField(
        "现场记录", [Length(max=LONGEST_NOTE, message=f"最多 {LONGEST_NOTE} 字。")]
    )
    no_evidence = StringField(
        "没有佐证，因为", [Length(max=LONGEST_REASON, message=f"最多 {LONGEST_REASON} 字。")]
    )

    def values(self) -> dict[str, Any]:
        """What the form has besides."""
        return {name: one for name, one in super().values().items() if name not in FIELDS}  # type: ignore[misc]

    @property
    def files(self) -> list[FileStorage]:
        return self.evidence.data or []

    @property
    def has_other_evidence(self) -> bool:
        """Something stands in the fields beside the files, right or wrong."""
        fields = [cast(Any, self)[name] for name in FIELDS[1:]]
        return any(field.data or field.errors for field in fields)

    def pieces(self, intake: Intake) -> list[Piece]:
        """What was handed in, checked; the files lie in the intake."""
        made: list[Piece] = [intake.take(one.filename or "", one.stream) for one in self.files]
        address, note = self.link_address.data or "", self.link_note.data or ""
        if address or note:
            made.append(link_to(address, note))
        if self.site_note.data:
            made.append(noted_on_site(self.site_note.data))
        if made and self.no_evidence.data:
            raise Refusal(BOTH, field="no_evidence")
        return made

    def accepted_with_evidence(
        self, operation: Callable[..., Any], *subject: Any, by: User, **more: Any
    ) -> bool:
        """`Form.accepted` with the pieces as `evidence=`."""
        with new_intake() as intake:

            def act(*things: Any, **keywords: Any) -> Any:
                return operation(*things, evidence=self.pieces(intake), **keywords)

            taken = cast(Form, self).accepted(act, *subject, by=by, **more)
            if taken:
                intake.keep()
            return taken
