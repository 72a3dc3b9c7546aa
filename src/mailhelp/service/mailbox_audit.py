"""Comparing what lies in a mailbox with what is kept (design promise 3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from mailhelp.channels.imap_audit import SeenMail
from mailhelp.service.mailbox_book import MailboxBook
from mailhelp.store.known import Known


@dataclass(frozen=True, slots=True)
class MailboxCounts:
    """Of the mails since the start: seen, not fetched yet, and those that nothing explains."""

    seen: int = 0
    waiting: int = 0
    unexplained: int = 0


def audit(seen: Iterable[SeenMail], book: MailboxBook, known: Known) -> MailboxCounts:
    """Return how the mails of a mailbox are accounted for.

    A mail in the folder is kept (its UID is known) or waits above the low-water mark. One in the done folder was moved
    there by us, so it is kept under its Message-ID or, without one, its fingerprint.
    """
    mails = tuple(seen)
    in_folder = [mail for mail in mails if not mail.done]
    waiting = lost = 0
    for uidvalidity in {mail.uidvalidity for mail in in_folder}:
        low_water = book.low_water(uidvalidity)
        unknown = {mail.uid for mail in in_folder if mail.uidvalidity == uidvalidity} - book.known(uidvalidity, 1)
        waiting += len([uid for uid in unknown if uid >= low_water])
        lost += len([uid for uid in unknown if uid < low_water])
    moved = _unknown(tuple(mail for mail in mails if mail.done), known)
    return MailboxCounts(seen=len(mails), waiting=waiting, unexplained=lost + moved)


def _unknown(mails: tuple[SeenMail, ...], known: Known) -> int:
    kept = known.message_ids([mail.message_id for mail in mails if mail.message_id])
    return len([mail for mail in mails if not _is_kept(mail, kept, known)])


def _is_kept(mail: SeenMail, kept: set[str], known: Known) -> bool:
    return mail.message_id in kept if mail.message_id else known.fingerprint(mail.fingerprint)
