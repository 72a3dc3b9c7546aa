"""`make bench-rules`: what classifying and loading cost with 50, 1,000 and 10,000 rules, and with hostile ones.

CPU time of one process. A mail is classified whole: understood, judged by the rules, by what was learned, and with its
reasons. Prose is 10 KB of labelled mails, another one each time; the middle of all is shown.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evilrules import PATTERNS, evil_mails, evil_words
from rich.console import Console
from rich.table import Table
from rulesmaking import rules_file

from mailhelp.config.rulesfile import load_rules_text
from mailhelp.core.classify import classify, understand
from mailhelp.core.errors import BadConfiguration
from mailhelp.core.facts import Address, MailFacts
from mailhelp.core.rules import Ruleset
from mailhelp.mail.bodytext import html_body
from mailhelp.mail.limits import DEFAULT

LABELLED = Path(__file__).resolve().parent.parent / "data" / "labelled"
SIZES = {50: 2.0, 1_000: 3.0, 10_000: 15.0}
LOAD_MS = {50: 100.0, 1_000: 500.0, 10_000: 5_000.0}
LENGTH, READ = 10_240, 65_536
# For a body of 1 MB, of which 64 KB are read: what the worst text may cost, and the worst text under the worst pattern.
EVIL_MS, PATTERN_MS = 1_000.0, 250.0
# Twice the text may cost at most so many times as much; linear would be 2.
GROWTH = 3.0
# Below this a doubling tells of the clock, not of the text.
TELLING_MS = 10.0
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. unit: "ms" of CPU or "times". most: its bound, None where none is stated."""

    name: str
    found: float
    most: float | None = None
    unit: str = "ms"

    @property
    def kept(self) -> bool:
        return self.most is None or self.found <= self.most


def cpu_ms(work: Callable[[], object]) -> float:
    """Return the CPU time of one call in milliseconds."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def a_mail(text: str, subject: str = "") -> MailFacts:
    """Return a mail of a stranger."""
    return MailFacts(subject=subject, text=text, reply=text, sender=Address("Jo", "jo@client.example"))


def prose() -> list[str]:
    """Return bodies of 10 KB, each of other labelled mails."""
    rows = [row for file in sorted(LABELLED.glob("*.jsonl")) for row in file.read_text("utf-8").splitlines()]
    bodies = "\n\n".join(str(json.loads(row)["body"]) for row in rows)
    return [bodies[at : at + LENGTH] for at in range(0, len(bodies) - LENGTH, LENGTH)]


def shapes(text: str) -> dict[str, str]:
    """Return other mails than 10 KB of prose: from HTML, a log, one line, a body of 1 MB."""
    page = "".join(f"<div><p>{line}</p></div>" for line in text.split("\n"))
    log = "".join(
        f"2026-11-23T09:{n % 60:02}:00Z app[{n}] ERROR timeout after {n} ms, code 503\n" for n in range(1_200)
    )
    line = " ".join(text.split())
    return {
        "10 KB of HTML, as text": html_body(page, DEFAULT).text[:LENGTH],
        "a log of 64 KB": log[:READ],
        "one line of 64 KB": (f"{line} " * 7)[:READ],
        "prose of 1 MB": text * (MEGABYTE // len(text)),
    }


def of_sizes() -> Iterator[Figure]:
    """Give loading and classifying with each number of rules."""
    mails = [a_mail(text, "A question") for text in prose()]
    for rules, most in SIZES.items():
        file = rules_file(rules)
        loading = statistics.median(cpu_ms(lambda text=file: load_rules_text(text)) for _ in range(3))
        yield Figure(f"loading {rules:,} rules with their tests", loading, LOAD_MS[rules])
        yield from _classifying(load_rules_text(file, examples=False), mails, rules, most)


def _classifying(ruleset: Ruleset, mails: Sequence[MailFacts], rules: int, most: float) -> Iterator[Figure]:
    # The first mails fill what is kept of words; a desk that has run for a minute has it.
    for mail in mails[:10]:
        classify(mail, ruleset)
    alone, whole = [], []
    for mail in mails[10:]:
        understood = understand(mail, ruleset)
        alone.append(cpu_ms(lambda: classify(mail, ruleset, None, understood)))
    for mail in mails[10:]:
        whole.append(cpu_ms(lambda: classify(mail, ruleset)))
    yield Figure(f"{rules:,} rules, 10 KB: the rules alone", statistics.median(alone))
    yield Figure(f"{rules:,} rules, 10 KB: all of it", statistics.median(whole), most)


def of_shapes(ruleset: Ruleset) -> Iterator[Figure]:
    """Give other mails under the standard rules."""
    for name, text in shapes(prose()[0]).items():
        yield Figure(name, min(cpu_ms(lambda text=text: classify(a_mail(text), ruleset)) for _ in range(3)))


def of_evil_mails(name: str, ruleset: Ruleset) -> Iterator[Figure]:
    """Give the worst evil mail, and how much the cost of any grows with its length."""
    costs = {what: _cost(text, ruleset) for what, text in evil_mails(MEGABYTE)}
    worst = max(costs, key=costs.__getitem__)
    yield Figure(f"{len(costs)} evil mails of 1 MB, {name}: the worst ({worst})", costs[worst], EVIL_MS)
    half, full = ({what: _cost(text, ruleset) for what, text in evil_mails(size)} for size in (READ // 2, READ))
    growth = {what: full[what] / half[what] for what in full if half[what] >= TELLING_MS}
    steepest = max(growth, key=growth.__getitem__)
    yield Figure(f"growth from 32 to 64 KB, {name}: the steepest ({steepest})", growth[steepest], GROWTH, "times")


def _cost(text: str, ruleset: Ruleset) -> float:
    mail = a_mail(text, text[:1_000])
    return min(cpu_ms(lambda: classify(mail, ruleset)) for _ in range(3))


def of_evil_patterns() -> Iterator[Figure]:
    """Give the worst of the evil patterns with the worst text for it, and how many are refused."""
    texts = [(name, text) for name, text in evil_mails(MEGABYTE)] + [("prose", shapes(prose()[0])["prose of 1 MB"])]
    bare = load_rules_text("extends: standard\nlearned: off\n", examples=False)
    without = {name: _cost(text, bare) for name, text in texts}
    found: list[tuple[float, str]] = []
    refused = 0
    for pattern in PATTERNS:
        try:
            ruleset = with_pattern(pattern)
        except BadConfiguration:
            refused += 1
            continue
        found += [(_cost(text, ruleset) - without[name], f"{pattern[:30]} on {name}") for name, text in texts]
    worst, what = max(found)
    yield Figure(f"{len(PATTERNS)} evil patterns, {refused} refused: the worst ({what})", worst, PATTERN_MS)


def with_pattern(pattern: str) -> Ruleset:
    """Return the standard rules and one of this pattern; BadConfiguration when it is refused."""
    quoted = pattern.replace("'", "''")
    rules = f"rules: [{{name: evil, when: {{pattern: '{quoted}'}}, then: {{tag: evil}}}}]\n"
    return load_rules_text(f"extends: standard\nlearned: off\n{rules}", examples=False)


def measured() -> Iterator[Figure]:
    """Give all figures."""
    yield Figure("this machine: a million turns of a loop", cpu_ms(lambda: sum(turn & 3 for turn in range(1_000_000))))
    standard = load_rules_text("extends: standard\n", examples=False)
    yield from of_sizes()
    yield from of_shapes(standard)
    yield from of_evil_mails("standard rules", standard)
    yield from of_evil_mails("6,000 evil words", load_rules_text(evil_words(), examples=False))
    yield from of_evil_patterns()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of the table")
    asked = parser.parse_args()
    figures = list(measured())
    if asked.json:
        print(json.dumps({"rules": {one.name: [round(one.found, 2), one.unit, one.most] for one in figures}}))
        return
    table = Table("what", "found", "at most", "", title="Rules, CPU time", title_justify="left")
    for one in figures:
        most = f"{one.most:,g} {one.unit}" if one.most else ""
        table.add_row(one.name, f"{one.found:,.2f} {one.unit}", most, "" if one.kept else "over")
    Console().print(table)


if __name__ == "__main__":
    main()
