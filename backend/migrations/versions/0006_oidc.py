"""The OpenID Provider: sites, what people agreed to give them, codes, tokens and keys."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "oidc_clients",
        sa.Column("id", sa.String(length=22), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("owner", sa.String(length=120), nullable=False),
        sa.Column("site", sa.String(length=200), nullable=False),
        sa.Column("purposes", sa.JSON(), nullable=False),
        sa.Column("secret", sa.String(length=64), nullable=True),
        sa.Column("redirect_uris", sa.JSON(), nullable=False),
        sa.Column("logout_uris", sa.JSON(), nullable=False),
        sa.Column("scopes", sa.String(length=80), nullable=False),
        sa.Column("optional", sa.String(length=80), nullable=False),
        sa.Column("alg", sa.String(length=5), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("may_refresh", sa.Boolean(), nullable=False),
        sa.Column("sector", sa.String(length=200), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oidc_clients")),
    )
    op.create_table(
        "oidc_keys",
        sa.Column("kid", sa.String(length=22), nullable=False),
        sa.Column("alg", sa.String(length=5), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("public", sa.JSON(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_oidc_keys")),
    )
    op.create_table(
        "oidc_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("scopes", sa.String(length=80), nullable=False),
        sa.Column("asked", sa.String(length=80), nullable=False),
        sa.Column("given", sa.DateTime(), nullable=False),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["identity_accounts.id"], name=op.f("fk_oidc_consents_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["oidc_clients.id"], name=op.f("fk_oidc_consents_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oidc_consents")),
        sa.UniqueConstraint(
            "client_id", "account_id", name=op.f("uq_oidc_consents_client_id_account_id")
        ),
    )
    op.create_index(
        op.f("ix_oidc_consents_account_id"), "oidc_consents", ["account_id"], unique=False
    )
    op.create_table(
        "oidc_grants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=22), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("redirect_uri", sa.String(length=500), nullable=False),
        sa.Column("challenge", sa.String(length=128), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("methods", sa.String(length=60), nullable=False),
        sa.Column("proved", sa.DateTime(), nullable=False),
        sa.Column("is_brief", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.Column("ended", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["identity_accounts.id"], name=op.f("fk_oidc_grants_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["client_id"], ["oidc_clients.id"], name=op.f("fk_oidc_grants_client_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oidc_grants")),
        sa.UniqueConstraint("digest", name=op.f("uq_oidc_grants_digest")),
    )
    op.create_index(op.f("ix_oidc_grants_account_id"), "oidc_grants", ["account_id"], unique=False)
    op.create_table(
        "oidc_tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("grant_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("scope", sa.String(length=80), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["grant_id"], ["oidc_grants.id"], name=op.f("fk_oidc_tokens_grant_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_oidc_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_oidc_tokens_digest")),
    )
    op.create_index(op.f("ix_oidc_tokens_grant_id"), "oidc_tokens", ["grant_id"], unique=False)
    op.create_index(op.f("ix_oidc_tokens_until"), "oidc_tokens", ["until"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_oidc_tokens_until"), table_name="oidc_tokens")
    op.drop_index(op.f("ix_oidc_tokens_grant_id"), table_name="oidc_tokens")
    op.drop_table("oidc_tokens")
    op.drop_index(op.f("ix_oidc_grants_account_id"), table_name="oidc_grants")
    op.drop_table("oidc_grants")
    op.drop_index(op.f("ix_oidc_consents_account_id"), table_name="oidc_consents")
    op.drop_table("oidc_consents")
    op.drop_table("oidc_keys")
    op.drop_table("oidc_clients")
