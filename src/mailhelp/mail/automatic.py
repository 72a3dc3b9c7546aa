"""Whether a machine wrote a mail, and by which sign (RFC 3834, RFC 2919, RFC 5965)."""

import re

from mailhelp.core.facts import Automatic
from mailhelp.mail.headers import RawHeaders, first, text_of, values
from mailhelp.mail.part import Part

_REPLY_HEADERS = (
    b"x-autoreply",
    b"x-autorespond",
    b"x-autoresponder",
    b"x-autoreply-from",
    b"x-auto-reply-from",
    b"x-mail-autoreply",
)
_REPLY_SUBJECT = re.compile(
    r"(?i)^\s*[\[(*]{0,2}(auto(matic(ally generated)?)?[ -]?(re(ply|sponse)|generated reply)|auto:"
    r"|out[ -]of[ -](the )?office|ooo:|vacation( reply| message|:)"
    r"|on vacation|away from (the )?office|automatische (antwort|reaktion)|abwesenheit(snotiz|sagent|smeldung"
    r"|:)|abwesend:|réponse automatique|message d'absence"
    r"|absence du bureau|absent du bureau|notification d'absence|respuesta automática|fuera de( la)? oficina"
    r"|risposta automatica|fuori ufficio|assente dall'ufficio"
    r"|automatisch antwoord|afwezig(heid)?(smelding|sbericht|:)|odpowiedź automatyczna|automatyczna odpowiedź"
    r"|nieobecność|resposta automática|ausência"
    r"|autosvar|automatiskt? svar|automatisk svar|frånvaro|fravær|ikke til stede|automaattinen vastaus|poissa"
    r"|automatická odpověď|mimo kancelář"
    r"|автоответ|автоматический ответ|автоматична відповідь|нет на месте|自动回复|自動回覆|自動応答|自動返信"
    r"|不在|자동 회신|부재중|automatický)"
)
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
)

_DAEMON = re.compile(
    r"(?i)\b(mailer-?daemon|mail-?daemon|mdaemon|maildelivery|microsoftexchange[0-9a-f]*)\b|^\W*post_?master\b"
    r"|<post_?master@|^\W*<>\W*$"
)

Sign = tuple[Automatic | None, str]
PERSON: Sign = (None, "")


def automatic(headers: RawHeaders, root: Part | None, *, bounced: bool) -> Sign:
    """Return what kind of machine wrote a mail and the sign that told; (None, "") for a person.

    `Auto-Submitted: no` is a person, auto-forwarded is a client's mail, X-Auto-Response-Suppress alone tells nothing.
    """
    if (found := _report(headers, root)) != PERSON:
        return found
    if bounced:
        return Automatic.BOUNCE, "delivery report"
    keyword = auto_submitted(headers)
    if keyword not in ("", "no", "auto-forwarded"):
        kind = Automatic.AUTO_REPLY if keyword.startswith("auto-repl") else Automatic.AUTO_GENERATED
        return kind, f"Auto-Submitted: {keyword}"
    if keyword == "no":
        return _list(headers)
    return _first_sign(auto_reply(headers), _list(headers), _machine(headers))


def _first_sign(*signs: Sign) -> Sign:
    return next((sign for sign in signs if sign[0] is not None), PERSON)


def auto_submitted(headers: RawHeaders) -> str:
    """Return the keyword of Auto-Submitted, folded, without parameters and comments; "" when it is missing.

    Source: RFC 3834 section 5.
    """
    return re.split(r"[;(\s]", text_of(first(headers, b"auto-submitted")).strip().lower(), maxsplit=1)[0]


def _report(headers: RawHeaders, root: Part | None) -> Sign:
    if root is None:
        return PERSON
    kinds = {part.kind for part in root.own()}
    report = root.params.get("report-type", "").lower() if root.kind == "multipart/report" else ""
    for name in ("feedback-report", "disposition-notification"):
        if f"message/{name}" in kinds or report == name:
            return Automatic.REPORT, f"message/{name}"
    if report == "delivery-status":
        return Automatic.BOUNCE, "multipart/report"
    if text_of(first(headers, b"x-apple-unsubscribe")).lower() == "true":
        return Automatic.REPORT, "X-Apple-Unsubscribe"
    if "message/rfc822" in kinds and text_of(first(headers, b"subject")).lower().startswith(
        "complaint about message from"
    ):
        return Automatic.REPORT, "complaint with the mail attached"
    return PERSON


def auto_reply(headers: RawHeaders) -> Sign:
    """Return the sign by which a mail without Auto-Submitted is an automatic reply; (None, "") when it is none."""
    for name in _REPLY_HEADERS:
        if text_of(first(headers, name)).lower() not in ("", "no", "false", "off"):
            return Automatic.AUTO_REPLY, name.decode("ascii").title()
    if _precedence(headers) in ("auto_reply", "auto-reply"):
        return Automatic.AUTO_REPLY, "Precedence: auto_reply"
    if _REPLY_SUBJECT.match(text_of(first(headers, b"subject"))):
        return Automatic.AUTO_REPLY, "Subject"
    return PERSON


def _precedence(headers: RawHeaders) -> str:
    written = first(headers, b"precedence") or first(headers, b"x-precedence")
    return text_of(written).strip().lower()


def _list(headers: RawHeaders) -> Sign:
    for name in _LIST_HEADERS:
        if values(headers, name):
            return Automatic.LIST, name.decode("ascii").title()
    precedence = _precedence(headers)
    if precedence == "list":
        return Automatic.LIST, "Precedence: list"
    if precedence in ("bulk", "junk"):
        return Automatic.AUTO_GENERATED, f"Precedence: {precedence}"
    return PERSON


def _machine(headers: RawHeaders) -> Sign:
    if null_sender(headers):
        return Automatic.AUTO_GENERATED, "Return-Path: <>"
    if from_daemon(headers):
        return Automatic.AUTO_GENERATED, "From"
    for name in (b"x-auto-generated", b"x-failed-recipients"):
        if values(headers, name):
            return Automatic.AUTO_GENERATED, name.decode("ascii").title()
    return PERSON


def from_daemon(headers: RawHeaders) -> bool:
    """Return True when From names a mail system or nobody."""
    written = values(headers, b"from")
    return bool(written) and bool(_DAEMON.search(text_of(written[0])))


def null_sender(headers: RawHeaders) -> bool:
    """Return True when Return-Path names the null sender (RFC 5321 section 4.5.5)."""
    written = (re.sub(rb"\s", b"", value).upper() for value in values(headers, b"return-path"))
    return any(value in (b"<>", b'""', b"<MAILER-DAEMON>") for value in written)
