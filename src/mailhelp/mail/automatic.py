"""Whether a machine wrote a mail, and by which sign (RFC 3834, RFC 2919, RFC 5965)."""

import re

from mailhelp.core.facts import Address, Automatic
from mailhelp.mail.headers import RawHeaders, first, text_of, values
from mailhelp.mail.parts import Part

_REPLY_HEADERS = (
    b"x-autoreply",
    b"x-autorespond",
    b"x-autoresponder",
    b"x-autoreply-from",
    b"x-auto-reply-from",
    b"x-mail-autoreply",
)
_REPLY_SUBJECT = re.compile(
    r"(?i)^\s*[\[(*]{0,2}(auto(matic(ally generated)?)?[ -]?(re(ply|sponse)|generated reply)|auto:|out[ -]of[ -](the )?office|ooo:|vacation( reply| message|:)"
    r"|on vacation|away from (the )?office|automatische (antwort|reaktion)|abwesenheit(snotiz|sagent|smeldung|:)|abwesend:|réponse automatique|message d'absence"
    r"|absence du bureau|absent du bureau|notification d'absence|respuesta automática|fuera de( la)? oficina|risposta automatica|fuori ufficio|assente dall'ufficio"
    r"|automatisch antwoord|afwezig(heid)?(smelding|sbericht|:)|odpowiedź automatyczna|automatyczna odpowiedź|nieobecność|resposta automática|ausência"
    r"|autosvar|automatiskt? svar|automatisk svar|frånvaro|fravær|ikke til stede|automaattinen vastaus|poissa|automatická odpověď|mimo kancelář"
    r"|автоответ|автоматический ответ|автоматична відповідь|нет на месте|自动回复|自動回覆|自動応答|自動返信|不在|자동 회신|부재중|automatický)"
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

Sign = tuple[Automatic | None, str]


def automatic(headers: RawHeaders, root: Part | None, sender: Address | None, *, bounced: bool) -> Sign:
    """Return what kind of machine wrote a mail and the sign that told; (None, "") for a person.

    `Auto-Submitted: no` is a person, auto-forwarded is a client's mail, X-Auto-Response-Suppress alone tells nothing.
    """
    for found in (_report(root), (Automatic.BOUNCE, "delivery report") if bounced else (None, "")):
        if found[0] is not None:
            return found
    keyword = auto_submitted(headers)
    if keyword not in ("", "no", "auto-forwarded"):
        kind = Automatic.AUTO_REPLY if keyword.startswith("auto-repl") else Automatic.AUTO_GENERATED
        return kind, f"Auto-Submitted: {keyword}"
    if keyword != "no" and (found := _reply(headers))[0] is not None:
        return found
    if (found := _list(headers))[0] is not None or keyword == "no":
        return found
    return _machine(headers, sender)


def auto_submitted(headers: RawHeaders) -> str:
    """Return the keyword of Auto-Submitted, folded, without parameters and comments; "" when missing (RFC 3834 section 5)."""
    return re.split(r"[;(\s]", text_of(first(headers, b"auto-submitted")).strip().lower(), maxsplit=1)[0]


def _report(root: Part | None) -> Sign:
    if root is None:
        return None, ""
    kinds = {part.kind for part in root.walk()}
    report = root.params.get("report-type", "").lower()
    if "message/feedback-report" in kinds or report == "feedback-report":
        return Automatic.REPORT, "message/feedback-report"
    if "message/disposition-notification" in kinds or report == "disposition-notification":
        return Automatic.REPORT, "message/disposition-notification"
    return None, ""


def _reply(headers: RawHeaders) -> Sign:
    for name in _REPLY_HEADERS:
        if text_of(first(headers, name)).lower() not in ("", "no", "false", "off"):
            return Automatic.AUTO_REPLY, name.decode("ascii").title()
    if _precedence(headers) in ("auto_reply", "auto-reply"):
        return Automatic.AUTO_REPLY, "Precedence: auto_reply"
    if _REPLY_SUBJECT.match(text_of(first(headers, b"subject"))):
        return Automatic.AUTO_REPLY, "Subject"
    return None, ""


def _precedence(headers: RawHeaders) -> str:
    return text_of(first(headers, b"precedence")).strip().lower()


def _list(headers: RawHeaders) -> Sign:
    for name in _LIST_HEADERS:
        if values(headers, name):
            return Automatic.LIST, name.decode("ascii").title()
    precedence = _precedence(headers)
    if precedence == "list":
        return Automatic.LIST, "Precedence: list"
    if precedence in ("bulk", "junk"):
        return Automatic.AUTO_GENERATED, f"Precedence: {precedence}"
    return None, ""


def _machine(headers: RawHeaders, sender: Address | None) -> Sign:
    if null_sender(headers):
        return Automatic.AUTO_GENERATED, "Return-Path: <>"
    local = sender.key.partition("@")[0] if sender else ""
    if local in ("mailer-daemon", "mailerdaemon"):
        return Automatic.AUTO_GENERATED, "From: MAILER-DAEMON"
    if values(headers, b"x-auto-generated") or values(headers, b"x-failed-recipients"):
        return Automatic.AUTO_GENERATED, "X-Failed-Recipients"
    return None, ""


def null_sender(headers: RawHeaders) -> bool:
    """Return True when Return-Path names the null sender (RFC 5321 section 4.5.5)."""
    return any(
        re.sub(rb"\s", b"", value) in (b"<>", b'""', b"<MAILER-DAEMON>") for value in values(headers, b"return-path")
    )
