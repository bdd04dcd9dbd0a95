"""The first tables: documents, attributions, claims, mentions, parties, provenances, runs.

Frozen: see `keep/schema.py` for what the columns mean today.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_TOKENIZER = "tokenize='unicode61 remove_diacritics 2'"


def upgrade() -> None:
    """Make them all in an empty file."""
    op.execute("PRAGMA application_id = 1129070921")
    _runs_and_provenances()
    _documents()
    _parties()
    _attributions()
    _claims()
    op.execute(
        "CREATE VIRTUAL TABLE documents_fts USING fts5(title, text, content='documents', "
        f"content_rowid='key', {_TOKENIZER})"
    )
    op.execute(
        "CREATE VIRTUAL TABLE claims_fts USING fts5(content, speaker, content='claims', "
        f"content_rowid='key', {_TOKENIZER})"
    )


def _runs_and_provenances() -> None:
    op.create_table(
        "provenances",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("run", sa.Text, nullable=False),
        sa.UniqueConstraint("run", "reader", "model", "code", name="provenances_once"),
    )
    op.create_table(
        "runs",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("started", sa.DateTime, nullable=False),
        sa.Column("finished", sa.DateTime),
        sa.Column("readers", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("arguments", sa.Text, nullable=False),
        sa.Column("counts", sa.Text, nullable=False),
        sa.UniqueConstraint("id", name="runs_id"),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("byline", sa.Text),
        sa.Column("published", sa.Date),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("boilerplate", sa.Text, nullable=False),
        sa.Column("skipped", sa.Text),
        sa.Column("metadata", sa.Text, nullable=False),
        sa.Column("provenance", sa.Integer, sa.ForeignKey("provenances.key"), nullable=False),
        sa.UniqueConstraint("id", name="documents_id"),
    )
    op.create_index("documents_name", "documents", ["name"])
    op.create_index("documents_order", "documents", ["day", "id"], unique=True)


def _parties() -> None:
    op.create_table(
        "parties",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("aliases", sa.Text, nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
        sa.UniqueConstraint("name", "kind", "side", "aliases", name="parties_once"),
    )


def _attributions() -> None:
    op.create_table(
        "attributions",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.key"), nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("cue", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("certainty", sa.Text, nullable=False),
        sa.Column("within", sa.Text),
        sa.Column("answers_to", sa.Text),
        sa.Column("answers_rel", sa.Text),
        sa.Column("answers_score", sa.Float),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("side_prior", sa.Text, nullable=False),
        sa.UniqueConstraint("document", "id", name="attributions_id"),
    )


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.key"), nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("attribution", sa.Integer, sa.ForeignKey("attributions.key"), nullable=False),
        sa.Column("party", sa.Integer, sa.ForeignKey("parties.key")),
        sa.Column("side", sa.Text),
        sa.Column("side_folded", sa.Text),
        sa.Column("chain", sa.Text, nullable=False),
        sa.Column("polarity", sa.Text, nullable=False),
        sa.Column("said", sa.Date),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text),
        sa.UniqueConstraint("document", "id", name="claims_id"),
    )
    op.create_index("claims_place", "claims", ["document", "start"])
    op.create_index("claims_party", "claims", ["party"])
    op.create_index("claims_side", "claims", ["side_folded"])
    op.create_table(
        "mentions",
        sa.Column("claim", sa.Integer, sa.ForeignKey("claims.key"), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("claim", "rank", name="mentions_rank"),
        sqlite_with_rowid=False,
    )
