"""A delivery report names recipients and statuses, whatever it looks like."""

from mailhelp.core.facts import Bounce, BouncedRecipient
from mailhelp.mail.bouncefields import read_status
from mailhelp.mail.bouncejson import from_notification
from mailhelp.mail.bouncestatus import status_in, status_of
from mailhelp.mail.bouncewords import completed, recipients_in
from mailhelp.mail.parse import read_mail
from tests.fuzz import words
from tests.fuzz.holds import STATUS, bounce_holds, facts_hold

SEEDS = "bounces"
WORDS = words.BOUNCE + words.STRUCTURE
MACHINE = b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\n"


def check(data: bytes) -> None:
    facts_hold(read_mail(MACHINE + data))
    _words_hold(data.decode("utf-8", "replace").replace("\x00", ""))
    _fields_hold(data)


def _fields_hold(data: bytes) -> None:
    told = read_status(data)
    bounce_holds(Bounce(told.recipients, told.message_id, told.envelope_id))


def _words_hold(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    told = recipients_in(text, frozenset(("a@x.example",)))
    bounce_holds(Bounce(completed((*told, BouncedRecipient("b@x.example")), text)))
    bounce = from_notification(text)
    if bounce is not None:
        bounce_holds(bounce)
    half = len(text) // 2
    for status in (status_in(text), status_of(text[:half], text[half:])):
        assert status is None or STATUS.fullmatch(status), f"a status of {status!r}"
