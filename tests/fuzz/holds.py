"""What holds for everything that is read from a mail, whatever its bytes."""

import json
import re
import unicodedata

from mailhelp.core.facts import Address, AttachedMail, Attachment, Bounce, Forwarded, MailFacts
from mailhelp.mail.filenames import LONGEST, safe_name
from mailhelp.mail.limits import DEFAULT, Limits
from mailhelp.mail.parse import as_json

STRICT = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|[^\s<>()\[\],;:@\"\\]+)@(?:[^\s<>()\[\],;:@\"\\]+|\[[0-9A-Fa-f:.IPv]+\])")
# Mail of a machine to itself: <root>.
LOCAL = re.compile(r"[A-Za-z0-9._+-]{1,64}")
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
ONE_LINE_BREAKERS = ("Cc", "Zl", "Zp", "Cs")


def text_holds(text: str) -> None:
    """A text can be stored, sent and shown: no NUL, no lone surrogate."""
    assert "\x00" not in text, "NUL in a text"
    text.encode("utf-8")


def line_holds(text: str, what: str) -> None:
    """A value of a header is one line without control characters."""
    text_holds(text)
    wrong = [char for char in text if unicodedata.category(char) in ONE_LINE_BREAKERS and char != "\t"]
    assert not wrong, f"{what} holds {wrong[:3]!r}"


def address_holds(one: Address) -> None:
    """An address is strictly formed or empty, its name is one line."""
    line_holds(one.name, "a name")
    line_holds(one.address, "an address")
    formed = not one.address or STRICT.fullmatch(one.address) or LOCAL.fullmatch(one.address)
    assert formed, f"no strict address: {one.address!r}"


def file_name_holds(name: str | None) -> None:
    """The name of a file can be saved under: no path, no control or invisible character, not too long."""
    if name is None:
        return
    line_holds(name, "a file name")
    assert name.strip(". ") and len(name) <= LONGEST, f"a file name of {name!r}"
    assert not re.search(r'[/\\<>:"|?*]', name), f"a file name with a path: {name!r}"
    assert not any(unicodedata.category(char) in ("Cf", "Co") for char in name), f"invisible in {name!r}"
    assert safe_name(name) == name, f"a file name that is not safe yet: {name!r}"


def attachment_holds(one: Attachment) -> None:
    """What is told of an attachment is safe to show and to store."""
    file_name_holds(one.filename)
    line_holds(one.content_type, "a content type")
    line_holds(one.content_id or "", "a Content-ID")
    assert one.size >= 0 and re.fullmatch(r"[0-9a-f]{64}", one.sha256)
    assert re.fullmatch(r"\d+(\.\d+)*", one.part), f"a part called {one.part!r}"


def attached_mail_holds(one: AttachedMail) -> None:
    """What is told of an attached mail is safe to show."""
    line_holds(one.subject, "a subject")
    line_holds(one.message_id or "", "a Message-ID")
    if one.sender is not None:
        address_holds(one.sender)
    assert one.date is None or one.date.tzinfo is not None


def bounce_holds(bounce: Bounce) -> None:
    """A report names recipients that are addresses, and statuses as RFC 3463 writes them."""
    for one in bounce.recipients:
        line_holds(one.address, "a recipient")
        assert "@" in one.address and not re.search(r"[\s<>]", one.address), f"a recipient called {one.address!r}"
        line_holds(one.action or "", "an action")
        assert one.status is None or STATUS.fullmatch(one.status), f"a status of {one.status!r}"
    line_holds(bounce.original_message_id or "", "a Message-ID")
    line_holds(bounce.envelope_id or "", "an ENVID")


def forwarded_holds(forwarded: Forwarded) -> None:
    """What is told of a forwarded mail names one sender, and fits on lines."""
    if forwarded.sender is not None:
        address_holds(forwarded.sender)
        assert forwarded.sender.address, "forwarded by nobody"
    line_holds(forwarded.subject or "", "the subject of a forwarded mail")
    assert forwarded.date is None or forwarded.date.tzinfo is not None


def facts_hold(facts: MailFacts, limits: Limits = DEFAULT) -> None:
    """Everything that is read from a mail is bounded, well formed, and can be written as JSON."""
    assert re.fullmatch(r"[0-9a-f]{64}", facts.fingerprint)
    text_holds(facts.text)
    text_holds(facts.reply)
    assert "\r" not in facts.text + facts.reply, "a bare CR in a text"
    for one in (facts.subject, facts.automatic_sign, facts.invitation or "", *facts.defects):
        line_holds(one, "a fact")
    _people_hold(facts, limits)
    _ids_hold(facts, limits)
    _headers_hold(facts, limits)
    _contents_hold(facts, limits)
    json.dumps(as_json(facts, "mail.eml"), ensure_ascii=False, allow_nan=False).encode("utf-8")


def _people_hold(facts: MailFacts, limits: Limits) -> None:
    for people in (facts.senders, facts.to, facts.cc, facts.reply_to):
        assert len(people) <= limits.addresses
        for one in people:
            address_holds(one)
    assert facts.sender is None or (facts.sender in facts.senders and facts.sender.address)


def _ids_hold(facts: MailFacts, limits: Limits) -> None:
    assert max(len(facts.references), len(facts.in_reply_to)) <= limits.ids
    for one in (facts.message_id or "", *facts.references, *facts.in_reply_to):
        line_holds(one, "a Message-ID")
        assert len(one) <= 998 and not re.search(r"\s", one), f"a Message-ID of {one!r}"
    assert facts.date is None or facts.date.tzinfo is not None


def _headers_hold(facts: MailFacts, limits: Limits) -> None:
    assert len(facts.headers) <= limits.headers
    for name, value in facts.headers:
        assert re.fullmatch(r"[!-9;-~]+", name), f"a header called {name!r}"
        line_holds(value, "a header")
        assert len(name) + len(value) <= 2 * limits.header


def _contents_hold(facts: MailFacts, limits: Limits) -> None:
    assert len(facts.attachments) <= limits.attachments
    for one in facts.attachments:
        attachment_holds(one)
    for mail in facts.attached_mails:
        attached_mail_holds(mail)
    if facts.bounce is not None:
        bounce_holds(facts.bounce)
    if facts.forwarded is not None:
        forwarded_holds(facts.forwarded)


def lines_hold(reply: str, text: str) -> None:
    """Every line of a reply stands in the text it was taken from."""
    known = text.split("\n")
    whole = set(line.strip() for line in known)
    for line in reply.split("\n"):
        found = line.strip() in whole or any(line.strip() in one for one in known)
        assert found, f"a line of the reply that is not in the text: {line!r}"
