"""Appointments: places that people hold, and what an office changed of its hours."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appointments_bookings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("place_name", sa.String(length=120), nullable=False),
        sa.Column("begins", sa.DateTime(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("held_by", sa.Integer(), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("booked", sa.DateTime(), nullable=False),
        sa.Column("reminded", sa.DateTime(), nullable=True),
        sa.Column("cancelled", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["identity_accounts.id"],
            name=op.f("fk_appointments_bookings_account_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments_bookings")),
        sa.UniqueConstraint(
            "service", "held_by", name=op.f("uq_appointments_bookings_service_held_by")
        ),
        sa.UniqueConstraint(
            "service",
            "place",
            "begins",
            "seat",
            name=op.f("uq_appointments_bookings_service_place_begins_seat"),
        ),
    )
    op.create_index(
        op.f("ix_appointments_bookings_account_id"),
        "appointments_bookings",
        ["account_id"],
        unique=False,
    )
    op.create_index(
        "ix_appointments_bookings_begins", "appointments_bookings", ["begins", "id"], unique=False
    )
    op.create_index(
        op.f("ix_appointments_bookings_subject"), "appointments_bookings", ["subject"], unique=False
    )
    op.create_table(
        "appointments_slots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("begins", sa.DateTime(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("is_closed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=True),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["changed_by"], ["identity_accounts.id"], name=op.f("fk_appointments_slots_changed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointments_slots")),
        sa.UniqueConstraint(
            "service", "place", "begins", name=op.f("uq_appointments_slots_service_place_begins")
        ),
    )


def downgrade() -> None:
    op.drop_table("appointments_slots")
    op.drop_index(op.f("ix_appointments_bookings_subject"), table_name="appointments_bookings")
    op.drop_index("ix_appointments_bookings_begins", table_name="appointments_bookings")
    op.drop_index(op.f("ix_appointments_bookings_account_id"), table_name="appointments_bookings")
    op.drop_table("appointments_bookings")
