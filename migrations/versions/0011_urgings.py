"""Urgings, slips, remarks.

Revision 0011.
"""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
