"""What the desk's own settings mean for deciding: plain values made from mailhelp.toml and the active rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mailhelp.core.rules import Ruleset


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk as the world sees it.

    address: the one it answers from; also: its other addresses. plus: "off", "+" or "-".
    relayed: folded address of a sender that passes mail on, to the header that names the true author (design 5).
    listens: True when mailhelp itself takes mail by SMTP, so that every plus form reaches it.
    """

    name: str
    address: str
    also: tuple[str, ...] = ()
    prefix: str = "PX"
    plus: str = "off"
    listens: bool = False
    own_lists: tuple[str, ...] = ()
    relayed: Mapping[str, str] = field(default_factory=dict)
    hold_client_notices: bool = False

    @property
    def addresses(self) -> tuple[str, ...]:
        """Return all addresses of the desk, folded, its main one first."""
        return (self.address.casefold(), *(other.casefold() for other in self.also))

    @property
    def domain(self) -> str:
        """Return the domain of the desk's main address."""
        return self.address.rpartition("@")[2]

    def ticket_name(self, number: int) -> str:
        """Return how people call a ticket: PX-12."""
        return f"{self.prefix}-{number}"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many acknowledgements go out (design 6): to strangers and to known people, by hour and day."""

    stranger_hour: int = 3
    stranger_day: int = 10
    known_hour: int = 30
    known_day: int = 100
    deaths: int = 3


@dataclass(frozen=True, slots=True)
class Policy:
    """All that decides beside the mail and what the store knows. rules_id: the id of the active rules row."""

    desk: Desk
    rules: Ruleset
    rules_id: int
    limits: Limits = Limits()
