"""Places: what is loaded, the places themselves, and the centres of neighbourhoods."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "places_sets",
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("digest", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("loaded", sa.DateTime(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_places_sets")),
    )
    op.create_table(
        "places_centres",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("borough", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_centres")),
    )
    op.create_table(
        "places_places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("borough", sa.String(length=24), nullable=False),
        sa.Column("area", sa.String(length=80), nullable=False),
        sa.Column("area_slug", sa.String(length=60), nullable=False),
        sa.Column("is_near_area", sa.Boolean(), nullable=False),
        sa.Column("sort", sa.String(length=24), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("hours", sa.String(length=120), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("step_free", sa.Boolean(), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("station", sa.String(length=80), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places_places")),
    )
    op.create_index("uq_places_key", "places_places", ["kind", "key"], unique=True)
    op.create_index("ix_places_around", "places_places", ["kind", "lat", "lon"])
    op.create_index("ix_places_area", "places_places", ["kind", "borough", "area_slug"])


def downgrade() -> None:
    op.drop_table("places_places")
    op.drop_table("places_centres")
    op.drop_table("places_sets")
