"""The tables of the ledger, and how a new one is made.

Evidence is append-only: nothing of it is ever updated, save a run when it finishes. What is
derived from it (the tables `register_...`) is written anew as a whole. Integer keys are private
to one file (they follow the order of writing) and never leave `keep`.

`create` makes in milliseconds what the migrations make after importing Alembic; a test proves
that the two are the same. Whoever changes a table adds a migration and moves `REVISION`.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
)

APPLICATION_ID = 0x434C4149
"""Written into the header of the file ("CLAI"): tells a ledger from another program's database."""

REVISION = "0002"
"""The newest migration. A ledger stamped with it is opened without importing Alembic."""

metadata = MetaData()

provenances = Table(
    "provenances",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("reader", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("run", Text, nullable=False),
    UniqueConstraint("run", "reader", "model", "code", name="provenances_once"),
)

documents = Table(
    "documents",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("name", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("title", Text),
    Column("byline", Text),
    Column("published", Date),
    Column("day", Text, nullable=False),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("boilerplate", Text, nullable=False),
    Column("skipped", Text),
    Column("metadata", Text, nullable=False),
    Column("provenance", Integer, ForeignKey("provenances.key"), nullable=False),
    UniqueConstraint("id", name="documents_id"),
    Index("documents_name", "name"),
    Index("documents_order", "day", "id", unique=True),
)
"""`day` is the date of publication as `rows.day` writes it: the order of all answers.

The index on it is unique (so is the id alone), or SQLite would sort all claims for each answer.
"""

parties = Table(
    "parties",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("folded", Text, nullable=False),
    UniqueConstraint("name", "kind", "side", "aliases", name="parties_once"),
)
"""Each distinct `Party` value once. `folded` holds its names as `fold.folded_names` writes them."""

attributions = Table(
    "attributions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.key"), nullable=False),
    Column("id", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("within", Text),
    Column("answers_to", Text),
    Column("answers_rel", Text),
    Column("answers_score", Float),
    Column("score", Float, nullable=False),
    Column("side_prior", Text, nullable=False),
    UniqueConstraint("document", "id", name="attributions_id"),
)

claims = Table(
    "claims",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document", Integer, ForeignKey("documents.key"), nullable=False),
    Column("id", Text, nullable=False),
    Column("attribution", Integer, ForeignKey("attributions.key"), nullable=False),
    Column("party", Integer, ForeignKey("parties.key")),
    Column("side", Text),
    Column("side_folded", Text),
    Column("chain", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("speaker", Text),
    UniqueConstraint("document", "id", name="claims_id"),
    Index("claims_place", "document", "start"),
    Index("claims_party", "party"),
    Index("claims_side", "side_folded"),
)
"""`content` and `speaker` repeat the words of the content and the party's name for `claims_fts`."""

mentions = Table(
    "mentions",
    metadata,
    Column("claim", Integer, ForeignKey("claims.key"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("score", Float, nullable=False),
    PrimaryKeyConstraint("claim", "rank", name="mentions_rank"),
    sqlite_with_rowid=False,
)
"""Rank 0 is the chosen mention (absent when there is none), the rivals follow from 1."""

claim_places = Table(
    "claim_places",
    metadata,
    Column("claim", Integer, ForeignKey("claims.key"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("precision", Text, nullable=False),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("geonames", Integer),
    Column("score", Float, nullable=False),
    Column("found", Text, nullable=False),
    PrimaryKeyConstraint("claim", "rank", name="claim_places_rank"),
    Index("claim_places_country", "country"),
    Index("claim_places_geonames", "geonames"),
    Index("claim_places_folded", "folded"),
    sqlite_with_rowid=False,
)

claim_times = Table(
    "claim_times",
    metadata,
    Column("claim", Integer, ForeignKey("claims.key"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("value", Text),
    Column("begins", DateTime),
    Column("ends", DateTime),
    Column("granularity", Text),
    Column("found", Text, nullable=False),
    PrimaryKeyConstraint("claim", "rank", name="claim_times_rank"),
    Index("claim_times_begins", "begins"),
    sqlite_with_rowid=False,
)
"""Rank 0 is when the claim was made, absent when unknown; when it happened follows from 1."""

claim_quantities = Table(
    "claim_quantities",
    metadata,
    Column("claim", Integer, ForeignKey("claims.key"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("low", Float, nullable=False),
    Column("high", Float, nullable=False),
    Column("bound", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("vague", Text),
    Column("whole", Float),
    Column("change", Boolean, nullable=False),
    Column("cumulative", Boolean, nullable=False),
    Column("words", Text, nullable=False),
    PrimaryKeyConstraint("claim", "rank", name="claim_quantities_rank"),
    Index("claim_quantities_words", "words"),
    sqlite_with_rowid=False,
)
"""`words` are those of item, unit and scope as `details.item_words` writes them."""

register_entries = Table(
    "register_entries",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("side", Text, nullable=False),
    Column("side_folded", Text, nullable=False),
    Column("sides", Text, nullable=False),
    Column("affiliation", Text),
    Column("first_seen", Date),
    Column("last_seen", Date),
    Column("claims", Integer, nullable=False),
    Column("folded", Text, nullable=False),
    UniqueConstraint("id", name="register_entries_id"),
    Index("register_entries_side", "side_folded"),
)
"""The register of parties is derived: written whole from the evidence, and never added to.

`folded` holds the names as in `parties`."""

register_roles = Table(
    "register_roles",
    metadata,
    Column("entry", Integer, ForeignKey("register_entries.key"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("first", Date),
    Column("last", Date),
    Column("claims", Integer, nullable=False),
    PrimaryKeyConstraint("entry", "rank", name="register_roles_rank"),
    sqlite_with_rowid=False,
)

register_members = Table(
    "register_members",
    metadata,
    Column("document", Integer, ForeignKey("documents.key"), nullable=False),
    Column("party", Integer, ForeignKey("parties.key"), nullable=False),
    Column("entry", Integer, ForeignKey("register_entries.key"), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("sighting", Text, nullable=False),
    PrimaryKeyConstraint("document", "party", name="register_members_once"),
    Index("register_members_entry", "entry", "rank"),
    sqlite_with_rowid=False,
)
"""Which entry stands for a party in a document; `sighting` is the id of the two."""

register_state = Table(
    "register_state",
    metadata,
    Column("through", Integer, nullable=False),
    Column("made_by", Text, nullable=False),
)
"""One row once the register was built: the last claim it knows of, and what made it."""

runs = Table(
    "runs",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("started", DateTime, nullable=False),
    Column("finished", DateTime),
    Column("readers", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("settings", Text, nullable=False),
    Column("arguments", Text, nullable=False),
    Column("counts", Text, nullable=False),
    UniqueConstraint("id", name="runs_id"),
)

alembic_version = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
"""As Alembic itself makes it."""

FULL_TEXT = (
    "CREATE VIRTUAL TABLE documents_fts USING fts5(title, text, content='documents', "
    "content_rowid='key', tokenize='unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE claims_fts USING fts5(content, speaker, content='claims', "
    "content_rowid='key', tokenize='unicode61 remove_diacritics 2')",
)
"""Word indexes without a copy of the words: they read them from the tables they index."""


def create(connection: Connection) -> None:
    """Make every table, stamped with the newest revision, in the transaction of `connection`."""
    metadata.create_all(connection, checkfirst=False)
    for statement in FULL_TEXT:
        connection.exec_driver_sql(statement)
    mark(connection)
    connection.execute(insert(alembic_version).values(version_num=REVISION))


def mark(connection: Connection) -> None:
    """Write the application id into the header of the file (with the transaction)."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
