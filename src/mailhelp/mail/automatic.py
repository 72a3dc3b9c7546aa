"""Whether a machine wrote a mail, and by which sign (RFC 3834, RFC 2919, RFC 5965)."""

import re

from mailhelp.core.facts import Automatic
from mailhelp.core.rawheaders import author
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.autoreplies import PERSON, Sign, by_header, by_wording, null_sender, precedence
from mailhelp.mail.headers import RawHeaders, first, text_of, values
from mailhelp.mail.machinereports import calendar_answer, report
from mailhelp.mail.monitors import by_mark, challenge, monitor
from mailhelp.mail.part import Part

_LIST_HEADERS = (
    b"list-id",
    b"list-post",
    b"list-help",
    b"list-subscribe",
    b"list-unsubscribe",
    b"list-owner",
    b"list-archive",
    b"mailing-list",
    b"x-mailing-list",
    b"x-beenthere",
    b"x-mailman-version",
    b"x-ml-name",
    b"x-google-group-id",
    b"x-listserver",
)
_LIST_SENDER = re.compile(r"(?i)^(owner-[^@]{1,100}|[^@]{1,100}-(owner|bounces|request))(\+[^@]{0,200})?@")
_DAEMON = re.compile(
    r"(?i)\b(mailer-?daemon|mail-?daemon|mdaemon|maildelivery|microsoftexchange[0-9a-f]*)\b|^\W*post_?master\b"
    r"|<post_?master@|^\W*<>\W*$|mail delivery (sub)?system|courier mail server"
)
# Who works for MDaemon is none.
_DOMAIN = re.compile(r"@[^\s<>@]+")
_AUTO_ADDRESS = re.compile(r"(?i)(^|[._-])(auto[._-]?(reply|respon(se|der)?|mail(er)?|generated)|vacation)$")
_NO_MACHINE = ("no", "auto-forwarded")
_LONGEST = 1000


def automatic(headers: RawHeaders, root: Part | None, *, bounced: bool, text: str | None = None) -> Sign:
    """Return what kind of machine wrote a mail and the sign that told; (None, "") for a person.

    `Auto-Submitted: no` is a person, auto-forwarded is a client's mail, X-Auto-Response-Suppress alone tells nothing.
    root, text: None where they are not known.
    """
    told = report(headers, root, text or "") if root is not None else PERSON
    if told != PERSON:
        return told
    if bounced:
        return Automatic.BOUNCE, "delivery report"
    keyword = auto_submitted(headers)
    if is_automatic(headers):
        kind = Automatic.AUTO_REPLY if keyword.startswith("auto-repl") else Automatic.AUTO_GENERATED
        return kind, f"Auto-Submitted: {keyword}"
    if keyword == "no":
        return _list(headers)
    return _first_sign(_answer(headers, root, text), _list(headers), _machine(headers))


def _first_sign(*signs: Sign) -> Sign:
    return next((sign for sign in signs if sign[0] is not None), PERSON)


def _answer(headers: RawHeaders, root: Part | None, text: str | None) -> Sign:
    calendar = calendar_answer(root, text or "") if root is not None else PERSON
    return _first_sign(calendar, auto_reply(headers, text), challenge(headers, text or ""))


def is_automatic(headers: RawHeaders) -> bool:
    """Return True when Auto-Submitted says that a machine wrote."""
    return auto_submitted(headers) not in ("", *_NO_MACHINE)


def auto_submitted(headers: RawHeaders) -> str:
    """Return the keyword of Auto-Submitted, folded, without parameters and comments; "" when it is missing.

    Of several the first that names a machine: forwarding adds its own. Source: RFC 3834 section 5.
    """
    found = [_keyword(text_of(value[:_LONGEST])) for value in values(headers, b"auto-submitted")[:20]]
    return next((one for one in found if one and one not in _NO_MACHINE), next(filter(None, found), ""))


def _keyword(written: str) -> str:
    """Return the first word that is in no comment; comments nest (RFC 5322 section 3.2.2)."""
    depth = 0
    kept: list[str] = []
    for char in written:
        depth = max(0, depth + (char == "(") - (char == ")"))
        kept.append(char if not depth and char != ")" else " ")
    return re.split(r"[;\s]", "".join(kept).strip().lower(), maxsplit=1)[0].strip("\"'")[:60]


def auto_reply(headers: RawHeaders, text: str | None = None) -> Sign:
    """Return the sign by which a mail without Auto-Submitted is an automatic reply; (None, "") when it is none."""
    return _first_sign(by_header(headers), by_wording(headers, text))


def _list(headers: RawHeaders) -> Sign:
    for name in _LIST_HEADERS:
        if values(headers, name):
            return Automatic.LIST, name.decode("ascii").title()
    told = precedence(headers)
    if told == "list":
        return Automatic.LIST, "Precedence: list"
    if any(_LIST_SENDER.match(one.key) for one in addresses_of(first(headers, b"sender")[:_LONGEST])[:1]):
        return Automatic.LIST, "Sender"
    if told in ("bulk", "junk"):
        return Automatic.AUTO_GENERATED, f"Precedence: {told}"
    return PERSON


def _machine(headers: RawHeaders) -> Sign:
    if null_sender(headers):
        return Automatic.AUTO_GENERATED, "Return-Path: <>"
    if from_daemon(headers) or _is_auto_address(headers):
        return Automatic.AUTO_GENERATED, "From"
    return _first_sign(by_mark(headers), monitor(headers))


def _is_auto_address(headers: RawHeaders) -> bool:
    return bool(_AUTO_ADDRESS.search((author(headers) or "").partition("@")[0]))


def from_daemon(headers: RawHeaders) -> bool:
    """Return True when From names a mail system or nobody."""
    written = values(headers, b"from")
    return bool(written) and bool(_DAEMON.search(_DOMAIN.sub("@", text_of(written[0])[:_LONGEST])))
