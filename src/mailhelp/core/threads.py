"""Which ticket a mail belongs to: the hints it carries, and who may follow them (design 5)."""

import re
from dataclasses import dataclass

from mailhelp.core.decision import FoundBy, FoundTicket
from mailhelp.core.facts import Address, Envelope, MailFacts, Proof
from mailhelp.core.people import Client, client_of
from mailhelp.core.policy import Desk

MOST_HINTS = 50
# Anybody can have an address there, so such a domain never stands for one firm.
FREE_MAIL = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com msn.com yahoo.com yahoo.co.uk icloud.com "
    "me.com mac.com aol.com gmx.de gmx.net web.de t-online.de mail.ru yandex.ru qq.com 163.com proton.me "
    "protonmail.com btinternet.com sky.com virginmedia.com talktalk.net orange.fr free.fr libero.it".split()
)


@dataclass(frozen=True, slots=True)
class ThreadHints:
    """Where a mail says it belongs: texts that may hold tokens, Message-IDs answered (nearest first), numbers."""

    token_texts: tuple[str, ...]
    message_ids: tuple[str, ...]
    numbers: tuple[int, ...]


def thread_hints(mail: MailFacts, envelope: Envelope, desk: Desk) -> ThreadHints:
    """Return the thread hints of a mail: from its recipients, In-Reply-To, References, last line and subject."""
    answered = tuple(dict.fromkeys((*mail.in_reply_to, *reversed(mail.references))))[:MOST_HINTS]
    recipients = (*envelope.recipients, *envelope.delivered_to, *(one.address for one in (*mail.to, *mail.cc)))
    own = tuple(text for text in dict.fromkeys(recipients) if _is_own_form(text, desk))[:MOST_HINTS]
    return ThreadHints((*own, *answered), answered, _numbers(mail.subject, desk.prefix))


def _is_own_form(address: str, desk: Desk) -> bool:
    return address.casefold().rpartition("@")[2] in {own.rpartition("@")[2] for own in desk.addresses}


def _numbers(subject: str, prefix: str) -> tuple[int, ...]:
    found = re.findall(rf"(?i)(?<![\w-]){re.escape(prefix)}-([0-9]{{1,12}})(?![\w-])", subject)
    return tuple(dict.fromkeys(int(number) for number in found))[:MOST_HINTS]


def ticket_to_join(
    sender: Address | None, *, found: tuple[FoundTicket, ...], proof: Proof, clients: tuple[Client, ...]
) -> FoundTicket | None:
    """Return the first ticket that `sender` may write on as a client, None when there is none.

    A token (valid for the address) or a reference admits its people; a number admits them only when proven, and then
    also others of the client's own domain (never a free-mail domain). A failed proof beats every token.
    Source: design 5.
    """
    if sender is None or proof.passed is False:
        return None
    return next((one for one in found if _may_join(sender, one, proven=proof.proven, clients=clients)), None)


def _may_join(sender: Address, ticket: FoundTicket, *, proven: bool, clients: tuple[Client, ...]) -> bool:
    if ticket.found_by is not FoundBy.NUMBER:
        return sender.key in ticket.people
    return proven and (sender.key in ticket.people or _same_firm(sender, ticket, clients))


def _same_firm(sender: Address, ticket: FoundTicket, clients: tuple[Client, ...]) -> bool:
    firm = client_of(sender.address, clients)
    if firm is None or firm.name != ticket.client or sender.domain in FREE_MAIL:
        return False
    return sender.domain in firm.domains or sender.key in firm.people
