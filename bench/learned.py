"""`make bench-learned`: what was learned, measured: time to load it, time for a mail, size of its file.

CPU time of one process, the median of several rounds. The mails are the first labelled ones, cut to 60 words; the long
one is 10 KB of them.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from mailhelp.config.modelfile import load_model
from mailhelp.config.rulesfile import load_rules
from mailhelp.config.shipped import learned_file
from mailhelp.core.learned import evidence
from mailhelp.core.understanding.reading import read
from mailhelp.core.understanding.sentences import sentences

LABELLED = Path(__file__).resolve().parent.parent / "data" / "labelled" / "a-f.jsonl"
MAILS, WORDS, LONG = 100, 60, 10_240
ROUNDS = 7
MOST = {"load": 100.0, "mail of 60 words": 2.0, "mail of 10 KB": 2.0}


def cpu_ms(work: Callable[[], object]) -> float:
    """Return the CPU time of one call in milliseconds."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def middle(work: Callable[[], object]) -> float:
    """Return the median CPU time of some calls in milliseconds."""
    return statistics.median(cpu_ms(work) for _ in range(ROUNDS))


def bodies() -> list[str]:
    """Return the words of labelled mails."""
    rows = LABELLED.read_text("utf-8").splitlines()[:MAILS]
    return [str(json.loads(row)["body"]) for row in rows]


def measured() -> dict[str, float]:
    """Return milliseconds by what took them; for mails, what was learned alone and the reading for the rules."""
    model, lexicon = load_model(learned_file()), load_rules(None, examples=False).lexicon
    short = [" ".join(body.split()[:WORDS]) for body in bodies()]
    long = " ".join(bodies())[:LONG]

    def judge(mails: Sequence[str]) -> float:
        divided = [sentences("", mail) for mail in mails]
        return middle(lambda: [evidence(model, one, at_most=12) for one in divided]) / len(mails)

    return {
        "load": middle(lambda: load_model(learned_file())),
        "mail of 60 words": judge(short),
        "mail of 10 KB": judge([long]),
        "reading 60 words for the rules": middle(lambda: [read("", mail, lexicon) for mail in short]) / len(short),
        "reading 10 KB for the rules": middle(lambda: read("", long, lexicon)),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    asked = parser.parse_args()
    figures, size = measured(), learned_file().stat().st_size
    if asked.json:
        print(json.dumps({"learned": {"cpu_ms": figures, "file_bytes": size}}))
        return
    table = Table(
        "what", "CPU", "at most", title=f"What was learned: a file of {size / 1e6:.2f} MB", title_justify="left"
    )
    for name, found in figures.items():
        table.add_row(name, f"{found:.2f} ms", f"{MOST[name]:g} ms" if name in MOST else "")
    Console().print(table)


if __name__ == "__main__":
    main()
