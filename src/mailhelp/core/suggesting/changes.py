"""Changes to rules.yaml that can be tried and proposed."""

from dataclasses import dataclass

NOT_MEANT = "NOT_MEANT"


@dataclass(frozen=True, slots=True)
class AddWord:
    """A phrase added to a list of `words`."""

    listed: str
    phrase: str

    @property
    def told(self) -> str:
        """Return it in words."""
        if self.listed == NOT_MEANT:
            return f'"{self.phrase}" to be passed over ({NOT_MEANT})'
        return f'"{self.phrase}" added to {self.listed}'


@dataclass(frozen=True, slots=True)
class DropWord:
    """A phrase taken out of a list of `words`, as the list has it."""

    listed: str
    phrase: str

    @property
    def told(self) -> str:
        """Return it in words."""
        return f'"{self.phrase}" dropped from {self.listed}'


@dataclass(frozen=True, slots=True)
class AddName:
    """Another name that a service is called by."""

    service: str
    phrase: str

    @property
    def told(self) -> str:
        """Return it in words."""
        return f'"{self.phrase}" as a name for {self.service}'


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule for one phrase. key: says or any, as in `when`; strength: weak, fair or strong."""

    key: str
    phrase: str
    question: str
    value: str
    strength: str

    @property
    def name(self) -> str:
        """Return the name that the rule gets."""
        return f"suggested {self.question} {self.value} {self.phrase}"

    @property
    def told(self) -> str:
        """Return it in words."""
        return f'a {self.strength} rule for "{self.phrase}"'


Change = AddWord | DropWord | AddName | NewRule
