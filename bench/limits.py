"""What this machine can do at best: a bare parse of the same mails, and durable commits of SQLite."""

import logging
import sqlite3
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import mailparser
from workload import Mail

COMMITS = 1000
ROW = "x" * 3000


def parse_cpu_ms(mails: Sequence[Mail]) -> float:
    """Return the CPU time that mail-parser needs for a mail, in milliseconds, on one core."""
    logging.getLogger("mailparser").setLevel(logging.CRITICAL)
    began = time.process_time()
    for mail in mails:
        parsed = mailparser.parse_from_bytes(mail.raw)
        _ = parsed.subject, parsed.from_, parsed.body, parsed.attachments
    return (time.process_time() - began) * 1000 / len(mails)


def durable_commits_a_second() -> float:
    """Return how many rows of 3 KB SQLite commits in a second, each synced to disk before the next."""
    with tempfile.TemporaryDirectory(prefix="mailhelp-limits-") as folder:
        with closing(sqlite3.connect(Path(folder) / "limits.db", isolation_level=None)) as database:
            database.execute("pragma journal_mode=wal")
            database.execute("pragma synchronous=full")
            database.execute("create table kept (id integer primary key, message_id text unique, raw text)")
            began = time.perf_counter()
            for number in range(COMMITS):
                database.execute("begin immediate")
                database.execute("insert into kept (message_id, raw) values (?, ?)", (f"{number}@x", ROW))
                database.execute("commit")
            return COMMITS / (time.perf_counter() - began)
