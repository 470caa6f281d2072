"""Payments: what was asked, and what banks say of it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "payments_payments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("concept", sa.String(length=120), nullable=False),
        sa.Column("fees", sa.JSON(), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("asked", sa.DateTime(), nullable=False),
        sa.Column("paid", sa.DateTime(), nullable=True),
        sa.Column("cancelled", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["identity_accounts.id"], name=op.f("fk_payments_payments_account_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments_payments")),
        sa.UniqueConstraint("reference", name=op.f("uq_payments_payments_reference")),
    )
    op.create_index(
        op.f("ix_payments_payments_account_id"), "payments_payments", ["account_id"], unique=False
    )
    op.create_index(
        "ix_payments_payments_office_until",
        "payments_payments",
        ["office", "until", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_payments_payments_subject"), "payments_payments", ["subject"], unique=False
    )
    op.create_table(
        "payments_lines",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("payment_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("cents", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("loaded_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["loaded_by"], ["identity_accounts.id"], name=op.f("fk_payments_lines_loaded_by")
        ),
        sa.ForeignKeyConstraint(
            ["payment_id"], ["payments_payments.id"], name=op.f("fk_payments_lines_payment_id")
        ),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_payments_lines")),
    )
    op.create_index(
        op.f("ix_payments_lines_payment_id"), "payments_lines", ["payment_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_payments_lines_payment_id"), table_name="payments_lines")
    op.drop_table("payments_lines")
    op.drop_index(op.f("ix_payments_payments_subject"), table_name="payments_payments")
    op.drop_index("ix_payments_payments_office_until", table_name="payments_payments")
    op.drop_index(op.f("ix_payments_payments_account_id"), table_name="payments_payments")
    op.drop_table("payments_payments")
