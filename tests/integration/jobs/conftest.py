from tests.integration.own_database import own_database, own_url

__all__ = ["own_database", "own_url"]
