"""What a way out for notices is: one attempt, and what became of it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sent:
    """The relay has taken the notice; reply: its words."""

    reply: str


@dataclass(frozen=True, slots=True)
class Deferred:
    """Not now: try again later. reply: the relay's words, or what is wrong here and what to do.

    unknown: True when the connection broke after the notice was handed over, so that the relay may have taken it.
    ours: True when it is a fault of our set-up (login, certificate, host), which all notices share.
    """

    reply: str
    unknown: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """Never: the relay refuses this notice or this recipient for good (5yz). reply: its words."""

    reply: str


Outcome = Sent | Deferred | Refused


class Sender(Protocol):
    """A way out; `Relay` and `Tray` are two."""

    def send(self, envelope_sender: str, recipient: str, raw: bytes, *, envid: str | None = None) -> Outcome:
        """Try once to send `raw` to one recipient; envelope_sender: "" for the null sender. Nothing is raised."""
        ...

    def close(self) -> None:
        """Let go of connections; `send` may be called again."""
        ...
