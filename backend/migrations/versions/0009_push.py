"""Web push: phones to be told, and what a message of the outbox has to say for it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notify_messages") as table:
        table.add_column(sa.Column("token", sa.String(22), nullable=True))
        table.create_unique_constraint(op.f("uq_notify_messages_token"), ["token"])
    op.create_table(
        "notify_subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=22), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("endpoint", sa.String(length=1000), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("p256dh", sa.String(length=90), nullable=False),
        sa.Column("auth", sa.String(length=24), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("delivered", sa.DateTime(), nullable=True),
        sa.Column("dead", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notify_subscriptions")),
        sa.UniqueConstraint("phone", "owner", name=op.f("uq_notify_subscriptions_phone_owner")),
    )
    op.create_index(
        op.f("ix_notify_subscriptions_owner"), "notify_subscriptions", ["owner"], unique=False
    )
    op.create_index(
        op.f("ix_notify_subscriptions_digest"), "notify_subscriptions", ["digest"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_notify_subscriptions_digest"), table_name="notify_subscriptions")
    op.drop_index(op.f("ix_notify_subscriptions_owner"), table_name="notify_subscriptions")
    op.drop_table("notify_subscriptions")
    with op.batch_alter_table("notify_messages") as table:
        table.drop_constraint(op.f("uq_notify_messages_token"), type_="unique")
        table.drop_column("token")
