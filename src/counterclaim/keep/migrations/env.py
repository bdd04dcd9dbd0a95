"""Run by Alembic: migrates the connection that `migrations.upgrade` was given."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    # SQLite rolls back changes of the schema like any other; Alembic assumes it does not.
    transactional_ddl=True,
    # SQLite alters a table by copying it.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
