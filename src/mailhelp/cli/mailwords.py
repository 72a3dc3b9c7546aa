"""The words of a kept mail for a terminal: what is new in it, and what else there is."""

from collections import Counter
from collections.abc import Iterator

from mailhelp.cli.lines import printable
from mailhelp.cli.marking import QUOTED, MarkedMail
from mailhelp.core.facts import MailFacts
from mailhelp.core.mailviews import invitation_words

NEW, ALL, NONE = BODIES = ("new", "all", "none")


def words_told(mail: MailFacts | None, *, body: str) -> Iterator[str]:
    """Give the words of a mail line by line; nothing in them is obeyed by a terminal.

    body: "new" for the new words and how much is quoted below them, "all" for the whole text, "none".
    """
    if body == NONE:
        return
    if mail is None:
        yield "its bytes are not kept any more, or cannot be read"
        return
    text = mail.text if body == ALL else mail.reply
    yield from (f"  {printable(line)}".rstrip() for line in text.split("\n"))
    if not text.strip():
        yield "  (there are no words in it)"
    if body == NEW:
        yield from _left_out(mail)
    for line in _besides(mail):
        yield printable(line)


def _left_out(mail: MailFacts) -> Iterator[str]:
    counted: Counter[str] = Counter()
    for one in MarkedMail(mail.subject, mail.text, mail.reply).unread:
        counted[one.why] += one.lines
    if not counted and mail.text.strip() != mail.reply.strip():
        counted[QUOTED] = mail.text.count("\n") - mail.reply.count("\n")
    parts = [f"{count} {why} line{'' if count == 1 else 's'}" for why, count in counted.items() if count > 0]
    if parts:
        yield f"({' and '.join(parts)} not shown: --body all shows them)"


def _besides(mail: MailFacts) -> Iterator[str]:
    if mail.automatic:
        yield f"a machine wrote this ({mail.automatic}: {mail.automatic_sign})"
    if mail.invitation is not None:
        yield invitation_words(mail.invitation, mail.invitation_to or mail.subject)
    if mail.sealed:
        yield f"{mail.sealed}: that cannot be read here"
    for defect in mail.defects:
        yield f"the mail is damaged: {defect}"
