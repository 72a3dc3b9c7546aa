"""A rendered notice as the bytes of a mail, with the manners of design 6."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any

from mailhelp.core.notices import Manner
from mailhelp.core.wording import clean_line
from mailhelp.mail.origin import Origin, envelope_sender, usable_address, with_token
from mailhelp.mail.render import Rendered

SIGNED_HEADER = "X-Mailhelp"
MOST_SUBJECT = 200
MOST_REFERENCES = 20
MOST_REFERENCES_SIZE = 4_000
# RFC 5322 section 2.1.1: a line has at most 998 characters, the name of the header included.
MOST_ID = 900
AUTO_SUBMITTED = {Manner.ANSWER: "auto-replied", Manner.CLOCK: "auto-generated"}
# "All" would also keep Exchange from telling that a notice was not delivered (MS-OXCMAIL 2.1.3.2.20).
SUPPRESSED = "OOF, AutoReply"
_IDS = frozenset(["Message-ID", "In-Reply-To", "References", SIGNED_HEADER])
_AS_GIVEN = _IDS | {"From", "To", "Date", "Reply-To", "Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language"}
_ID = re.compile(r"[!-;=?-~]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be known of one notice beside its words.

    message_id: as `new_message_id` makes it. seal: the value of our signed header, as `core.tokens.seal` makes it.
    token: "" for a notice without a ticket. date: aware. in_reply_to, references: without brackets, oldest first; the
    one answered is added to its references if it is not among them (RFC 5322 section 3.6.4).
    """

    recipient: str
    manner: Manner
    message_id: str
    seal: str
    date: datetime
    token: str = ""
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file that goes with a notice; content_type: "image/png"."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Composed:
    """A mail ready to send: envelope_sender "" is the null sender; recipient and sender as the envelope takes them."""

    raw: bytes
    envelope_sender: str
    recipient: str
    message_id: str


class _Policy(EmailPolicy):
    """The standard SMTP policy, with less work for headers that we make ourselves.

    Those are pure ASCII without line ends, so they need no parser, which is most of the time of a mail. Ids are folded
    between ids: the standard policy makes encoded words of long ones, and then no answer finds its thread.
    """

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        if name in _AS_GIVEN and isinstance(value, str) and value.isascii() and value.isprintable():
            return name, value
        return super().header_store_parse(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        if name in _IDS or name == "Reply-To":
            folded = "\r\n ".join(str(value).split())
            return f"{name}: {folded}\r\n".encode()
        return super().fold_binary(name, value)


def compose(rendered: Rendered, letter: Letter, origin: Origin, enclosed: tuple[Enclosed, ...] = ()) -> Composed:
    """Return the mail; the same bytes for the same arguments.

    Raise BadData when an address cannot be written to.
    """
    recipient = usable_address(letter.recipient, smtputf8=origin.smtputf8)
    message = EmailMessage(policy=_Policy(linesep="\r\n", utf8=not recipient.isascii()))
    for name, value in _headers(rendered, letter, origin, recipient):
        message[name] = value
    _put_body(message, rendered, letter, enclosed)
    return Composed(
        raw=message.as_bytes(),
        envelope_sender=envelope_sender(letter.manner, letter.token, origin),
        recipient=recipient,
        message_id=letter.message_id,
    )


def _headers(rendered: Rendered, letter: Letter, origin: Origin, recipient: str) -> list[tuple[str, str]]:
    reply_to = with_token(origin.address, letter.token, origin.plus)
    answered, references = _thread(letter)
    automatic = AUTO_SUBMITTED.get(letter.manner)
    headers = (
        ("From", str(Address(clean_line(origin.name, 200), addr_spec=usable_address(origin.address)))),
        ("To", recipient),
        ("Subject", clean_line(rendered.subject, MOST_SUBJECT)),
        ("Date", format_datetime(letter.date.astimezone(UTC))),
        ("Message-ID", f"<{letter.message_id}>"),
        ("In-Reply-To", f"<{answered}>" if answered else None),
        ("References", " ".join(f"<{one}>" for one in references) or None),
        ("Reply-To", reply_to),
        ("Auto-Submitted", automatic),
        ("X-Auto-Response-Suppress", SUPPRESSED if automatic else None),
        (SIGNED_HEADER, letter.seal),
        ("Content-Language", letter.language),
    )
    return [(name, value) for name, value in headers if value is not None]


def _thread(letter: Letter) -> tuple[str | None, tuple[str, ...]]:
    """Return In-Reply-To and References: the first and the newest ids, at most 20 and 4 KB (RFC 5322 section 3.6.4)."""
    answered = letter.in_reply_to if letter.in_reply_to and _is_id(letter.in_reply_to) else None
    before = [one for one in dict.fromkeys(letter.references) if _is_id(one) and one != answered]
    ids = [*before, *([answered] if answered else [])]
    if len(ids) > MOST_REFERENCES:
        ids = [ids[0], *ids[1 - MOST_REFERENCES :]]
    while len(ids) > 1 and sum(len(one) + 5 for one in ids) > MOST_REFERENCES_SIZE:
        del ids[min(1, len(ids) - 2)]
    return answered, tuple(ids)


def _is_id(text: str) -> bool:
    return len(text) <= MOST_ID and _ID.fullmatch(text) is not None


def _put_body(message: EmailMessage, rendered: Rendered, letter: Letter, enclosed: tuple[Enclosed, ...]) -> None:
    text = f"{rendered.text}\nref: {letter.token}\n" if letter.token else rendered.text
    message.set_content(text, cte=_encoding(text))
    if rendered.html is not None:
        message.add_alternative(rendered.html, subtype="html", cte=_encoding(rendered.html))
    for one in enclosed:
        main, _, sub = one.content_type.partition("/")
        name = clean_line(one.filename, 200)
        message.add_attachment(one.content, maintype=main, subtype=sub or "octet-stream", filename=name)
    # The boundary is made of what the mail says, so that it is the same each time, and no sender can know it before.
    digest = hashlib.sha256("\0".join((letter.message_id, text, rendered.html or "")).encode()).hexdigest()[:32]
    for index, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{digest}{index}")


def _encoding(text: str) -> str:
    """Return the encoding that is readable as it stands, where one is: no relay needs 8BITMIME then (RFC 6152)."""
    if text.isascii() and all(len(line) <= 990 for line in text.split("\n")):
        return "7bit"
    foreign = sum(not letter.isascii() for letter in text[:10_000])
    return "base64" if foreign * 4 > min(len(text), 10_000) else "quoted-printable"
