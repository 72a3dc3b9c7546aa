"""Telling the requester of another promise than they were told, and why they are not told of it."""

from dataclasses import dataclass

from mailhelp.core.notices import RANK_ACKNOWLEDGEMENT, Manner, NoticeKind, Owed
from mailhelp.core.policy import Limits
from mailhelp.core.ticket import Status

OVER = (Status.RESOLVED, Status.CLOSED)


@dataclass(frozen=True, slots=True)
class Told:
    """What a ticket's requester has been told of its promise, by acknowledgement or later.

    address, name, subject, references: of the last notice that told it, message_id and in_reply_to its own; address ""
    when none did. promised: that notice named a time. waits: one that is not made yet will tell what then stands.
    hour, day: how many such notices were owed to this address in the last hour and 24 hours.
    """

    address: str = ""
    name: str = ""
    subject: str | None = None
    message_id: str | None = None
    references: tuple[str, ...] = ()
    promised: bool = False
    waits: bool = False
    hour: int = 0
    day: int = 0


NOTHING_TOLD = Told()


def why_not_told(told: Told, status: Status, limits: Limits) -> str:
    """Return why the requester is not told of another promise, "" when they are to be.

    Who was never acknowledged, be it by a rule, by a limit or because nothing proves the address, is told nothing now.
    """
    over = told.hour >= limits.known_hour or told.day >= limits.known_day
    reasons = (
        (status in OVER, f"the ticket is {status}"),
        (told.waits, "what is still to go out to them tells it"),
        (not told.address, "they were never told of a time"),
        (not told.promised, "an unknown sender is promised no time"),
        (over, f"limit: {told.hour} notices to them in the last hour, {told.day} in a day"),
    )
    return next((why for holds, why in reasons if holds), "")


def promise_notice(told: Told) -> Owed:
    """Return the notice that another promise stands now, as an answer to the last one that told it.

    It tells what stands when it is made, as every notice does.
    """
    return Owed(
        kind=NoticeKind.PROMISE,
        recipient=told.address,
        recipient_name=told.name,
        manner=Manner.CLOCK,
        rank=RANK_ACKNOWLEDGEMENT,
        to_client=True,
        values={"promised": True},
        subject=told.subject,
        in_reply_to=told.message_id,
        references=told.references,
    )
