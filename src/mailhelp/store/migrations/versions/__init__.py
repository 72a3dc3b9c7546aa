"""Every migration, oldest first; v0001_first made the tables, v0002_corrections those of what staff decide."""
