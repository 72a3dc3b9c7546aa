"""The fixed texts that go over the wire, and the incident id that stands for any fault of ours."""

import logging
import secrets

from mailhelp.channels.event_lines import event_line, fault_place

GREETING = "ESMTP mailhelp"
KEPT = "250 2.0.0 kept as {receipt}"
CLOSING = "421 4.3.2 {hostname} closes this connection, please connect again"
TOO_SLOW = "421 4.4.2 {hostname} waited too long, please connect again"
NO_PLACE = "421 4.7.0 {hostname} too many connections, please try again later"
STRANGER = "554 5.7.1 {hostname} takes no mail from your address"
TOO_BIG = "552 5.3.4 this mail is larger than we take"
LINE_TOO_LONG = "500 5.5.2 a line of this mail is longer than 1 MiB"
NO_ROOM = "451 4.3.1 too much mail at once, please try again later"
NOT_OURS = "550 5.1.1 no such address here"
TOO_MANY_RECIPIENTS = "452 4.5.3 too many recipients, please send the mail again for the others"
LOGIN_FIRST = "530 5.7.0 please log in first"
NO_LOGIN = "502 5.5.1 login is not offered here"
WRONG_LOGIN = "535 5.7.8 user or password wrong"
TOO_MANY_LOGINS = "421 4.7.0 too many wrong logins"
ENCRYPTED_ALREADY = "503 5.5.1 this connection is encrypted already"
VERIFY = "252 2.1.5 send some mail, we will try"
FAULT = "451 4.3.0 a fault on our side, please try again later (incident {incident})"
LOGIN_FAULT = "454 4.7.0 login does not work at the moment (incident {incident})"

_log = logging.getLogger(__name__)


def fault_reply(fault: BaseException, *, text: str = FAULT, **where: object) -> str:
    """Log a fault under a new incident id; return the reply, which tells the id and nothing else."""
    incident = secrets.token_hex(4)
    line = event_line(
        "fault",
        incident=incident,
        **where,
        error=type(fault).__name__,
        detail=_first_line(fault),
        where=fault_place(fault),
    )
    _log.error(line)
    return text.format(incident=incident)


def _first_line(fault: BaseException) -> str:
    """Return the first line of a fault's text; database drivers put what was to be stored on the next ones."""
    try:
        return (str(fault).splitlines() or [""])[0]
    except Exception:
        return "its text cannot be read"
