"""Every migration, oldest first; v0001_first made the tables."""
