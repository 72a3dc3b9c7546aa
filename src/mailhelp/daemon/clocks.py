"""The one clock of the daemon and the command line."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the time now, aware, UTC."""
    return datetime.now(UTC)
