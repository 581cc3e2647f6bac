"""Lights as they were shown can be looked up by their nights: the overview compares two of them.

Revision 0021.
"""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.create_index("ix_shown_lights_night", "shown_lights", ["shown_on", "task_id"])


def downgrade() -> None:
    op.drop_index("ix_shown_lights_night", "shown_lights")
