"""What `mailhelp doctor` finds out about the relay, without sending a mail."""

import smtplib

from mailhelp.channels.reaching import plain, unreachable
from mailhelp.channels.relay_connect import RelaySettings, connected
from mailhelp.channels.tls import Tls
from mailhelp.core.errors import MailhelpError


def probe(settings: RelaySettings) -> list[tuple[bool, str]]:
    """Return a (good, line) for connection, encryption, login, and who may be the sender; nothing is raised."""
    try:
        smtp = connected(settings)
    except MailhelpError as fault:
        return [(False, str(fault))]
    with smtp:
        try:
            return [(True, _reached(settings)), *_senders(smtp, settings), (True, _extensions(smtp, settings))]
        except (smtplib.SMTPException, OSError) as fault:
            return [(False, str(unreachable(fault, settings.place)))]


def _reached(settings: RelaySettings) -> str:
    encrypted = "without encryption" if settings.tls is Tls.NONE else "encrypted and verified"
    who = f', logged in as "{settings.user}"' if settings.user and settings.credential else ", without login"
    return f"{settings.place}: connected {encrypted}{who}"


def _senders(smtp: smtplib.SMTP, settings: RelaySettings) -> list[tuple[bool, str]]:
    found = [_null_sender(smtp, settings)]
    if settings.return_path:
        taken, said = _takes(smtp, settings.return_path)
        advice = "" if taken else ": let this user send as that address"
        found.append((taken, f"{settings.place}: sender {settings.return_path} is {_word(taken)} ({said}){advice}"))
    return found


def _null_sender(smtp: smtplib.SMTP, settings: RelaySettings) -> tuple[bool, str]:
    taken, said = _takes(smtp, "")
    advice = "" if taken else "; set null_sender = false, then acknowledgements go out from the return path"
    return taken or not settings.null_sender, f"{settings.place}: the null sender is {_word(taken)} ({said}){advice}"


def _takes(smtp: smtplib.SMTP, sender: str) -> tuple[bool, str]:
    code, said = smtp.docmd("MAIL", f"FROM:<{sender}>")
    smtp.docmd("RSET")
    return code // 100 == 2, f"{code} {plain(said.decode('utf-8', 'replace'))}"


def _extensions(smtp: smtplib.SMTP, settings: RelaySettings) -> str:
    there = [name for name in ("DSN", "SIZE", "8BITMIME", "SMTPUTF8") if smtp.has_extn(name)]
    return f"{settings.place}: the relay offers {', '.join(there) or 'none of DSN, SIZE, 8BITMIME, SMTPUTF8'}"


def _word(taken: bool) -> str:
    return "taken" if taken else "refused"
