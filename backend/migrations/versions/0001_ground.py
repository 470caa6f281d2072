"""The ground: receipts, photos, reports."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "files_photos",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("thumb_name", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("thumb_bytes", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files_photos")),
        sa.UniqueConstraint("name", name=op.f("uq_files_photos_name")),
        sa.UniqueConstraint("thumb_name", name=op.f("uq_files_photos_thumb_name")),
    )
    op.create_table(
        "kernel_receipts",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("location", sa.String(length=200), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kernel_receipts")),
    )
    op.create_index(
        op.f("ix_kernel_receipts_created"), "kernel_receipts", ["created"], unique=False
    )
    op.create_table(
        "reports_reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folio", sa.String(length=9), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("category", sa.String(length=40), nullable=False),
        sa.Column("department", sa.String(length=40), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("accuracy", sa.Integer(), nullable=True),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("borough", sa.String(length=40), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=120), nullable=False),
        sa.Column("photos_expected", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("refers_to", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_reports")),
        sa.UniqueConstraint("folio", name=op.f("uq_reports_reports_folio")),
        sa.UniqueConstraint("key", name=op.f("uq_reports_reports_key")),
        sa.UniqueConstraint("receipt", name=op.f("uq_reports_reports_receipt")),
    )
    op.create_index(
        "ix_reports_borough_newest", "reports_reports", ["borough", "created", "id"], unique=False
    )
    op.create_index("ix_reports_lat_lon", "reports_reports", ["lat", "lon"], unique=False)
    op.create_index(
        "ix_reports_nearby", "reports_reports", ["category", "lat", "lon"], unique=False
    )
    op.create_index("ix_reports_newest", "reports_reports", ["created", "id"], unique=False)
    op.create_index(
        "ix_reports_state_newest", "reports_reports", ["state", "created", "id"], unique=False
    )
    op.create_table(
        "reports_followers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports_reports.id"], name=op.f("fk_reports_followers_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_followers")),
        sa.UniqueConstraint("key", name=op.f("uq_reports_followers_key")),
        sa.UniqueConstraint("receipt", name=op.f("uq_reports_followers_receipt")),
    )
    op.create_index(
        op.f("ix_reports_followers_report_id"), "reports_followers", ["report_id"], unique=False
    )
    op.create_table(
        "reports_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports_reports.id"], name=op.f("fk_reports_moves_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_moves")),
    )
    op.create_index(
        op.f("ix_reports_moves_report_id"), "reports_moves", ["report_id"], unique=False
    )
    op.create_table(
        "reports_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports_reports.id"], name=op.f("fk_reports_notes_report_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_notes")),
        sa.UniqueConstraint("receipt", name=op.f("uq_reports_notes_receipt")),
    )
    op.create_index(
        op.f("ix_reports_notes_report_id"), "reports_notes", ["report_id"], unique=False
    )
    op.create_table(
        "reports_photos",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=True),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["files_photos.id"], name=op.f("fk_reports_photos_photo_id")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["reports_reports.id"], name=op.f("fk_reports_photos_report_id")
        ),
        sa.PrimaryKeyConstraint("report_id", "position", name=op.f("pk_reports_photos")),
        sa.UniqueConstraint("receipt", name=op.f("uq_reports_photos_receipt")),
    )


def downgrade() -> None:
    op.drop_table("reports_photos")
    op.drop_index(op.f("ix_reports_notes_report_id"), table_name="reports_notes")
    op.drop_table("reports_notes")
    op.drop_index(op.f("ix_reports_moves_report_id"), table_name="reports_moves")
    op.drop_table("reports_moves")
    op.drop_index(op.f("ix_reports_followers_report_id"), table_name="reports_followers")
    op.drop_table("reports_followers")
    op.drop_index("ix_reports_state_newest", table_name="reports_reports")
    op.drop_index("ix_reports_newest", table_name="reports_reports")
    op.drop_index("ix_reports_nearby", table_name="reports_reports")
    op.drop_index("ix_reports_lat_lon", table_name="reports_reports")
    op.drop_index("ix_reports_borough_newest", table_name="reports_reports")
    op.drop_table("reports_reports")
    op.drop_index(op.f("ix_kernel_receipts_created"), table_name="kernel_receipts")
    op.drop_table("kernel_receipts")
    op.drop_table("files_photos")
