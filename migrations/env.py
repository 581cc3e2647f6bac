"""Alembic's door to the database: the URL of the configuration and the metadata of the model."""

from alembic import context

from config import Config
from tasks_tracker.persistence.session import make_engine, metadata


def run() -> None:
    engine = context.config.attributes.get("engine")
    engine = engine or make_engine(Config.from_environ().database_url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            user_module_prefix="base.",
        )
        with context.begin_transaction():
            context.run_migrations()


run()
