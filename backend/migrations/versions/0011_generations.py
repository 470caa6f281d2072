"""The number of each subject that public pages show."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kernel_generations",
        sa.Column("subject", sa.String(length=20), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_kernel_generations")),
    )


def downgrade() -> None:
    op.drop_table("kernel_generations")
