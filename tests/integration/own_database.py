import pytest

from tasks_tracker.persistence.session import connect, db
from tests.conftest import migrate


@pytest.fixture(scope="module")
def own_url(new_database):
    """A database for tests in which several threads commit."""
    url = new_database()
    migrate(url)
    return url


@pytest.fixture
def own_database(engine, own_url):
    own = connect(own_url)
    yield own
    db.remove()
    own.dispose()
    db.configure(bind=engine)
