"""The Llave: accounts and sessions, the outbox of messages, who did what; reports of an account."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identity_accounts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=True),
        sa.Column("curp", sa.String(length=18), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("passphrase", sa.String(length=200), nullable=True),
        sa.Column("is_long", sa.Boolean(), nullable=False),
        sa.Column("totp", sa.String(length=200), nullable=True),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("closed", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_accounts")),
        sa.UniqueConstraint("tag", name=op.f("uq_identity_accounts_tag")),
    )
    op.create_index(op.f("ix_identity_accounts_curp"), "identity_accounts", ["curp"], unique=False)
    op.create_table(
        "identity_guesses",
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("at", name=op.f("pk_identity_guesses")),
    )
    op.create_table(
        "identity_turns",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_identity_turns")),
    )
    op.create_index(op.f("ix_identity_turns_until"), "identity_turns", ["until"], unique=False)
    op.create_table(
        "kernel_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kernel_audit")),
    )
    op.create_index(op.f("ix_kernel_audit_actor"), "kernel_audit", ["actor"], unique=False)
    op.create_index(op.f("ix_kernel_audit_subject"), "kernel_audit", ["subject"], unique=False)
    op.create_table(
        "notify_leases",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_notify_leases")),
    )
    op.create_table(
        "notify_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("is_secret", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("next", sa.DateTime(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("settled", sa.DateTime(), nullable=True),
        sa.Column("said", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notify_messages")),
    )
    op.create_index("ix_notify_due", "notify_messages", ["state", "next", "id"], unique=False)
    op.create_index(op.f("ix_notify_messages_owner"), "notify_messages", ["owner"], unique=False)
    op.create_table(
        "identity_checks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("clerk_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _account("identity_checks", "account_id"),
        _account("identity_checks", "clerk_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_checks")),
    )
    op.create_index(
        op.f("ix_identity_checks_account_id"), "identity_checks", ["account_id"], unique=False
    )
    op.create_table(
        "identity_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("bound", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        _account("identity_codes", "account_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_codes")),
    )
    op.create_index(op.f("ix_identity_codes_address"), "identity_codes", ["address"], unique=False)
    op.create_index(op.f("ix_identity_codes_bound"), "identity_codes", ["bound"], unique=False)
    op.create_index(op.f("ix_identity_codes_digest"), "identity_codes", ["digest"], unique=False)
    op.create_index(op.f("ix_identity_codes_until"), "identity_codes", ["until"], unique=False)
    op.create_table(
        "identity_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("confirmed", sa.DateTime(), nullable=True),
        sa.Column("created", sa.DateTime(), nullable=False),
        _account("identity_contacts", "account_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_contacts")),
        sa.UniqueConstraint(
            "account_id",
            "kind",
            "address",
            name=op.f("uq_identity_contacts_account_id_kind_address"),
        ),
    )
    op.create_index(
        "ix_identity_contacts_address", "identity_contacts", ["kind", "address"], unique=False
    )
    op.create_table(
        "identity_helps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(length=22), nullable=False),
        sa.Column("helper_id", sa.Integer(), nullable=False),
        sa.Column("helped_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        _account("identity_helps", "helped_id"),
        _account("identity_helps", "helper_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_helps")),
        sa.UniqueConstraint("tag", name=op.f("uq_identity_helps_tag")),
    )
    op.create_index(
        op.f("ix_identity_helps_helped_id"), "identity_helps", ["helped_id"], unique=False
    )
    op.create_index(
        op.f("ix_identity_helps_helper_id"), "identity_helps", ["helper_id"], unique=False
    )
    op.create_table(
        "identity_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.Column("used_by", sa.Integer(), nullable=True),
        _account("identity_invitations", "given_by"),
        _account("identity_invitations", "used_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_invitations")),
        sa.UniqueConstraint("digest", name=op.f("uq_identity_invitations_digest")),
    )
    op.create_table(
        "identity_passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("credential", sa.String(length=1400), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        _account("identity_passkeys", "account_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_passkeys")),
        sa.UniqueConstraint("credential", name=op.f("uq_identity_passkeys_credential")),
    )
    op.create_index(
        op.f("ix_identity_passkeys_account_id"), "identity_passkeys", ["account_id"], unique=False
    )
    op.create_table(
        "identity_roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("office", sa.String(length=40), nullable=False),
        sa.Column("given", sa.DateTime(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        _account("identity_roles", "account_id"),
        _account("identity_roles", "ended_by"),
        _account("identity_roles", "given_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_roles")),
    )
    op.create_index(
        op.f("ix_identity_roles_account_id"), "identity_roles", ["account_id"], unique=False
    )
    op.create_table(
        "identity_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("help_id", sa.Integer(), nullable=True),
        sa.Column("methods", sa.String(length=40), nullable=False),
        sa.Column("device", sa.String(length=80), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("proved", sa.DateTime(), nullable=False),
        sa.Column("strong", sa.DateTime(), nullable=True),
        sa.Column("seen", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        _account("identity_sessions", "account_id"),
        sa.ForeignKeyConstraint(
            ["help_id"], ["identity_helps.id"], name=op.f("fk_identity_sessions_help_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_identity_sessions_digest")),
    )
    op.create_index(
        op.f("ix_identity_sessions_account_id"), "identity_sessions", ["account_id"], unique=False
    )
    _belong("reports_followers")
    op.create_index(
        op.f("ix_reports_followers_account_id"), "reports_followers", ["account_id"], unique=False
    )
    _belong("reports_reports")
    op.create_index(
        op.f("ix_reports_reports_account_id"), "reports_reports", ["account_id"], unique=False
    )


def _account(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["identity_accounts.id"], name=name)


def _belong(table: str) -> None:
    # SQLite adds a constraint only with its column, and so do both databases in one statement.
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN account_id INTEGER"
        f" CONSTRAINT fk_{table}_account_id REFERENCES identity_accounts (id)"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_reports_reports_account_id"), table_name="reports_reports")
    op.drop_column("reports_reports", "account_id")
    op.drop_index(op.f("ix_reports_followers_account_id"), table_name="reports_followers")
    op.drop_column("reports_followers", "account_id")
    op.drop_table("identity_sessions")
    op.drop_table("identity_roles")
    op.drop_table("identity_passkeys")
    op.drop_table("identity_invitations")
    op.drop_table("identity_helps")
    op.drop_table("identity_contacts")
    op.drop_table("identity_codes")
    op.drop_table("identity_checks")
    op.drop_table("notify_messages")
    op.drop_table("notify_leases")
    op.drop_table("kernel_audit")
    op.drop_table("identity_turns")
    op.drop_table("identity_guesses")
    op.drop_table("identity_accounts")
