"""Sending what is owed: rendered once, stored, one transaction per attempt (design 3, steps 7 and 8)."""

import logging
from datetime import timedelta
from pathlib import Path

from mailhelp.channels.smtp_out import Deferred, Refused, Sender, Sent
from mailhelp.core.errors import MailhelpError, StorageFault
from mailhelp.core.ids import shown
from mailhelp.core.retry import next_attempt
from mailhelp.core.tokens import make
from mailhelp.mail.compose import Composed
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.store.outbox import DueNotice

LEASE = timedelta(minutes=5)

log = logging.getLogger("mailhelp.send")
