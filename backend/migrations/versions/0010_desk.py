"""The desk: who handles a report, what of it is public, words to find it by, and the log."""

import re
import unicodedata
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OPEN = "'received', 'assigned', 'scheduled', 'in_progress', 'reopened'"
LOG = "reports_activity"
SAME = " AND ".join(
    f"NEW.{name} = OLD.{name}" for name in ("id", "report_id", "at", "office", "act", "told")
)
# What the erasure of somebody's data does: her name goes, what was done stays.
ERASES = f"(NEW.actor = '' AND {SAME})"
SAID = "the activity of reports is only added to"
SEALS = {
    "sqlite": (
        f"CREATE TRIGGER {LOG}_deleted BEFORE DELETE ON {LOG}"
        f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
        f"CREATE TRIGGER {LOG}_changed BEFORE UPDATE ON {LOG} WHEN NOT {ERASES}"
        f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
        # "INSERT OR REPLACE" deletes without asking the trigger of deletions.
        f"CREATE TRIGGER {LOG}_replaced BEFORE INSERT ON {LOG}"  # noqa: S608 - ours
        f" WHEN EXISTS (SELECT 1 FROM {LOG} WHERE id = NEW.id)"
        f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    ),
    "postgresql": (
        f"CREATE FUNCTION {LOG}_refuse() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$",
        f"CREATE TRIGGER {LOG}_deleted BEFORE DELETE ON {LOG}"
        f" FOR EACH ROW EXECUTE FUNCTION {LOG}_refuse()",
        f"CREATE TRIGGER {LOG}_changed BEFORE UPDATE ON {LOG} FOR EACH ROW WHEN (NOT {ERASES})"
        f" EXECUTE FUNCTION {LOG}_refuse()",
        f"CREATE TRIGGER {LOG}_emptied BEFORE TRUNCATE ON {LOG}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {LOG}_refuse()",
    ),
}


def upgrade() -> None:
    _tables()
    _columns()
    op.execute(f"UPDATE reports_reports SET is_open = (state IN ({OPEN}))")  # noqa: S608 - ours
    for table in ("reports_photos", "reports_moves"):
        op.execute(
            f"UPDATE {table} SET is_published = true WHERE report_id IN"  # noqa: S608 - ours
            " (SELECT id FROM reports_reports WHERE is_published)"
        )
    for name, columns in INDEXES.items():
        op.create_index(name, "reports_reports", columns, unique=False)
    for name, told in UNTOLD.items():
        is_null = sa.text(f"{told} IS NULL")
        op.create_index(
            name,
            "reports_reports",
            ["is_open", "due", "id"],
            unique=False,
            sqlite_where=is_null,
            postgresql_where=is_null,
        )
    _words()
    for statement in SEALS[op.get_bind().dialect.name]:
        op.execute(statement)


def _tables() -> None:
    op.create_table(
        "reports_crews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_crews")),
    )
    op.create_index(op.f("ix_reports_crews_office"), "reports_crews", ["office"], unique=False)
    op.create_table(
        "reports_crew_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("crew_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        _points("reports_crew_members", "crew_id", "reports_crews"),
        _points("reports_crew_members", "account_id", "identity_accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_crew_members")),
    )
    _index("reports_crew_members", "account_id")
    _index("reports_crew_members", "crew_id")
    op.create_table(
        "reports_inside_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _points("reports_inside_notes", "report_id", "reports_reports"),
        _points("reports_inside_notes", "by_id", "identity_accounts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports_inside_notes")),
    )
    _index("reports_inside_notes", "report_id")
    op.create_table(
        LOG,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("act", sa.String(length=30), nullable=False),
        sa.Column("told", sa.String(length=200), nullable=False),
        _points(LOG, "report_id", "reports_reports"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LOG}")),
    )
    _index(LOG, "report_id")
    _index(LOG, "actor")
    word = sa.String(length=24).with_variant(sa.String(length=24, collation="C"), "postgresql")
    op.create_table(
        "reports_words",
        sa.Column("word", word, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        _points("reports_words", "report_id", "reports_reports"),
        sa.PrimaryKeyConstraint("word", "report_id", name=op.f("pk_reports_words")),
    )
    op.create_index("ix_reports_words_report", "reports_words", ["report_id", "word"], unique=False)


INDEXES = {
    "ix_reports_due": ["is_open", "due", "id"],
    "ix_reports_office_due": ["department", "is_open", "due", "id"],
    "ix_reports_office_newest": ["department", "created", "id"],
    "ix_reports_crew_planned": ["crew_id", "is_open", "planned", "id"],
    "ix_reports_reports_merged_into_id": ["merged_into_id"],
}
UNTOLD = {"ix_reports_to_warn": "warned", "ix_reports_to_escalate": "escalated"}
POINTERS = {
    "taken_by": "identity_accounts",
    "crew_id": "reports_crews",
    "merged_into_id": "reports_reports",
}


def _added() -> dict[str, tuple[sa.Column[Any], ...]]:
    return {
        "reports_reports": (
            sa.Column("is_open", sa.Boolean(), server_default=sa.true(), nullable=False),
            sa.Column("channel", sa.String(length=10), server_default="app", nullable=False),
            sa.Column("planned", sa.Date(), nullable=True),
            sa.Column("warned", sa.DateTime(), nullable=True),
            sa.Column("escalated", sa.DateTime(), nullable=True),
        ),
        "reports_moves": (
            sa.Column("is_published", sa.Boolean(), server_default=sa.false(), nullable=False),
        ),
        "reports_photos": (
            sa.Column("is_published", sa.Boolean(), server_default=sa.false(), nullable=False),
        ),
        "reports_followers": (
            sa.Column("contact", sa.String(length=120), server_default="", nullable=False),
        ),
    }


def _columns() -> None:
    for table, columns in _added().items():
        for column in columns:
            op.add_column(table, column)
    for column_name, target in POINTERS.items():
        # Both databases take a reference with the column; SQLite takes it no other way.
        name = f"fk_reports_reports_{column_name}"
        op.execute(
            f"ALTER TABLE reports_reports ADD COLUMN {column_name} INTEGER"
            f" CONSTRAINT {name} REFERENCES {target} (id)"
        )


def _words() -> None:
    """Make what was reported before findable by its words."""
    bind = op.get_bind()
    told = sa.text(
        "SELECT id, description, street, reference, number, answers FROM reports_reports"
        " WHERE id > :after ORDER BY id LIMIT 500"
    ).columns(answers=sa.JSON())
    notes = sa.text("SELECT text FROM reports_notes WHERE report_id = :id ORDER BY id")
    add = sa.text("INSERT INTO reports_words (word, report_id) VALUES (:word, :id)")
    after = 0
    while rows := bind.execute(told, {"after": after}).all():
        after = rows[-1].id
        for row in rows:
            texts = [row.description, row.street, row.reference, row.number]
            texts += [str(answer) for answer in (row.answers or {}).values()]
            texts += bind.execute(notes, {"id": row.id}).scalars()
            if found := _words_of(texts):
                bind.execute(add, [{"word": word, "id": row.id} for word in found])


def _words_of(texts: list[str]) -> set[str]:
    found = set()
    for text in texts:
        plain = unicodedata.normalize("NFKD", text).casefold()
        bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
        found |= {word[:24] for word in re.findall(r"[^\W_]+", bare) if len(word) > 1}
    return found


def _points(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def _index(table: str, column: str) -> None:
    op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)


def downgrade() -> None:
    name = op.get_bind().dialect.name
    op.drop_table("reports_words")
    op.drop_table(LOG)
    if name == "postgresql":
        op.execute(f"DROP FUNCTION {LOG}_refuse()")
    for index in (*INDEXES, *UNTOLD):
        op.drop_index(index, table_name="reports_reports")
    for column in POINTERS:
        op.drop_column("reports_reports", column)
    for table, columns in _added().items():
        for column_ in columns:
            op.drop_column(table, column_.name)
    for table in ("reports_inside_notes", "reports_crew_members", "reports_crews"):
        op.drop_table(table)
