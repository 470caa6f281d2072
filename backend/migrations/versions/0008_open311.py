"""Open311: keys of apps, which report came with which, and what their questions are answered by."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reports_open311_keys",
        sa.Column("id", sa.String(length=12), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("rate", sa.String(length=40), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_open311_keys")),
        sa.UniqueConstraint("digest", name=op.f("uq_reports_open311_keys_digest")),
    )
    op.create_table(
        "reports_open311",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key_id"], ["reports_open311_keys.id"], name=op.f("fk_reports_open311_key_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports_reports.id"], name=op.f("fk_reports_open311_report_id")
        ),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_reports_open311")),
    )
    op.create_index(op.f("ix_reports_open311_key_id"), "reports_open311", ["key_id"], unique=False)
    op.create_index(
        "ix_reports_category_newest", "reports_reports", ["category", "created", "id"], unique=False
    )
    op.create_index(
        "ix_reports_published_newest",
        "reports_reports",
        ["borough", "is_published", "created", "id"],
        unique=False,
    )
    op.create_index("ix_reports_moves_at", "reports_moves", ["at", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_reports_moves_at", table_name="reports_moves")
    op.drop_index("ix_reports_published_newest", table_name="reports_reports")
    op.drop_index("ix_reports_category_newest", table_name="reports_reports")
    op.drop_index(op.f("ix_reports_open311_key_id"), table_name="reports_open311")
    op.drop_table("reports_open311")
    op.drop_table("reports_open311_keys")
