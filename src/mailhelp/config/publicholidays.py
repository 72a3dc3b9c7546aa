"""Public holidays of countries and their regions, by the `holidays` package, read only when a date is asked for."""

import importlib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

# Enough for every deadline; the package works out all of them in a few milliseconds once it is loaded (0.4 s CPU).
YEARS = range(2015, 2056)
# Regions that need no look into the package, so that loading the standard rules stays cheap.
CERTAIN = frozenset({"GB-ENG", "GB-NIR", "GB-SCT", "GB-WLS", "IE"})


class PublicHolidays(Mapping[date, str]):
    """The holidays of a region such as "GB-ENG" in `YEARS`: date to name, one for all processes' copies.

    Saturdays and Sundays are in it beside the substitute days: that matters to a desk that opens at weekends.
    """

    __slots__ = ("region",)

    def __init__(self, region: str) -> None:
        self.region = region

    def __getitem__(self, day: date) -> str:
        """Return the name of the holiday; raise KeyError when the day is none."""
        return _of_region(self.region)[day]

    def __iter__(self) -> Iterator[date]:
        """Yield the holidays in order."""
        return iter(_of_region(self.region))

    def __len__(self) -> int:
        """Return how many holidays are known."""
        return len(_of_region(self.region))

    def __repr__(self) -> str:
        """Return the region only."""
        return f"PublicHolidays({self.region!r})"


def known_region(region: str) -> bool:
    """Return True when holidays are known for "GB-ENG" (country and region) or "IE" (country)."""
    if region in CERTAIN:
        return True
    try:
        return bool(_of_region(region))
    except (NotImplementedError, ValueError):
        return False


@cache
def _of_region(region: str) -> Mapping[date, str]:
    country, _, subdivision = region.partition("-")
    # Loaded by name at the first question: it takes 0.4 s of CPU and 60 MB that most commands never need.
    package = importlib.import_module("holidays")
    found = package.country_holidays(country, subdiv=subdivision or None, years=YEARS)
    return MappingProxyType(dict(sorted(found.items())))
