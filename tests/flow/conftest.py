"""Databases for the tests of this folder."""

from tests.postgres import postgres, postgres_or_reason

__all__ = ["postgres", "postgres_or_reason"]
