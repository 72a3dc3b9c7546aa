"""What lies in a mailbox, told to `mailhelp verify`; nothing in it is changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from mailhelp.channels.imap_batches import in_chunks
from mailhelp.channels.imap_connect import logged_in
from mailhelp.channels.imap_session import Session
from mailhelp.channels.imap_settings import Done, ImapSettings
from mailhelp.core.rawheaders import fingerprint, message_id, raw_headers

CHUNK = 200


@dataclass(frozen=True, slots=True)
class SeenMail:
    """One mail in a folder. done: it lies in the done folder. fingerprint: "" for a mail with a Message-ID."""

    done: bool
    uidvalidity: int
    uid: int
    message_id: str | None
    fingerprint: str = ""


def mails_seen(settings: ImapSettings, since: datetime) -> Iterator[SeenMail]:
    """Give the mails of the folder and the done folder that came since then (aware).

    Raises ServerFault or another MailhelpError when the mailbox cannot be read.
    """
    with logged_in(settings) as session:
        yield from _folder(session, settings.folder, since, done=False)
        if settings.done is Done.MOVE and session.has_folder(settings.done_folder):
            yield from _folder(session, settings.done_folder, since, done=True)


def _folder(session: Session, folder: str, since: datetime, *, done: bool) -> Iterator[SeenMail]:
    opened = session.open_folder(folder)
    for uids in in_chunks(session.uids(1, opened), CHUNK):
        listed = session.listed(uids)
        news = [uid for uid, mail in listed.items() if mail.received_at is None or mail.received_at >= since]
        for uid, head in (session.headers(news) if news else {}).items():
            known_by = message_id(raw_headers(head))
            mark = "" if known_by else fingerprint(session.whole([uid]).get(uid, b""))
            yield SeenMail(done, opened.uidvalidity, uid, known_by, mark)
