"""The command `doctor`: every connection is tried, and each fault told in one line with what to do."""

import argparse
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

from rich.text import Text

from mailhelp.channels import imap_probe, relay_probe
from mailhelp.channels.imap_look import newest_headers
from mailhelp.channels.imap_settings import ImapSettings as ImapTold
from mailhelp.channels.port_probe import PortUse, port_use
from mailhelp.cli.doctor_mail import MailTrial
from mailhelp.cli.output import print_json, printable, terminal
from mailhelp.config.rulesfile import load_rules
from mailhelp.config.serversections import ImapSettings
from mailhelp.config.settings import Settings, load_settings, unreadable_secrets
from mailhelp.config.state import lock_holder, prepare_state
from mailhelp.core.errors import BadConfiguration, MailhelpError
from mailhelp.daemon.wiring import OpenDesk, open_desk
from mailhelp.daemon.wiring_channels import imap_settings, logins, relay_settings
from mailhelp.daemon.wiring_listener import listener_settings
from mailhelp.daemon.wiring_work import rule_keeper, template_folders
from mailhelp.mail.templatecheck import compile_all
from mailhelp.service.doctoring import Finding, Grade, Patience, judged_trust
from mailhelp.store.trial import try_a_write

STYLES = {Grade.GOOD: "green", Grade.HINT: "yellow", Grade.BAD: "bold red"}
PATIENCE_SECONDS = 20.0
SERVER_SECONDS = 20.0
LOOKED_AT = 20


def arguments(parser: argparse.ArgumentParser, command: str) -> None:
    """Add the arguments of `doctor`."""
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--no-mail", action="store_true", help="send no test mail")
    parser.add_argument(
        "--wait",
        type=float,
        default=PATIENCE_SECONDS,
        metavar="SECONDS",
        help="how long to wait for a test mail to come back (default: %(default)g)",
    )


def run(args: argparse.Namespace) -> int:
    """Print what was found, line by line; return 0 when nothing is bad, else 1."""
    settings = load_settings(args.config)
    patience = None if args.no_mail else Patience(args.wait, time.monotonic, time.sleep)
    good = True
    for finding in findings(settings, patience):
        good = good and finding.grade is not Grade.BAD
        _show(finding, as_json=args.json)
    return 0 if good else 1


def _show(finding: Finding, *, as_json: bool) -> None:
    if as_json:
        good = finding.grade is not Grade.BAD
        print_json({"about": finding.about, "good": good, "grade": finding.grade, "text": finding.text})
        return
    mark = Text(f"{finding.grade:5}", style=STYLES[finding.grade])
    terminal().print(mark + Text(" " + printable(finding.text)), soft_wrap=True)


def findings(settings: Settings, patience: Patience | None) -> Iterator[Finding]:
    """Try everything and give what was found. patience: None sends no test mail."""
    holder = lock_holder(settings.desk.state)
    yield from _files(settings)
    yield from _state(settings, holder)
    yield from _accounts(settings)
    for mailbox in settings.imap:
        yield from _mailbox(settings, mailbox)
    relay = [*_relay(settings)]
    yield from relay
    yield from _listener(settings, holder)
    usable = all(one.grade is not Grade.BAD for one in relay)
    yield from _desk(settings, patience if usable else None, holder)


def _bad(about: str, fault: Exception | str) -> Iterator[Finding]:
    for line in str(fault).splitlines():
        yield Finding(about, Grade.BAD, line)


def _graded(about: str, found: Iterable[tuple[bool, str]]) -> list[Finding]:
    return [Finding(about, Grade.GOOD if good else Grade.BAD, text) for good, text in found]


def _files(settings: Settings) -> Iterator[Finding]:
    secrets = unreadable_secrets(settings)
    yield from _bad("secrets", "\n".join(secrets))
    if not secrets:
        yield Finding("settings", Grade.GOOD, f"{settings.file} is right, and its secrets can be read")
    try:
        rules = load_rules(settings.desk.rules)
        yield Finding("rules", Grade.GOOD, f"{settings.desk.rules} is right: {len(rules.rules)} rules")
        if not rules.staff:
            yield Finding("rules", Grade.HINT, f"{settings.desk.rules} names no staff: nobody is told of new tickets")
    except BadConfiguration as fault:
        yield from _bad("rules", fault)
    templates = compile_all(template_folders(settings))
    yield from _bad("templates", "\n".join(templates))
    if not templates:
        yield Finding("templates", Grade.GOOD, "all templates are right")


def _state(settings: Settings, holder: str | None) -> Iterator[Finding]:
    folder = settings.desk.state
    try:
        prepare_state(folder)
    except BadConfiguration as fault:
        yield from _bad("state", fault)
        return
    running = f"a daemon runs on it (process {holder})" if holder else "no daemon runs on it now"
    yield Finding("state", Grade.GOOD, f"the state folder {folder} is writable; {running}")


def _accounts(settings: Settings) -> Iterator[Finding]:
    for name, there in logins(settings).items():
        if there:
            yield Finding(f"login {name}", Grade.GOOD, f"{name}: there is a login for its account")
        else:
            yield from _bad(f"login {name}", f"{name}: nobody has logged in yet: run `mailhelp login {name}`")


def _mailbox(settings: Settings, mailbox: ImapSettings) -> Iterator[Finding]:
    about = f"imap {mailbox.name}"
    if mailbox.oauth is not None and not logins(settings)[mailbox.name]:
        yield Finding(about, Grade.HINT, f"{mailbox.name}: not tried, because nobody has logged in")
        return
    try:
        told = replace(imap_settings(settings, mailbox), timeout=SERVER_SECONDS)
    except MailhelpError as fault:
        yield from _bad(about, fault)
        return
    found = _graded(about, imap_probe.probe(told))
    yield from found
    if all(one.grade is Grade.GOOD for one in found):
        yield _trust(mailbox, told)


def _trust(mailbox: ImapSettings, told: ImapTold) -> Finding:
    try:
        return judged_trust(mailbox.name, mailbox.trust, newest_headers(told, LOOKED_AT), account=mailbox.account)
    except MailhelpError as fault:
        return Finding(f"trust {mailbox.name}", Grade.BAD, str(fault))


def _relay(settings: Settings) -> Iterator[Finding]:
    if settings.smtp_out is None:
        yield Finding("relay", Grade.HINT, f"no [smtp_out]: notices become files in {settings.outgoing}, none is sent")
        return
    try:
        told = relay_settings(settings)
    except MailhelpError as fault:
        yield from _bad("relay", fault)
        return
    if told is not None:
        yield from _graded("relay", relay_probe.probe(replace(told, timeout=SERVER_SECONDS)))


def _listener(settings: Settings, holder: str | None) -> Iterator[Finding]:
    if settings.smtp_in is None:
        return
    try:
        places = listener_settings(settings)
    except BadConfiguration as fault:
        yield from _bad("listener", fault)
        return
    for place in places:
        use, said = port_use(place.host, place.port, implicit_tls=place.implicit_tls)
        grade, text = _judged_port(use, said, running=holder is not None, implicit_tls=place.implicit_tls)
        yield Finding("listener", grade, f"[smtp_in] {place.host}:{place.port}: {text}")


def _judged_port(use: PortUse, said: str, *, running: bool, implicit_tls: bool) -> tuple[Grade, str]:
    if use is PortUse.FREE and running:
        return Grade.BAD, "a daemon runs, but does not listen there: see its log; does it have the role listen?"
    if running and (use is PortUse.MAILHELP or (use is PortUse.OTHER and implicit_tls)):
        return Grade.GOOD, "the running daemon listens there"
    if use is PortUse.FREE:
        return Grade.GOOD, "free for the listener"
    if use is PortUse.FORBIDDEN:
        return Grade.BAD, "this user may not listen there: take a port from 1024 on, or give CAP_NET_BIND_SERVICE"
    if use is PortUse.NOWHERE:
        return Grade.BAD, f"nothing can listen there ({said}): is it an address of this machine?"
    answers = f' (it says "{said}")' if said else ""
    return Grade.BAD, f"another program listens there{answers}: stop it, or change listen"


def _desk(settings: Settings, patience: Patience | None, holder: str | None) -> Iterator[Finding]:
    try:
        desk = open_desk(settings)
    except MailhelpError as fault:
        yield from _bad("database", fault)
        return
    try:
        yield from _opened(desk, patience, holder)
    except MailhelpError as fault:
        yield from _bad("database", fault)
    finally:
        desk.close()


def _opened(desk: OpenDesk, patience: Patience | None, holder: str | None) -> Iterator[Finding]:
    try_a_write(desk.database)
    yield Finding("database", Grade.GOOD, f"the database ({desk.database.dialect}) opens, writes and is up to date")
    if patience is None or desk.settings.smtp_out is None:
        return
    if desk.rooms.rulesets.active() is None:
        try:
            rule_keeper(desk).take_file()
        except BadConfiguration:
            yield Finding("mail", Grade.HINT, "no test mail was sent, because the rules are not right yet")
            return
    yield from MailTrial(desk, patience, running=holder is not None).findings()
