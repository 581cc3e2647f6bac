"""A field for one figure, forgiving in how it is typed and strict in what it means."""

from wtforms import Field
from wtforms.widgets import TextInput

from tasks_tracker import wording
from tasks_tracker.domain.figures import figure_typed


class FigureField(Field):
    """Full-width digits, separators of thousands and the sign of per cent are understood."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return wording.figure(self.data) if self.data is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = figure_typed("".join(valuelist))
