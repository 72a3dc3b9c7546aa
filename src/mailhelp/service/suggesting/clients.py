"""Proposing clients from who wrote to the desk."""

from mailhelp.core.suggesting.clients import Prospects, prospects
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.rooms import DeskSetting, Rooms
from mailhelp.store.writers import Writers


def propose_clients(rooms: Rooms, setting: DeskSetting, rules: ActiveRules, *, fewest: int) -> Prospects:
    """Return the clients that history shows and the rules in force do not name; changes nothing.

    fewest: how many proven mails a domain must have written. Raises StorageFault, BadConfiguration without rules.
    """
    in_force = rules.refresh().rules
    return prospects(
        Writers(rooms.database).of_tickets(),
        clients=in_force.clients,
        staff=in_force.staff,
        own=setting.desk.addresses,
        fewest=fewest,
    )
