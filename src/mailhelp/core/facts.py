"""What a mail says and how it came: plain values, no parser."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """By which door a mail came in."""

    SMTP = "smtp"
    IMAP = "imap"
    FILE = "file"
    PIPE = "pipe"


class TimeSource(StrEnum):
    """Whose clock `received_at` is (design 4, promise 9)."""

    CLOCK = "clock"
    INTERNALDATE = "internaldate"
    RECEIVED = "received"
    GIVEN = "given"


class Automatic(StrEnum):
    """What kind of machine wrote a mail (RFC 3834, RFC 3464, RFC 2919, RFC 5965)."""

    AUTO_REPLY = "auto-reply"
    AUTO_GENERATED = "auto-generated"
    BOUNCE = "bounce"
    LIST = "list"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Envelope:
    """How a mail came: everything about it that is not in its bytes.

    mail_from: None when unknown, "" for the null sender (RFC 5321 section 4.5.5).
    recipients, delivered_to: addresses as given, in order.
    received_at: aware, UTC; our clock at the end of DATA, IMAP INTERNALDATE, or as `received_source` says.
    live: False for mail older than the desk's start or ingested as history.
    """

    channel: Channel
    received_at: datetime
    received_source: TimeSource = TimeSource.CLOCK
    mail_from: str | None = None
    recipients: tuple[str, ...] = ()
    auth_user: str | None = None
    peer: str | None = None
    tls: bool = False
    mailbox: str | None = None
    uidvalidity: int | None = None
    uid: int | None = None
    delivered_to: tuple[str, ...] = ()
    live: bool = True


@dataclass(frozen=True, slots=True)
class ReceivedMail:
    """The bytes of a mail with their envelope, as a channel hands them to the store.

    complete: False when only the headers and first 256 KB were taken (the original is left in its mailbox).
    full_size: bytes of the original.
    """

    raw: bytes
    envelope: Envelope
    complete: bool = True
    full_size: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox (RFC 5322 section 3.4): display name as shown, address as written; `key` for comparing."""

    name: str
    address: str

    @property
    def key(self) -> str:
        """Return the address folded for comparison."""
        return self.address.casefold()

    @property
    def domain(self) -> str:
        """Return the folded domain, "" when there is none."""
        return self.key.rpartition("@")[2] if "@" in self.address else ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One part of a mail that is not its body; `part` is its place in the MIME tree ("2", "1.3").

    inline: it is a picture of the text, shown where the text names it (RFC 2392), and no file of its own.
    """

    part: str
    filename: str | None
    content_type: str
    size: int
    sha256: str
    inline: bool = False
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class BouncedRecipient:
    """One recipient of a delivery report (RFC 3464 section 2.3).

    action: its word, lower case. status: the most specific that the report gives (RFC 3463).
    """

    address: str
    action: str | None = None
    status: str | None = None

    @property
    def permanent(self) -> bool:
        """Return True when sending the same mail again cannot succeed (RFC 3463 section 2, class 5)."""
        return self.status[:1] == "5" if self.status else self.action == "failed"


@dataclass(frozen=True, slots=True)
class Bounce:
    """A delivery report: whom it is about, and the Message-ID and ENVID of the mail that bounced, where told."""

    recipients: tuple[BouncedRecipient, ...]
    original_message_id: str | None = None
    envelope_id: str | None = None


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The mail that was forwarded in this one, where that is unambiguous."""

    sender: Address | None
    subject: str | None = None
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class AttachedMail:
    """A mail attached to this one, kept whole as the attachment `part`: who wrote it, about what, when it claims."""

    part: str
    sender: Address | None
    subject: str = ""
    message_id: str | None = None
    date: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """Whether the sender is who From says (design 5), and what told; `passed` None where nothing tells.

    blind: nothing can tell, as no source of results is trusted for the channel (`trust = "none"`).
    """

    passed: bool | None = None
    how: str = "no source of results is trusted for this channel"
    blind: bool = False

    @property
    def proven(self) -> bool:
        """Return True when a trusted source vouches for the sender."""
        return self.passed is True


@dataclass(frozen=True, slots=True)
class MailFacts:
    """Everything that is read from the bytes of one mail.

    sender: the author (RFC 5322 section 3.6.2), of several the first that can be answered; None when there is none.
    senders: all that From names, also those without an address.
    message_id, in_reply_to, references: without angle brackets.
    date: aware, what the mail claims; never trusted for clocks.
    text: the whole readable body as plain text, "\\n" line ends. reply: its new words only (no quote, no signature).
    headers: the top-level headers, names as written, values unfolded and decoded, in order, bounded.
    attached_mails: the first 50.
    automatic_sign: the header or shape that told `automatic`.
    invitation: what a calendar part asks, "request", "reply", "cancel" … (RFC 5546), "" where it does not say;
    None without such a part. invitation_to: what the event is called, "" where it is not.
    sealed: how what nobody but its reader can open is closed, as people say it; "" where nothing is.
    readable: False when no parser could make sense of it; the rest is then from the plain reading of the gate.
    fingerprint: design promise 2.
    """

    readable: bool = True
    message_id: str | None = None
    sender: Address | None = None
    senders: tuple[Address, ...] = ()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    reply_to: tuple[Address, ...] = ()
    subject: str = ""
    date: datetime | None = None
    in_reply_to: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    text: str = ""
    reply: str = ""
    attachments: tuple[Attachment, ...] = ()
    attached_mails: tuple[AttachedMail, ...] = ()
    invitation: str | None = None
    invitation_to: str = ""
    sealed: str = ""
    automatic: Automatic | None = None
    automatic_sign: str = ""
    bounce: Bounce | None = None
    forwarded: Forwarded | None = None
    charset_guessed: bool = False
    defects: tuple[str, ...] = ()
    headers: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    fingerprint: str = ""
    proof: Proof = Proof(blind=True)

    @property
    def has_several_senders(self) -> bool:
        """Return True when From names several addresses, or has an "@" beside the sender that names nobody.

        Such a mail proves nobody: what vouches for one of them does not vouch for the others.
        """
        told = [one.address for one in self.senders if one.address or "@" in one.name]
        return len({one.lower() if one.isascii() else one for one in told}) > 1

    @property
    def claimed_sender(self) -> Address | None:
        """Return who the mail says wrote it, for showing only: the sender, else a name without an address."""
        return self.sender or next((one for one in self.senders if one.name), None)

    def header(self, name: str) -> tuple[str, ...]:
        """Return the values of all headers called `name`, in order; () when there is none."""
        wanted = name.casefold()
        return tuple(value for header, value in self.headers if header.casefold() == wanted)
