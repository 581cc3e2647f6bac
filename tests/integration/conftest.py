"""What all tests against a database share."""

import pytest
from argon2 import PasswordHasher

from tasks_tracker.operations import users


@pytest.fixture(autouse=True)
def cheap_hashing(monkeypatch):
    """The same algorithm at its lowest cost: the tests prove who gets in, not how long it takes."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(users, "_hasher", cheap)
    users._decoy.cache_clear()
