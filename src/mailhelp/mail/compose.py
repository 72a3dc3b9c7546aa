"""A rendered notice as the bytes of a mail, with the manners of design 6."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, formataddr
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
LINE = 78
_MADE_HERE = frozenset(
    ["From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Reply-To"]
    + ["Auto-Submitted", "X-Auto-Response-Suppress", SIGNED_HEADER, "Content-Language"]
)
_CONTENT_TYPE = re.compile(r"([A-Za-z0-9!#$&^_.+-]{1,60})/([A-Za-z0-9!#$&^_.+-]{1,100})")
_LINE_ENDS = re.compile("[\r\n]")
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
    """The standard SMTP policy, but the headers that we make are taken as they are and folded between words.

    The standard one decodes encoded words in what it is given, and folds what comes out: a subject with an encoded line
    end would add a header. It also encodes long ids, so that no answer finds its thread, and takes half the time.
    """

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        if name not in _MADE_HERE or not isinstance(value, str) or _LINE_ENDS.search(value):
            return super().header_store_parse(name, value)
        return name, value

    def fold_binary(self, name: str, value: str) -> bytes:
        return _folded(name, value) if name in _MADE_HERE else super().fold_binary(name, value)


def _folded(name: str, value: str) -> bytes:
    """Return a header with lines of at most 78 characters where it has blanks (RFC 5322 section 2.2.3)."""
    first, *words = value.split(" ")
    lines = [f"{name}: {first}"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) <= LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(f" {word}")
    return ("\r\n".join(lines) + "\r\n").encode()


def _encoded(text: str, name: str) -> str:
    """Return the text of a header in ASCII (RFC 2047); what only looks encoded is encoded, to stay as it is."""
    if text.isascii() and "=?" not in text:
        return text
    return " ".join(Header(text, "utf-8", header_name=name).encode().split())


def _sender(origin: Origin) -> str:
    name, address = clean_line(origin.name, 200), usable_address(origin.address)
    if name.isascii() and "=?" not in name:
        return formataddr((name, address))
    return f"{_encoded(name, 'From')} <{address}>"


def compose(rendered: Rendered, letter: Letter, origin: Origin, enclosed: tuple[Enclosed, ...] = ()) -> Composed:
    """Return the mail; the same bytes for the same arguments.

    Raise BadData when an address cannot be written to.
    """
    recipient = usable_address(letter.recipient, smtputf8=origin.smtputf8)
    message = EmailMessage(policy=_Policy(linesep="\r\n", utf8=not recipient.isascii()))
    for name, value in _headers(rendered, letter, origin, recipient):
        message[name] = value
    _put_body(message, rendered, letter, enclosed)
    # After the body, because putting that in clears all Content- headers.
    message["Content-Language"] = letter.language
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
        ("From", _sender(origin)),
        ("To", recipient),
        ("Subject", _encoded(clean_line(rendered.subject, MOST_SUBJECT), "Subject")),
        ("Date", format_datetime(letter.date.astimezone(UTC))),
        ("Message-ID", f"<{letter.message_id}>"),
        ("In-Reply-To", f"<{answered}>" if answered else None),
        ("References", " ".join(f"<{one}>" for one in references) or None),
        ("Reply-To", reply_to),
        ("Auto-Submitted", automatic),
        ("X-Auto-Response-Suppress", SUPPRESSED if automatic else None),
        (SIGNED_HEADER, letter.seal),
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
        main, sub = _content_type(one.content_type)
        # The standard library decodes encoded words in a name, with line ends in them, as it does in a subject.
        name = clean_line(one.filename, 200).replace("=?", "_?")
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=name)
    # The boundary is made of what the mail says, so that it is the same each time, and no sender can know it before.
    digest = hashlib.sha256("\0".join((letter.message_id, text, rendered.html or "")).encode()).hexdigest()[:32]
    for index, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{digest}{index}")


def _content_type(text: str) -> tuple[str, str]:
    """Return type and subtype of a file; what is none, or would have parts of its own, is plain bytes."""
    match = _CONTENT_TYPE.fullmatch(text)
    if match is None or match.group(1).lower() in ("multipart", "message"):
        return "application", "octet-stream"
    return match.group(1), match.group(2)


def _encoding(text: str) -> str:
    """Return the encoding that is readable as it stands, where one is: no relay needs 8BITMIME then (RFC 6152)."""
    if text.isascii() and all(len(line) <= 990 for line in text.split("\n")):
        return "7bit"
    foreign = sum(not letter.isascii() for letter in text[:10_000])
    return "base64" if foreign * 4 > min(len(text), 10_000) else "quoted-printable"
