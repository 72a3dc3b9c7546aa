"""What is done with a mail in its mailbox after it is kept: moved, marked as read, or left."""

from collections.abc import Sequence

from mailhelp.channels.faults import ServerSaidNo
from mailhelp.channels.imap_session import Session
from mailhelp.channels.imap_settings import Done, ImapSettings


def finish(session: Session, settings: ImapSettings, uids: Sequence[int]) -> None:
    """Do with kept mails what the settings say; raise ServerSaidNo when the server refuses (they stay where they are).

    "move" falls back: MOVE (RFC 6851), else COPY and UID EXPUNGE (RFC 4315), else the mail is only marked as read: a
    plain EXPUNGE would take mails that others marked as deleted.
    """
    if not uids or settings.done is Done.KEEP:
        return
    if settings.done is Done.MOVE and session.can("MOVE"):
        session.move(uids, settings.done_folder)
    elif settings.done is Done.MOVE and session.can("UIDPLUS"):
        session.copy(uids, settings.done_folder)
        session.remove(uids)
    else:
        session.mark_seen(uids)


def prepare_done_folder(session: Session, settings: ImapSettings) -> None:
    """Create the folder that kept mails go to when it is missing; raise ServerSaidNo when the server refuses."""
    if not moves(session, settings) or session.has_folder(settings.done_folder):
        return
    try:
        session.create_folder(settings.done_folder)
    except ServerSaidNo as fault:
        raise ServerSaidNo(
            f'done_folder "{settings.done_folder}" is missing and cannot be created ({fault}); create it in the mailbox'
        ) from fault


def moves(session: Session, settings: ImapSettings) -> bool:
    """Return whether kept mails really leave the folder."""
    return settings.done is Done.MOVE and (session.can("MOVE") or session.can("UIDPLUS"))
