"""Notices that reach: inboxes, preferences, the language of a report, ratings and SMS replies."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notify_messages") as messages:
        messages.alter_column(
            "owner", type_=sa.String(length=80), existing_type=sa.String(length=64)
        )
        messages.add_column(
            sa.Column("address", sa.String(length=200), nullable=False, server_default="")
        )
        messages.add_column(sa.Column("unless", sa.Integer(), nullable=True))
        messages.add_column(sa.Column("delivered", sa.DateTime(), nullable=True))
        messages.add_column(sa.Column("read", sa.DateTime(), nullable=True))
        messages.drop_index(op.f("ix_notify_messages_owner"))
    op.create_index("ix_notify_inbox", "notify_messages", ["owner", "channel", "id"])
    op.create_index("ix_notify_told", "notify_messages", ["recipient", "id"])
    op.create_table(
        "notify_preferences",
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("off", sa.JSON(), nullable=False),
        sa.Column("is_quiet", sa.Boolean(), nullable=False),
        sa.Column("is_sms_last", sa.Boolean(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_notify_preferences")),
    )
    op.add_column(
        "reports_reports",
        sa.Column("after", sa.String(length=9), nullable=False, server_default=""),
    )
    op.add_column(
        "reports_reports",
        sa.Column("language", sa.String(length=8), nullable=False, server_default=""),
    )
    op.add_column(
        "reports_followers",
        sa.Column("language", sa.String(length=8), nullable=False, server_default=""),
    )
    op.create_index(op.f("ix_reports_reports_after"), "reports_reports", ["after"])
    op.create_index("ix_reports_refers_to", "reports_reports", ["refers_to"])
    op.add_column(
        "reports_moves",
        sa.Column("office", sa.String(length=40), nullable=False, server_default=""),
    )
    op.execute(
        "UPDATE reports_moves SET office = (SELECT department FROM reports_reports"
        " WHERE reports_reports.id = reports_moves.report_id)"
    )
    op.add_column(
        "reports_photos",
        sa.Column("is_proof", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "reports_ratings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports_reports.id"], name=op.f("fk_reports_ratings_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_ratings")),
        sa.UniqueConstraint("report_id", "owner", name=op.f("uq_reports_ratings_report_id_owner")),
    )
    op.create_index(op.f("ix_reports_ratings_owner"), "reports_ratings", ["owner"])
    op.create_table(
        "reports_replies",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_replies")),
    )
    op.create_index(op.f("ix_reports_replies_at"), "reports_replies", ["at"])
    op.create_index("ix_reports_replies_number", "reports_replies", ["number", "at"])
