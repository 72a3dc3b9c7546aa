"""The mails of one ticket are decided in the order they came (design 8): which mail waits for an earlier one."""

from datetime import datetime, timedelta

from mailhelp.core.decision import Situation
from mailhelp.core.facts import MailFacts
from mailhelp.service.rooms import Rooms
from mailhelp.store.inbox import Claimed

PATIENCE = timedelta(seconds=60)


def has_to_wait(rooms: Rooms, claimed: Claimed, mail: MailFacts, situation: Situation, *, now: datetime) -> bool:
    """Return True while an earlier mail that belongs to the same ticket, as far as can be told, is undecided.

    That is the mail it answers, one that answers the same mail, one that answers anything on its tickets, and one of
    the same author. A mail that starts something new waits for none, and none waits longer than 60 s.
    """
    answered = (*mail.in_reply_to, *mail.references)
    if not (answered or situation.tickets) or abs(now - claimed.kept_at) > PATIENCE:
        return False
    if rooms.inbox.undecided_parent(answered, claimed.mail_id) is not None:
        return True
    earlier = rooms.inbox.undecided_before(claimed.mail_id)
    author = mail.sender.key if mail.sender else None
    if any(one.answers in answered or (author is not None and one.sender == author) for one in earlier):
        return True
    return _on_same_ticket(rooms, tuple(one.answers for one in earlier if one.answers), situation)


def _on_same_ticket(rooms: Rooms, answered: tuple[str, ...], situation: Situation) -> bool:
    mine = {one.ticket_id for one in situation.tickets}
    if not (mine and answered):
        return False
    found = rooms.threads.find(ticket_ids={}, message_ids=answered, numbers=())
    return any(one.ticket_id in mine for one in found)
