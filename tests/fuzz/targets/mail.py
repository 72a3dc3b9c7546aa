"""Any bytes are read as a mail, and what is read is well formed."""

import hashlib

from mailhelp.core.facts import MailFacts
from mailhelp.mail.parse import attachment_bytes, read_mail
from tests.fuzz import words
from tests.fuzz.holds import facts_hold, lines_hold

SEEDS = "mails"
WORDS = words.MAIL
MOST_ATTACHMENTS = 3


def check(data: bytes) -> None:
    facts = read_mail(data)

    facts_hold(facts)
    assert read_mail(data) == facts, "read twice, a mail says two things"
    # HTML as text is another text without its quotes: a list is counted anew, a link said again.
    if b"<" not in data and b"html" not in data.lower():
        lines_hold(facts.reply, facts.text)
    _attachments_hold(data, facts)


def _attachments_hold(data: bytes, facts: MailFacts) -> None:
    for one in facts.attachments[:MOST_ATTACHMENTS]:
        content = attachment_bytes(data, one.part)
        assert (len(content), hashlib.sha256(content).hexdigest()) == (one.size, one.sha256), "another attachment"
