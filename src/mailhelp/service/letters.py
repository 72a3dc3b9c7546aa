"""Making a notice into the bytes of a mail, once; the bytes are stored before the first attempt."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mailhelp.core.errors import BadData, StorageFault
from mailhelp.core.ids import shown
from mailhelp.core.notices import CauseKind, NoticeKind
from mailhelp.core.noticeviews import Teller, client_view
from mailhelp.core.owing import admin_notices, cause_of
from mailhelp.core.people import StaffMember
from mailhelp.core.retry import next_attempt
from mailhelp.core.staffviews import staff_view
from mailhelp.core.tokens import make, seal
from mailhelp.mail.compose import Composed, Letter, compose
from mailhelp.mail.origin import Origin, new_message_id
from mailhelp.mail.render import Rendered, Templates
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.store.duenotices import DueNotice, NoticeTicket
from mailhelp.store.handing_out import RARELY

log = logging.getLogger("mailhelp.send")


@dataclass(frozen=True, slots=True)
class Told:
    """What a template's view is made of: the notice's values and subject, and its ticket."""

    values: Mapping[str, object]
    subject: str | None
    ticket: NoticeTicket | None


class Letters:
    """Renders and composes due notices."""

    def __init__(
        self, rooms: Rooms, setting: DeskSetting, rules: ActiveRules, templates: Templates, origin: Origin
    ) -> None:
        self._rooms = rooms
        self._setting = setting
        self._rules = rules
        self._templates = templates
        self._origin = origin

    def made(self, notices: Sequence[DueNotice]) -> tuple[DueNotice, ...]:
        """Return the notices with their bytes, all stored in one commit.

        One that cannot be made is marked refused and left out.
        """
        self._rules.refresh()
        composed = {one.notice_id: self._composed(one) for one in notices if one.raw is None}
        outbox, bytes_of = self._rooms.outbox, {one.notice_id: one.raw for one in notices}
        with self._rooms.database.write():
            for notice_id, mail in composed.items():
                if mail is not None:
                    outbox.store_raw(notice_id, mail.message_id, mail.envelope_sender, mail.raw)
                    # What is stored is sent, also when another sender stored it a moment before us.
                    bytes_of[notice_id] = outbox.raw(notice_id)
        return tuple(_with_bytes(one, bytes_of[one.notice_id], composed) for one in notices if bytes_of[one.notice_id])

    def _composed(self, notice: DueNotice) -> Composed | None:
        """Return the mail of one notice; None when it cannot be made, which never stops the next notice."""
        try:
            return self.compose(notice)
        except BadData as fault:
            log.warning("event=notice_impossible notice=%s error=%r", shown(notice.notice_id), str(fault))
            self._rooms.outbox.refused(notice.notice_id, self._setting.clock(), str(fault))
        except StorageFault:
            raise
        except Exception as fault:
            log.exception("event=notice_failed notice=%s", shown(notice.notice_id))
            now = self._setting.clock()
            again = next_attempt(notice.attempts + 1, now) or now + RARELY
            self._rooms.outbox.deferred(notice.notice_id, again, f"it could not be made: {fault}", now=now)
        return None

    def compose(self, notice: DueNotice) -> Composed:
        """Return the mail of a notice; raise BadData when its recipient cannot be written to."""
        key, owed = self._setting.key, notice.owed
        token = make(key.key, key.key_id, notice.ticket.id, owed.recipient) if notice.ticket else ""
        message_id = new_message_id(token, notice.notice_id, self._setting.desk.address)
        letter = Letter(
            recipient=owed.recipient,
            manner=owed.manner,
            message_id=message_id,
            seal=seal(key.key, message_id),
            date=notice.created_at,
            token=token,
            in_reply_to=owed.in_reply_to,
            references=owed.references,
        )
        return compose(self._rendered(notice, token), letter, self._origin)

    def _rendered(self, notice: DueNotice, token: str) -> Rendered:
        policy, owed = self._rules.policy(), notice.owed
        desk = policy.desk
        teller = Teller(desk.name, desk.address, desk.prefix, policy.rules.calendar.zone)
        told = Told({**owed.values, "mail_id": shown(notice.cause_id)}, owed.subject, notice.ticket)
        target = notice.ticket.target if notice.ticket else ""
        view = client_view if owed.to_client else staff_view
        rendered = self._templates.render(owed.kind, view(told, teller, target=target, token=token))
        if rendered.fault:
            self._tell_admins(rendered.fault, policy.rules.staff)
        return rendered

    def _tell_admins(self, fault: str, staff: Sequence[StaffMember]) -> None:
        """Tell the admins of a broken template, once for each fault."""
        log.error("event=template_broken used=built-in error=%r", fault)
        for owed in admin_notices(NoticeKind.ADMIN_TEMPLATE, staff, errors=[fault]):
            self._rooms.outbox.owe(
                owed,
                cause_kind=CauseKind.CLOCK,
                cause_id=cause_of(fault),
                ticket_id=None,
                now=self._setting.clock(),
                hold=False,
            )


def _with_bytes(notice: DueNotice, raw: bytes | None, composed: Mapping[int, Composed | None]) -> DueNotice:
    made = composed.get(notice.notice_id)
    if made is None:
        return notice
    return replace(notice, raw=raw, envelope_sender=made.envelope_sender, message_id=made.message_id)
