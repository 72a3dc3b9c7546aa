"""The command `explain`: why a mail or a ticket was decided as it was."""

import argparse
import re
from collections.abc import Iterable
from pathlib import Path

from rich.text import Text

from mailhelp.cli.desk import desk_of_arguments
from mailhelp.cli.explained import told
from mailhelp.cli.explaining import Explanation, RulesShown, envelope_asked, explanation_json
from mailhelp.cli.fates import fate_json, fate_of, fate_told
from mailhelp.cli.foreseeing import desk_foreseen, foreseen
from mailhelp.cli.marking import MarkedMail
from mailhelp.cli.output import print_json, terminal
from mailhelp.cli.reading import aware, rules_of_desk
from mailhelp.cli.stories import of_story
from mailhelp.cli.tickets import is_number, number_of
from mailhelp.config.rulesfile import load_rules
from mailhelp.core.errors import BadData, UsageError
from mailhelp.core.ids import read_id
from mailhelp.core.promising import promised
from mailhelp.core.ticket import Kind
from mailhelp.core.understanding.reading import read
from mailhelp.core.understanding.shown import passed_over
from mailhelp.daemon.clocks import now
from mailhelp.daemon.readinglimits import limits_of_desk

_MAIL_ID = re.compile(r"[A-Za-z2-7]{13}")


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `explain`."""
    parser.add_argument(
        "what", metavar="FILE|NUMBER|MAIL", help="a mail in a file, a ticket (PX-12 or 12), or a kept mail by its id"
    )
    parser.add_argument("--rules", type=Path, metavar="FILE", help="for a file; default: the desk's, else the standard")
    parser.add_argument(
        "--received", metavar="TIME", help="for a file; default: now. With zone: 2026-12-23T16:00+00:00"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object")


def run(args: argparse.Namespace) -> int:
    """Explain a mail in a file, or where there is no such file a ticket or a kept mail."""
    is_file = Path(args.what).exists()
    if not is_file and is_number(args.what):
        _no_file_options(args)
        with desk_of_arguments(args) as desk:
            _print(args, of_story(desk, desk.rooms.tickets.story(number_of(args.what), now=now())))
    elif not is_file and _MAIL_ID.fullmatch(args.what.strip()):
        _no_file_options(args)
        with desk_of_arguments(args) as desk:
            found = fate_of(desk, read_id(args.what))
            if args.json:
                print_json(fate_json(found))
            else:
                _print_lines(fate_told(found, coloured=_coloured()))
    else:
        _print(args, _of_file(args))
    return 0


def _no_file_options(args: argparse.Namespace) -> None:
    if args.rules or args.received:
        raise UsageError(
            "--rules and --received are for a file: what is kept is explained by the rules that decided it"
        )


def _print(args: argparse.Namespace, explanation: Explanation) -> None:
    if args.json:
        print_json(explanation_json(explanation))
    else:
        _print_lines(told(explanation, coloured=_coloured()))


def _coloured() -> bool:
    return terminal().color_system is not None


def _print_lines(lines: Iterable[Text]) -> None:
    console = terminal()
    for line in lines:
        console.print(line, soft_wrap=True)


def _of_file(args: argparse.Namespace) -> Explanation:
    path = Path(args.what)
    if not path.exists():
        raise BadData(f"{path} is not there: check the path; a ticket is written PX-12, a mail by its 13 letters")
    file = args.rules or rules_of_desk(args.config)
    rules = load_rules(file)
    begun_at = aware(args.received) if args.received else now()
    desk, limits = desk_foreseen(args.config), limits_of_desk(args.config)
    found = foreseen(path, rules, desk=desk, limits=limits, now=begun_at)
    mail, judged = found.mail, found.classification
    marked = MarkedMail(mail.subject, mail.text, mail.reply)
    return Explanation(
        name=str(path),
        subject=mail.subject,
        classification=judged,
        promise=promised(judged.target, begun_at, rules),
        begun_at=begun_at,
        calendar=rules.calendar,
        rules=RulesShown(str(file) if file else "standard rules", rules.hash),
        cell=None if judged.kind is Kind.REQUEST else rules.matrix.priority(judged.impact, judged.urgency),
        overrides=frozenset(rule.name for rule in rules.overrides),
        envelope=envelope_asked(rules),
        mail=marked,
        not_read=marked.not_read(passed_over(read(mail.subject, mail.reply, rules.lexicon), rules.lexicon)),
        machine=found.told,
        automatic=mail.automatic,
    )
