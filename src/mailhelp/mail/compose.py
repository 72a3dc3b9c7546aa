"""A rendered notice as the bytes of a mail, with the manners of design 6."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.charset import BASE64, QP, Charset
from email.encoders import encode_base64
from email.generator import BytesGenerator
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr
from io import BytesIO

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
# RFC 5322 section 2.1.1 allows 998; some relays count the line end and the dot.
LONGEST_LINE = 990
_CONTENT_TYPE = re.compile(r"([A-Za-z0-9!#$&^_.+-]{1,60})/([A-Za-z0-9!#$&^_.+-]{1,100})")
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
    head = b"".join(_folded(name, value) for name, value in _headers(rendered, letter, origin, recipient))
    return Composed(
        raw=head + _flat(_body(rendered, letter, enclosed)),
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


def _flat(body: MIMEBase) -> bytes:
    """Return the body as it stands in a mail, its own MIME headers first."""
    out = BytesIO()
    BytesGenerator(out, mangle_from_=False, maxheaderlen=0).flatten(body, linesep="\r\n")
    return out.getvalue()


def _body(rendered: Rendered, letter: Letter, enclosed: tuple[Enclosed, ...]) -> MIMEBase:
    text = f"{rendered.text}\nref: {letter.token}\n" if letter.token else rendered.text
    # The boundary is made of what the mail says, so that it is the same each time, and no sender can know it before.
    mark = hashlib.sha256("\0".join((letter.message_id, text, rendered.html or "")).encode()).hexdigest()[:32]
    body: MIMEBase = _text(text, "plain")
    if rendered.html is not None:
        body = MIMEMultipart("alternative", f"=_{mark}a", [body, _text(rendered.html, "html")])
    if enclosed:
        body = MIMEMultipart("mixed", f"=_{mark}m", [body, *(_file(one) for one in enclosed)])
    return body


def _text(text: str, subtype: str) -> MIMEText:
    charset = Charset("utf-8")
    charset.body_encoding = _encoding(text)  # type: ignore[assignment]
    return MIMEText(text, subtype, charset)  # type: ignore[arg-type]


def _file(one: Enclosed) -> MIMEBase:
    part = MIMEBase(*_content_type(one.content_type))
    part.set_payload(one.content)
    encode_base64(part)
    name = clean_line(one.filename, 200)
    part.add_header("Content-Disposition", "attachment", filename=name if name.isascii() else ("utf-8", "", name))
    return part


def _content_type(text: str) -> tuple[str, str]:
    """Return type and subtype of a file; what is none, or would have parts of its own, is plain bytes."""
    match = _CONTENT_TYPE.fullmatch(text)
    if match is None or match.group(1).lower() in ("multipart", "message"):
        return "application", "octet-stream"
    return match.group(1), match.group(2)


def _encoding(text: str) -> int | None:
    """Return the encoding that is readable as it stands, where one is: no relay needs 8BITMIME then (RFC 6152).

    None: as it is.
    """
    if text.isascii() and all(len(line) <= LONGEST_LINE for line in text.split("\n")):
        return None
    foreign = sum(not letter.isascii() for letter in text[:10_000])
    return BASE64 if foreign * 4 > min(len(text), 10_000) else QP
