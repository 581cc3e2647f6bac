"""Hand-out: notices, receipts, objections, shares.

Revision 0008.
"""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
