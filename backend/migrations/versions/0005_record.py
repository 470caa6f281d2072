"""The record: what was given once, consents, oppositions, requests, cancellations."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "record_attributes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("given", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("checked", sa.DateTime(), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("notice", sa.Integer(), nullable=False),
        _of_account("record_attributes"),
        _of_account("record_attributes", "checked_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_attributes")),
        sa.UniqueConstraint(
            "account_id", "name", name=op.f("uq_record_attributes_account_id_name")
        ),
    )
    op.create_table(
        "record_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("given", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("notice", sa.Integer(), nullable=False),
        _of_account("record_documents"),
        sa.ForeignKeyConstraint(
            ["photo_id"], ["files_photos.id"], name=op.f("fk_record_documents_photo_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_documents")),
        sa.UniqueConstraint("photo_id", name=op.f("uq_record_documents_photo_id")),
    )
    op.create_index(
        op.f("ix_record_documents_account_id"), "record_documents", ["account_id"], unique=False
    )
    op.create_table(
        "record_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("attribute", sa.String(length=20), nullable=False),
        sa.Column("given", sa.DateTime(), nullable=False),
        sa.Column("revoked", sa.DateTime(), nullable=True),
        sa.Column("notice", sa.Integer(), nullable=False),
        _of_account("record_consents"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_consents")),
    )
    op.create_index(
        "ix_record_consents_of", "record_consents", ["account_id", "office", "attribute"]
    )
    op.create_table(
        "record_oppositions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        _of_account("record_oppositions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_oppositions")),
    )
    op.create_index("ix_record_oppositions_of", "record_oppositions", ["account_id", "purpose"])
    op.create_table(
        "record_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folio", sa.String(length=9), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("received", sa.DateTime(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("extended", sa.DateTime(), nullable=True),
        sa.Column("answered", sa.DateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("is_granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("carry_out_by", sa.Date(), nullable=True),
        sa.Column("carried_out", sa.DateTime(), nullable=True),
        _of_account("record_requests"),
        _of_account("record_requests", "answered_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_requests")),
        sa.UniqueConstraint("folio", name=op.f("uq_record_requests_folio")),
    )
    op.create_index(
        op.f("ix_record_requests_account_id"), "record_requests", ["account_id"], unique=False
    )
    op.create_index("ix_record_requests_open", "record_requests", ["carried_out", "due", "id"])
    op.create_table(
        "record_blocks",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        _of_account("record_blocks"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_record_blocks")),
    )


def _of_account(table: str, column: str = "account_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["identity_accounts.id"], name=op.f(f"fk_{table}_{column}")
    )


def downgrade() -> None:
    for table in ("blocks", "requests", "oppositions", "consents", "documents", "attributes"):
        op.drop_table(f"record_{table}")
