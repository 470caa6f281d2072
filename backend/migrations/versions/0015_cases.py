"""Cases: what somebody asked for, its moves and its photos."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

ACCOUNTS = "identity_accounts"
INDEXES = {
    "ix_cases_of": ["account_id", "created", "id"],
    "ix_cases_queue": ["waits", "due", "id"],
    "ix_cases_office_queue": ["office", "waits", "due", "id"],
    "ix_cases_newest": ["created", "id"],
    "ix_cases_office_newest": ["office", "created", "id"],
    "ix_cases_office_state_newest": ["office", "state", "created", "id"],
    "ix_cases_state_newest": ["state", "created", "id"],
    "ix_cases_taken": ["taken_by", "waits", "due", "id"],
}


def _points(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    cases = "cases_cases"
    op.create_table(
        cases,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("folio", sa.String(length=9), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("owner_key", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("waits", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("sent", sa.DateTime(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("held", sa.JSON(), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("photos_expected", sa.Integer(), server_default="0", nullable=False),
        sa.Column("is_to_send", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("begun_by", sa.Integer(), nullable=True),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("refused_by", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        *(_points(cases, name, ACCOUNTS) for name in ("account_id", "begun_by", "taken_by")),
        _points(cases, "refused_by", ACCOUNTS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases_cases")),
        sa.UniqueConstraint("folio", name=op.f("uq_cases_cases_folio")),
        sa.UniqueConstraint("receipt", name=op.f("uq_cases_cases_receipt")),
        sa.UniqueConstraint("owner_key", name=op.f("uq_cases_cases_owner_key")),
    )
    for name, columns in INDEXES.items():
        op.create_index(name, cases, columns, unique=False)
    op.create_table(
        "cases_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("actor", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        _points("cases_moves", "case_id", cases),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases_moves")),
    )
    op.create_index(op.f("ix_cases_moves_case_id"), "cases_moves", ["case_id"], unique=False)
    op.create_table(
        "cases_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=24), nullable=False),
        sa.Column("receipt", sa.String(length=64), nullable=True),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _points("cases_documents", "case_id", cases),
        _points("cases_documents", "photo_id", "files_photos"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases_documents")),
        sa.UniqueConstraint("photo_id", name=op.f("uq_cases_documents_photo_id")),
        sa.UniqueConstraint("receipt", name=op.f("uq_cases_documents_receipt")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_cases_documents_case_id"), "cases_documents", ["case_id"], unique=False
    )


def downgrade() -> None:
    op.drop_table("cases_documents")
    op.drop_table("cases_moves")
    op.drop_table("cases_cases")
