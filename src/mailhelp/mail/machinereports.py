"""Reports that machines make: receipts, complaints, DMARC and TLS reports, answers of calendars."""

import re

from mailhelp.core.facts import Automatic
from mailhelp.mail.autoreplies import PERSON, Sign, null_sender
from mailhelp.mail.bouncejson import event
from mailhelp.mail.headers import RawHeaders, first, text_of, values
from mailhelp.mail.part import Part

_DELIVERY = ("", "delivery-status", "global-delivery-status")
# RFC 8098 (receipts), RFC 5965 (complaints), RFC 8460 (TLS reports), RFC 6533.
_REPORT_KINDS = (
    "message/disposition-notification",
    "message/global-disposition-notification",
    "message/feedback-report",
    "application/tlsrpt+gzip",
    "application/tlsrpt+json",
)
# RFC 7489 section 7.2.1.1 and RFC 9990 (DMARC), RFC 8460 section 5.3 (TLS): their subject, and the name of the file.
_AGGREGATE = re.compile(
    r"(?i)^\W{0,3}(\[[^\]]{0,60}\]\s{0,3})?(dmarc (aggregate )?report\W{0,3})?report[- ]domain:"
    r".{1,300}(submitter|report-?id)\b"
)
_AGGREGATE_FILE = re.compile(r"(?i)^[^!\s]{1,253}![^!\s]{1,253}!\d{5,12}!\d{5,12}[^/\s]{0,200}\.(xml|json|zip|gz)$")
_REPORTER = re.compile(r"(?i)<?[^@<>\s]{0,60}(dmarc|no-?_?reply|postmaster|tls-?rpt|abuse)[^@<>\s]{0,60}@")
_READ = re.compile(
    r"(?i)^(read|not read|gelesen|(nicht|un)gelesen|lue?|non lue?|le[ií]do|no le[ií]do|letto|non letto|gelezen"
    r"|przeczytan[eoa]|lida|não lida|läst|oläst|læst|lest|luettu|přečteno|прочтено|прочитано|okundu|elolvasva"
    r"|return receipt|read receipt|lesebestätigung|accusé de (lecture|réception)|開封済み|开封|已读|已讀"
    r"|읽음)\s*[:：(（-]"
)
_WAS_READ = re.compile(
    r"(?i)(was|were) (read|displayed|deleted without being read)|wurde [^\n]{0,60}(gelesen|gelöscht|angezeigt)"
    r"|a été (lu|affiché|supprimé)|(fue|ha sido) (leíd|mostrad|eliminad)|è stat[oa] (lett|visualizzat|eliminat)"
    r"|(is|werd) [^\n]{0,40}(gelezen|weergegeven|verwijderd)|została [^\n]{0,40}(przeczytan|wyświetlon)"
    r"|foi (lid|exibid)"
    r"|lästes|blev læst|ble lest|luettiin|byla přečtena|было (прочитано|прочтено)|開封されました|阅读|已讀取|읽었습니다"
    r"|return receipt only (acknowledges|shows)|no guarantee that the (recipient|message)"
)
_CALENDAR_ANSWERS = ("reply", "counter", "declinecounter", "refresh")
_NOTE = re.compile(r"(?i)\bnote\b|nachricht:|notiz|comment|\?")
_ANSWERED = re.compile(
    r"(?i)\b(accepted|declined|tentative(ly)?|zugesagt|abgelehnt|angenommen|accepté|refusé|aceptad|rechazad|accettat"
    r"|geaccepteerd|afgewezen|zaakceptowa|aceit|accepterat|accepteret|godtatt|hyväksy|přijat|принял|承諾|已接受|수락)"
)
_INVITATION = re.compile(r"(?i)invit|einladung|uitnodiging|zaproszeni|inbjudan|kutsu|pozvánk|приглашени|招待|邀请|초대")
# RFC 5545 section 3.8.1.4; Exchange writes an empty one.
_COMMENT = re.compile(rb"(?im)^COMMENT[^:\r\n]{0,200}:(?:\\n|[ \t])*+[^\s\\]")
_LONGEST_CALENDAR = 65_536
_FEW = 3


def report(headers: RawHeaders, root: Part, text: str) -> Sign:
    """Return the sign of a report that is not about a delivery; (None, "") when a mail is none."""
    signs = (_by_form(root), _by_complaint(headers, root), _aggregate(headers, root), _notification(text))
    found = next((sign for sign in signs if sign[0] is not None), PERSON)
    return found if found[0] is not None else _receipt(headers, text)


def _by_form(root: Part) -> Sign:
    kinds = {part.kind for part in root.own()}
    told = root.params.get("report-type", "").lower() if root.kind == "multipart/report" else ""
    for kind in _REPORT_KINDS:
        if kind in kinds or told == kind.partition("/")[2]:
            return Automatic.REPORT, kind
    if told == "delivery-status":
        return Automatic.BOUNCE, "multipart/report"
    return (Automatic.REPORT, f"multipart/report: {told[:40]}") if told not in _DELIVERY else PERSON


def _by_complaint(headers: RawHeaders, root: Part) -> Sign:
    if text_of(first(headers, b"x-apple-unsubscribe")).lower() == "true":
        return Automatic.REPORT, "X-Apple-Unsubscribe"
    subject = text_of(first(headers, b"subject")).lower()
    if subject.startswith("complaint about message from") and any(part.kind == "message/rfc822" for part in root.own()):
        return Automatic.REPORT, "complaint with the mail attached"
    return PERSON


def _aggregate(headers: RawHeaders, root: Part) -> Sign:
    """Tell a DMARC or TLS report by header, subject or file; clients send the file on too, with a question."""
    if values(headers, b"tls-report-domain"):
        return Automatic.REPORT, "TLS-Report-Domain"
    files = [part for part in root.own() if _AGGREGATE_FILE.match(part.filename or "")]
    if not files:
        return PERSON
    if _AGGREGATE.match(text_of(first(headers, b"subject")[:2000])):
        return Automatic.REPORT, "Subject of a DMARC report"
    alone = files[0] is root or _REPORTER.search(text_of(first(headers, b"from")[:2000]))
    return (Automatic.REPORT, "file of a DMARC report") if alone else PERSON


def _notification(text: str) -> Sign:
    kind, _ = event(text)
    return (Automatic.REPORT, f"Amazon SES notification: {kind}") if kind and kind != "bounce" else PERSON


def _receipt(headers: RawHeaders, text: str) -> Sign:
    """Tell a receipt in words alone, as Outlook and Notes send them to systems without MIME."""
    titled = _READ.match(text_of(first(headers, b"subject")[:2000]))
    told = titled and len(text) < 1500 and _WAS_READ.search(text)
    if not told:
        return PERSON
    return Automatic.REPORT, "Subject of a receipt" + (" and Return-Path: <>" if null_sender(headers) else "")


def calendar_answer(root: Part, text: str) -> Sign:
    """Return the sign of an answer to a meeting (RFC 5546 section 3.2.3); (None, "") for an invitation or no calendar.

    One without words of its author is an automatic reply; one with words may be anything but is never acknowledged.
    """
    parts = [part for part in root.own() if part.kind == "text/calendar" and part.disposition != "attachment"]
    methods = [part.params.get("method", "").strip().lower() for part in parts]
    if not methods or methods[0] not in _CALENDAR_ANSWERS:
        return PERSON
    sign = f"text/calendar: method={methods[0]}"
    return (
        (Automatic.AUTO_REPLY, sign)
        if methods[0] == "reply" and _is_wordless(text) and not _COMMENT.search(parts[0].beginning(_LONGEST_CALENDAR))
        else (
            Automatic.AUTO_GENERATED,
            sign,
        )
    )


def _is_wordless(text: str) -> bool:
    """Return True when an answer says nothing but that it is one: Outlook's is empty, Google's has a set line."""
    lines = [line for line in text[:4000].split("\n") if line.strip()]
    if not lines or (len(lines) == 1 and len(lines[0].split()) <= _FEW and _ANSWERED.search(lines[0][:200])):
        return True
    set_line = len(lines[0]) < 200 and _ANSWERED.search(lines[0]) and _INVITATION.search(lines[0])
    return bool(set_line) and not _NOTE.search(text[:4000])
