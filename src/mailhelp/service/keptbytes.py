"""What a kept mail says, also where the database cannot give its bytes any more."""

import zlib

from mailhelp.core.errors import BadData, StorageFault, UsageError
from mailhelp.core.facts import Address, Automatic, MailFacts
from mailhelp.mail.parse import Limits, read_plainly
from mailhelp.store.inbox import Claimed, Inbox

UNREADABLE = "its bytes cannot be read from the database"


def whole(inbox: Inbox, mail_id: int) -> bytes:
    """Return the bytes of a mail; raise BadData when this mail cannot be given, StorageFault when nothing can."""
    try:
        return inbox.raw(mail_id)
    except (StorageFault, UsageError, zlib.error) as fault:
        inbox.answers()
        raise BadData(f"{UNREADABLE} ({fault}): restore a backup, or ask the sender for it") from fault


def beginning(inbox: Inbox, mail_id: int) -> bytes:
    """Return the first megabyte of a mail; nothing when that cannot be given."""
    try:
        return inbox.beginning(mail_id)
    except (StorageFault, UsageError, zlib.error):
        return b""


def read_beginning(inbox: Inbox, claimed: Claimed, *, cause: str, limits: Limits) -> MailFacts:
    """Return what the first megabyte says to no parser; what the row of the mail says when that cannot be given.

    Raises StorageFault when the database gives nothing at all.
    """
    try:
        return read_plainly(inbox.beginning(claimed.mail_id), cause=cause, limits=limits)
    except (StorageFault, UsageError, zlib.error):
        inbox.answers()
        return _of_row(inbox, claimed)


def _of_row(inbox: Inbox, claimed: Claimed) -> MailFacts:
    row = inbox.mail(claimed.mail_id)
    sender = row.sender or claimed.envelope.mail_from
    # Whether a machine wrote it went with the bytes, so nobody is answered (RFC 3834 section 2).
    return MailFacts(
        readable=False,
        message_id=row.message_id,
        sender=Address("", sender) if sender else None,
        automatic=Automatic.AUTO_GENERATED,
        automatic_sign="its header is lost",
        defects=(UNREADABLE,),
    )
