"""A service desk that works by mail: client mails become tickets with deadlines."""

__version__ = "0.1.0"
