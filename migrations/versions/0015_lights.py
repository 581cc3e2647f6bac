"""Rules of the lights and what was shown.

Revision 0015.
"""

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
