"""What `mailhelp doctor` finds out about an IMAP mailbox, without touching a mail."""

from collections.abc import Callable

from mailhelp.channels.faults import ServerFault
from mailhelp.channels.imap_connect import logged_in
from mailhelp.channels.imap_session import Session
from mailhelp.channels.imap_settings import Done, ImapSettings
from mailhelp.core.errors import MailhelpError

_LACKING = {
    "MOVE": "kept mails are copied and deleted instead of moved",
    "UIDPLUS": "kept mails can only be marked as read where MOVE is missing too",
    "IDLE": "new mail is noticed by polling only",
}


def probe(settings: ImapSettings) -> list[tuple[bool, str]]:
    """Return a (good, line) for login, each capability, folder and done folder; nothing is raised."""
    try:
        with logged_in(settings) as session:
            return [(True, f'{settings.place}: login as "{settings.user}" works'), *_looked_at(session, settings)]
    except MailhelpError as fault:
        return [(False, str(fault))]


def _looked_at(session: Session, settings: ImapSettings) -> list[tuple[bool, str]]:
    found = [(True, _capability(session, name, settings)) for name in _LACKING]
    found.append(_tried(lambda: _folder(session, settings)))
    if settings.done is Done.MOVE:
        found.append(_tried(lambda: _done_folder(session, settings)))
    return found


def _tried(look: Callable[[], tuple[bool, str]]) -> tuple[bool, str]:
    try:
        return look()
    except ServerFault as fault:
        return False, str(fault)


def _capability(session: Session, name: str, settings: ImapSettings) -> str:
    if session.can(name):
        return f"{settings.place}: the server has {name}"
    return f"{settings.place}: the server has no {name}: {_LACKING[name]}"


def _folder(session: Session, settings: ImapSettings) -> tuple[bool, str]:
    opened = session.open_folder(settings.folder)
    return True, f'{settings.place}: folder "{settings.folder}" holds {opened.exists} mails'


def _done_folder(session: Session, settings: ImapSettings) -> tuple[bool, str]:
    if session.has_folder(settings.done_folder):
        return True, f'{settings.place}: done folder "{settings.done_folder}" is there'
    return True, f'{settings.place}: done folder "{settings.done_folder}" will be created when mailhelp runs'
