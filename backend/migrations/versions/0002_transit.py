"""Transport: feeds and what belongs to them, notices."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "transit_feeds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("publisher", sa.String(length=200), nullable=False),
        sa.Column("version", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("shifted_days", sa.Integer(), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("longest", sa.Integer(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("services", sa.JSON(), nullable=False),
        sa.Column("loaded", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transit_feeds")),
    )
    op.create_table(
        "transit_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("starts", sa.DateTime(), nullable=False),
        sa.Column("ends", sa.DateTime(), nullable=True),
        sa.Column("posted", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transit_notices")),
    )
    op.create_index("ix_transit_notices_starts", "transit_notices", ["starts", "id"], unique=False)
    op.create_table(
        "transit_agencies",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=510), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["transit_feeds.id"], name=op.f("fk_transit_agencies_feed_id")
        ),
        sa.PrimaryKeyConstraint("feed_id", "id", name=op.f("pk_transit_agencies")),
    )
    op.create_table(
        "transit_lines",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("short", sa.String(length=200), nullable=False),
        sa.Column("long", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=6), nullable=False),
        sa.Column("ink", sa.String(length=6), nullable=False),
        sa.Column("prices", sa.JSON(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["transit_feeds.id"], name=op.f("fk_transit_lines_feed_id")
        ),
        sa.PrimaryKeyConstraint("feed_id", "id", name=op.f("pk_transit_lines")),
    )
    op.create_index(
        "ix_transit_lines_agency", "transit_lines", ["feed_id", "agency_id", "id"], unique=False
    )
    op.create_index("ix_transit_lines_key", "transit_lines", ["feed_id", "key"], unique=False)
    op.create_table(
        "transit_patterns",
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("headsign", sa.String(length=200), nullable=False),
        sa.Column("direction", sa.Integer(), nullable=False),
        sa.Column("stations", sa.JSON(), nullable=False),
        sa.Column("no_boarding", sa.JSON(), nullable=False),
        sa.Column("no_alighting", sa.JSON(), nullable=False),
        sa.Column("timings", sa.JSON(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["transit_feeds.id"], name=op.f("fk_transit_patterns_feed_id")
        ),
        sa.PrimaryKeyConstraint("feed_id", "id", name=op.f("pk_transit_patterns")),
    )
    op.create_index(
        "ix_transit_patterns_line",
        "transit_patterns",
        ["feed_id", "line_id", "place"],
        unique=False,
    )
    op.create_table(
        "transit_stations",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=400), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("step_free", sa.Integer(), nullable=False),
        sa.Column("first_line", sa.Integer(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("patterns", sa.JSON(), nullable=False),
        sa.Column("near", sa.JSON(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["transit_feeds.id"], name=op.f("fk_transit_stations_feed_id")
        ),
        sa.PrimaryKeyConstraint("feed_id", "id", name=op.f("pk_transit_stations")),
    )
    op.create_index("ix_transit_stations_key", "transit_stations", ["feed_id", "key"], unique=False)
    op.create_index(
        "ix_transit_stations_place", "transit_stations", ["feed_id", "lat", "lon"], unique=False
    )
    op.create_table(
        "transit_stops",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("station_id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["transit_feeds.id"], name=op.f("fk_transit_stops_feed_id")
        ),
        sa.PrimaryKeyConstraint("feed_id", "id", name=op.f("pk_transit_stops")),
    )
    op.create_index("ix_transit_stops_key", "transit_stops", ["feed_id", "key"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_transit_stops_key", table_name="transit_stops")
    op.drop_table("transit_stops")
    op.drop_index("ix_transit_stations_place", table_name="transit_stations")
    op.drop_index("ix_transit_stations_key", table_name="transit_stations")
    op.drop_table("transit_stations")
    op.drop_index("ix_transit_patterns_line", table_name="transit_patterns")
    op.drop_table("transit_patterns")
    op.drop_index("ix_transit_lines_key", table_name="transit_lines")
    op.drop_index("ix_transit_lines_agency", table_name="transit_lines")
    op.drop_table("transit_lines")
    op.drop_table("transit_agencies")
    op.drop_index("ix_transit_notices_starts", table_name="transit_notices")
    op.drop_table("transit_notices")
    op.drop_table("transit_feeds")
