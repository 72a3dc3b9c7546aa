"""The figures of the bench as a table for people."""

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

TITLE = "The whole path of a mail: SMTP in, on disk, decided, acknowledgement at a relay"
ROWS = (
    ("mails a second", "{whole_path[mails_per_s]}", "{whole_path[mails]} mails, until the last answer is at the relay"),
    ("  taken a second", "{whole_path[accepted_per_s]}", "answered 250, so on disk"),
    ("CPU a mail", "{whole_path[cpu_ms_per_mail]} ms", "user and system, all processes of the desk"),
    ("acknowledgements", "{whole_path[acknowledgements]}", "{whole_path[notices]} notices in all"),
    ("  new tickets without acknowledgement", "{whole_path[without_acknowledgement]}", ""),
    ("  mails refused, mails undecided", "{whole_path[refused]}, {undecided}", ""),
    (
        "with one of staff told of each ticket",
        "{with_staff[mails_per_s]} /s",
        "{with_staff[notices]} notices, until the last",
    ),
    ("  CPU a mail", "{with_staff[cpu_ms_per_mail]} ms", ""),
    ("latency p50, p99", "{low[p50_ms]}, {low[p99_ms]} ms", "{low[mails]} single mails, end of DATA to the relay"),
    ("  longest", "{low[max_ms]} ms", "{low[without_acknowledgement]} without acknowledgement in 10 s"),
    ("memory at rest", "{rest[pss_mb]} MB", "PSS of {rest[processes]} processes; RSS {rest[rss_mb]} MB"),
    ("memory under load", "{load[pss_mb]} MB", "PSS of {load[processes]} processes; RSS {load[rss_mb]} MB"),
    (
        "this machine: mail-parser alone",
        "{limits[mail_parser_cpu_ms_per_mail]} ms",
        "CPU a mail, only parsing these mails",
    ),
    ("this machine: SQLite alone", "{limits[sqlite_durable_commits_per_s]} /s", "durable commits of 3 KB, one by one"),
    ("this machine", "{machine[cores]} cores", "load {machine[load_before]} before; sender and relay use it too"),
)
SYNCS = ("syncs a mail", "{syncs[per_mail]}", "of {syncs[mails]} mails under strace")
NO_SYNCS = ("syncs a mail", "not counted", "{syncs[not_counted]}")


def show(figures: Mapping[str, object]) -> None:
    """Print the figures of `bench.measure`."""
    whole_path = figures["whole_path"]
    assert isinstance(whole_path, Mapping) and isinstance(figures["syncs"], Mapping)
    values = {
        **figures,
        "low": figures["latency_low_load"],
        "rest": figures["memory_at_rest"],
        "load": whole_path["memory_under_load"],
    }
    table = Table("what", "figure", "of", title=TITLE, title_justify="left")
    table.columns[1].justify = "right"
    syncs = SYNCS if "per_mail" in figures["syncs"] else NO_SYNCS
    for row in (*ROWS[:3], syncs, *ROWS[3:]):
        table.add_row(*(cell.format_map(values) for cell in row))
    Console().print(table)
