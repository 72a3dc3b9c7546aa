"""The desk's own mail as examples: what staff corrected, and what they left as the rules had it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from mailhelp.core.classify import classify
from mailhelp.core.errors import BadData
from mailhelp.core.facts import Address, MailFacts
from mailhelp.core.rules import Ruleset
from mailhelp.core.suggesting.judged import Example, answers_of, settled
from mailhelp.core.suggesting.ownwords import own_words
from mailhelp.core.suggesting.phrases import lines_of
from mailhelp.core.ticket import Fate
from mailhelp.core.understanding.sentences import TEXT_LIMIT
from mailhelp.mail.parse import read_mail
from mailhelp.service.keptbytes import whole
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.store.corrections import Corrections
from mailhelp.store.stored_mail import StoredMail, StoredMails


@dataclass(frozen=True, slots=True)
class Corpus:
    """Mails that opened tickets: those with a correction first, then the newest of the rest.

    unread: how many cannot be read any more. more: how many older ones were left out.
    """

    examples: tuple[Example, ...]
    unread: int
    more: int

    @property
    def corrected(self) -> tuple[Example, ...]:
        """Return those that staff corrected."""
        return tuple(one for one in self.examples if one.corrected)


class Gathering:
    """Reads the desk's mail once, for as many trials as there will be."""

    def __init__(self, rooms: Rooms, setting: DeskSetting, rules: Ruleset) -> None:
        self._rooms = rooms
        self._setting = setting
        self._rules = rules
        self._stored = StoredMails(rooms.database)
        self._said: dict[int, dict[str, str]] = {}
        for one in Corrections(rooms.database).since(None):
            self._said.setdefault(one.mail_id, {})[one.question] = one.after

    @property
    def corrected(self) -> int:
        """Return how many tickets are corrected."""
        return len(self._said)

    def mails(self, most: int) -> tuple[list[int], int]:
        """Return the mails to read, at most so many uncorrected ones, and how many that leaves out."""
        opened = self._stored.ids((Fate.OPENED,))
        rest = [one for one in reversed(opened) if one not in self._said]
        return [*sorted(self._said), *rest[:most]], max(0, len(rest) - most)

    def read(self, mails: Sequence[int], more: int, tick: Callable[[], None]) -> Corpus:
        """Return the examples; tick: called once for each mail. Raises StorageFault when nothing can be read."""
        examples = list(self._examples(mails, tick))
        return Corpus(tuple(examples), len(mails) - len(examples), more)

    def _examples(self, mails: Sequence[int], tick: Callable[[], None]) -> Iterator[Example]:
        for mail_id in mails:
            found = self._example(mail_id)
            tick()
            if found is not None:
                yield found

    def _example(self, mail_id: int) -> Example | None:
        stored = self._stored.mail(mail_id)
        if stored.ticket is None or not stored.complete:
            return None
        try:
            mail = _slim(read_mail(whole(self._rooms.inbox, mail_id), limits=self._setting.reading), stored)
        except BadData:
            return None
        if not mail.readable:
            return None
        answers = answers_of(classify(mail, self._rules, stored.envelope))
        corrections = self._said.get(mail_id)
        said = answers if corrections is None else settled(corrections, answers)
        lines, heading = lines_of(mail.subject, mail.reply)
        own, _ = lines_of(mail.subject, own_words(mail.reply))
        return Example(stored.ticket.number, mail, stored.envelope, said, corrections is not None, lines, heading, own)


def _slim(mail: MailFacts, stored: StoredMail) -> MailFacts:
    """Return what rules look at, with the author as judged when it came: thousands are kept in memory at once."""
    author = mail.sender
    if stored.sender and (author is None or author.address != stored.sender):
        author = Address("", stored.sender)
    return replace(mail, text="", reply=mail.reply[:TEXT_LIMIT], sender=author)
