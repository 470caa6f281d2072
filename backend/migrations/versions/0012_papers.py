"""Papers: certificates and permits, and the keys that sign them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "papers_keys",
        sa.Column("kid", sa.String(length=8), nullable=False),
        sa.Column("sealed", sa.String(length=200), nullable=False),
        sa.Column("public", sa.String(length=90), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_papers_keys")),
    )
    op.create_table(
        "papers_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("issued", sa.DateTime(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("kid", sa.String(length=8), nullable=False),
        sa.Column("signed", sa.Text(), nullable=False),
        sa.Column("revoked", sa.DateTime(), nullable=True),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["identity_accounts.id"], name=op.f("fk_papers_papers_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by"], ["identity_accounts.id"], name=op.f("fk_papers_papers_revoked_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers_papers")),
        sa.UniqueConstraint("number", name=op.f("uq_papers_papers_number")),
    )
    op.create_index(
        op.f("ix_papers_papers_account_id"), "papers_papers", ["account_id"], unique=False
    )
    op.create_index(
        "ix_papers_papers_revoked", "papers_papers", ["revoked", "number"], unique=False
    )
    op.create_index(op.f("ix_papers_papers_subject"), "papers_papers", ["subject"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_papers_papers_subject"), table_name="papers_papers")
    op.drop_index("ix_papers_papers_revoked", table_name="papers_papers")
    op.drop_index(op.f("ix_papers_papers_account_id"), table_name="papers_papers")
    op.drop_table("papers_papers")
    op.drop_table("papers_keys")
