"""Places, times and quantities of claims, and the register of parties.

When a claim was made turns from a date into a time like all others.
Frozen: see `keep/schema.py` for what the columns mean today.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the new tables and move the dates on which claims were made into theirs."""
    _places()
    _times()
    _quantities()
    _register()
    op.execute(
        "INSERT INTO claim_times (claim, rank, value, begins, ends, granularity, found) "
        "SELECT key, 0, said, said || ' 00:00:00.000000', date(said, '+1 day') || ' 00:00:00.000000', "
        "'day', 'metadata' FROM claims WHERE said IS NOT NULL"
    )
    op.execute("ALTER TABLE claims DROP COLUMN said")


def _places() -> None:
    op.create_table(
        "claim_places",
        sa.Column("claim", sa.Integer, sa.ForeignKey("claims.key"), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.Column("precision", sa.Text, nullable=False),
        sa.Column("country", sa.Text),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        sa.Column("geonames", sa.Integer),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("found", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("claim", "rank", name="claim_places_rank"),
        sqlite_with_rowid=False,
    )
    op.create_index("claim_places_country", "claim_places", ["country"])
    op.create_index("claim_places_geonames", "claim_places", ["geonames"])
    op.create_index("claim_places_folded", "claim_places", ["folded"])


def _times() -> None:
    op.create_table(
        "claim_times",
        sa.Column("claim", sa.Integer, sa.ForeignKey("claims.key"), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("value", sa.Text),
        sa.Column("begins", sa.DateTime),
        sa.Column("ends", sa.DateTime),
        sa.Column("granularity", sa.Text),
        sa.Column("found", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("claim", "rank", name="claim_times_rank"),
        sqlite_with_rowid=False,
    )
    op.create_index("claim_times_begins", "claim_times", ["begins"])


def _quantities() -> None:
    op.create_table(
        "claim_quantities",
        sa.Column("claim", sa.Integer, sa.ForeignKey("claims.key"), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("low", sa.Float, nullable=False),
        sa.Column("high", sa.Float, nullable=False),
        sa.Column("bound", sa.Text, nullable=False),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("scope", sa.Text, nullable=False),
        sa.Column("vague", sa.Text),
        sa.Column("whole", sa.Float),
        sa.Column("change", sa.Boolean, nullable=False),
        sa.Column("cumulative", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("claim", "rank", name="claim_quantities_rank"),
        sqlite_with_rowid=False,
    )
    op.create_index("claim_quantities_words", "claim_quantities", ["words"])


def _register() -> None:
    op.create_table(
        "register_entries",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("aliases", sa.Text, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("side_folded", sa.Text, nullable=False),
        sa.Column("sides", sa.Text, nullable=False),
        sa.Column("affiliation", sa.Text),
        sa.Column("first_seen", sa.Date),
        sa.Column("last_seen", sa.Date),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.UniqueConstraint("id", name="register_entries_id"),
    )
    op.create_index("register_entries_side", "register_entries", ["side_folded"])
    op.create_table(
        "register_roles",
        sa.Column("entry", sa.Integer, sa.ForeignKey("register_entries.key"), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("first", sa.Date),
        sa.Column("last", sa.Date),
        sa.Column("claims", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("entry", "rank", name="register_roles_rank"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "register_members",
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.key"), nullable=False),
        sa.Column("party", sa.Integer, sa.ForeignKey("parties.key"), nullable=False),
        sa.Column("entry", sa.Integer, sa.ForeignKey("register_entries.key"), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("sighting", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("document", "party", name="register_members_once"),
        sqlite_with_rowid=False,
    )
    op.create_index("register_members_entry", "register_members", ["entry", "rank"])
    op.create_table(
        "register_state",
        sa.Column("through", sa.Integer, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
    )
