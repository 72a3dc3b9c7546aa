"""One look through a mailbox: what is new is kept and only then moved; UIDs decide, flags never do (design 8)."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mailhelp.channels.faults import ConnectionLost, ServerSaidNo
from mailhelp.channels.imap_batches import batches, in_chunks
from mailhelp.channels.imap_done import finish, moves, prepare_done_folder
from mailhelp.channels.imap_received import BEGINNING, received_mail
from mailhelp.channels.imap_session import Listed, Opened, Session
from mailhelp.channels.imap_settings import Done, ImapSettings, MailboxBook, MailboxState, OnState
from mailhelp.channels.waits import Strikes
from mailhelp.core.facts import ReceivedMail

_CHUNK = 500
# After so many failures of one mail its beginning is tried alone.
_PATIENCE = 3
_MOVING = "moving"


@dataclass(slots=True)
class Tally:
    """What one look through the mailbox did, in mails. passed: left alone because they are older than the start."""

    kept: int = 0
    passed: int = 0
    finished: int = 0


@dataclass(slots=True)
class Round:
    """A look through one opened folder; made anew for each."""

    session: Session
    opened: Opened
    settings: ImapSettings
    book: MailboxBook
    strikes: Strikes
    on_state: OnState
    wall: Callable[[], datetime]
    stop: threading.Event
    tally: Tally = field(default_factory=Tally)
    _waiting: set[int] = field(default_factory=set)

    def run(self, low_water: int) -> int:
        """Deal with every mail from the UID `low_water` on, oldest first; return the new low-water mark.

        The mark passes only UIDs that are kept and done with, left alone for good, or gone.
        """
        uids = self.session.uids(low_water, self.opened)
        if not uids:
            return low_water
        known = self.book.known(self.opened.uidvalidity, low_water)
        stored = mark = low_water
        for chunk in in_chunks(uids, _CHUNK):
            if self.stop.is_set():
                return mark
            passed_before = self.tally.passed
            self._waiting |= set(chunk)
            self._deal_with(chunk, known)
            mark = min(self._waiting, default=chunk[-1] + 1)
            if self._is_worth_storing(mark - stored, passed=self.tally.passed > passed_before):
                self.book.advance(self.opened.uidvalidity, mark)
                stored = mark
        return mark

    def _is_worth_storing(self, progress: int, *, passed: bool) -> bool:
        """Return whether to write the mark down: what is moved away shows by itself, so every hundredth will do."""
        return progress > 0 and (passed or progress >= 100 or not moves(self.session, self.settings))

    def _deal_with(self, chunk: Sequence[int], known: set[int]) -> None:
        fresh = [uid for uid in chunk if uid not in known and not self.strikes.rests(self._key(uid))]
        left_over = [uid for uid in chunk if uid in known]
        if self.settings.done is Done.KEEP:
            self._waiting -= set(left_over)
            left_over = []
        # Kept before a crash, or when the server refused to move: known, but still in the folder.
        unfinished = [] if self.strikes.rests(_MOVING) else left_over
        told = self._sizes(sorted(fresh + unfinished))
        self._finish([told[uid] for uid in unfinished if uid in told])
        self._take_in([told[uid] for uid in fresh if uid in told])

    def _sizes(self, uids: Sequence[int]) -> dict[int, Listed]:
        """Return date and size of each mail; one whose size the server cannot tell does not stop the others."""
        try:
            told = self.session.listed(uids) if uids else {}
        except ServerSaidNo as fault:
            if len(uids) > 1:
                half = len(uids) // 2
                return self._sizes(uids[:half]) | self._sizes(uids[half:])
            self._strike(uids[0], str(fault))
            return {}
        self._account_for([uid for uid in uids if uid not in told], "date and size")
        return told

    def _take_in(self, mails: Sequence[Listed]) -> None:
        """Keep what is new, in batches; what is older than the start is left alone."""
        wanted = [mail for mail in mails if self._is_wanted(mail)]
        struck = frozenset(mail.uid for mail in wanted if self.strikes.of(self._key(mail.uid)))
        # What failed before comes last, so that it cannot stand in the way of the others.
        in_order = sorted(wanted, key=lambda mail: (mail.uid in struck, mail.uid))
        for batch in batches(in_order, struck, self.settings.max_size):
            if self.stop.is_set():
                return
            self._take_in_batch(batch)

    def _is_wanted(self, mail: Listed) -> bool:
        if self._is_news(mail) or self.settings.history:
            return True
        self._waiting.discard(mail.uid)
        self.tally.passed += 1
        return False

    def _is_news(self, mail: Listed) -> bool:
        """Return whether a mail came after the start; INTERNALDATE has whole seconds, so the start is cut to them."""
        return mail.received_at is None or mail.received_at >= self.book.started_at.replace(microsecond=0)

    def _take_in_batch(self, batch: Sequence[Listed]) -> None:
        received = self._fetch(batch)
        if not received:
            return
        self.book.keep([mail for _, mail in received])
        self.tally.kept += len(received)
        self.on_state(MailboxState.KEPT, f"{self.settings.place}: kept {len(received)}, UID {received[-1][0].uid}")
        self._finish([listed for listed, _ in received], [listed.uid for listed, mail in received if not mail.complete])

    def _fetch(self, batch: Sequence[Listed]) -> list[tuple[Listed, ReceivedMail]]:
        """Return what the server gave of a batch; one mail that it cannot give does not stop the others."""
        try:
            received = self._fetch_together(batch)
        except ServerSaidNo as fault:
            if len(batch) > 1:
                return [pair for mail in batch for pair in self._fetch([mail])]
            self._strike(batch[0].uid, str(fault))
            return []
        except ConnectionLost:
            # It may be one of these that the server dies of: next time each comes alone.
            for mail in batch:
                self.strikes.add(self._key(mail.uid))
            raise
        for listed, _ in received:
            self.strikes.forgive(self._key(listed.uid))
        got = {listed.uid for listed, _ in received}
        self._account_for([mail.uid for mail in batch if mail.uid not in got], "content")
        return received

    def _fetch_together(self, batch: Sequence[Listed]) -> list[tuple[Listed, ReceivedMail]]:
        if len(batch) == 1 and self._only_beginning(batch[0]):
            raw = self.session.beginning(batch[0].uid, BEGINNING)
            return [] if raw is None else [(batch[0], self._received(raw, batch[0], complete=False))]
        raws = self.session.whole([mail.uid for mail in batch])
        return [(mail, self._received(raws[mail.uid], mail, complete=True)) for mail in batch if mail.uid in raws]

    def _only_beginning(self, mail: Listed) -> bool:
        return mail.size > self.settings.max_size or self.strikes.of(self._key(mail.uid)) >= _PATIENCE

    def _received(self, raw: bytes, mail: Listed, *, complete: bool) -> ReceivedMail:
        return received_mail(
            raw,
            mail,
            mailbox=self.settings.mailbox,
            uidvalidity=self.opened.uidvalidity,
            now=self.wall(),
            live=self._is_news(mail),
            complete=complete,
        )

    def _finish(self, mails: Sequence[Listed], incomplete: Sequence[int] = ()) -> None:
        """Move or mark kept mails; history and what is too large stay where they are."""
        stay = {
            mail.uid
            for mail in mails
            if mail.uid in incomplete or mail.size > self.settings.max_size or not self._is_news(mail)
        }
        self._waiting -= stay
        go = [mail.uid for mail in mails if mail.uid not in stay]
        if go and not self.strikes.rests(_MOVING) and self._finished(go):
            self._waiting -= set(go)
            self.tally.finished += len(go)

    def _finished(self, uids: Sequence[int]) -> bool:
        try:
            finish(self.session, self.settings, uids)
        except ServerSaidNo as fault:
            self._put_off_moving(fault)
            return False
        self.strikes.forgive(_MOVING)
        return True

    def _put_off_moving(self, fault: ServerSaidNo) -> None:
        """Leave kept mails where they are for a while: they are known, so nothing is fetched or answered twice."""
        while self.strikes.add(_MOVING) < 2:
            pass
        self.on_state(
            MailboxState.NOT_MOVED,
            f"{self.settings.place}: kept mails stay in {self.settings.folder}, the server refused ({fault}); "
            f'make room in the mailbox or check done_folder "{self.settings.done_folder}"; tried again later',
        )
        try:
            prepare_done_folder(self.session, self.settings)
        except ServerSaidNo as missing:
            self.on_state(MailboxState.NOT_MOVED, f"{self.settings.place}: {missing}")

    def _account_for(self, uids: Sequence[int], what: str) -> None:
        """Tell mails that vanished meanwhile from mails that the server cannot give."""
        if not uids:
            return
        there = self.session.still_there(uids)
        for uid in uids:
            if uid in there:
                self._strike(uid, f"no {what} was given")
            else:
                self._waiting.discard(uid)
                self.on_state(MailboxState.VANISHED, f"{self.settings.place}: UID {uid} was taken away meanwhile")

    def _strike(self, uid: int, why: str) -> None:
        count = self.strikes.add(self._key(uid))
        self.on_state(
            MailboxState.UNREADABLE,
            f"{self.settings.place}: the server does not give the mail with UID {uid} ({why}), try {count}; "
            "it stays in the mailbox: please look at it there",
        )

    def _key(self, uid: int) -> tuple[int, int]:
        return (self.opened.uidvalidity, uid)
