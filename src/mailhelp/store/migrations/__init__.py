"""Alembic migrations of the tables, packaged so that they also run from a wheel."""
