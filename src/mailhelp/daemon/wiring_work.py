"""Building what decides and what sends."""

from pathlib import Path

from mailhelp.config.settings import Settings, unreadable_secrets
from mailhelp.config.shipped import templates_folder
from mailhelp.core.errors import BadConfiguration
from mailhelp.daemon.names import machine, sender_name
from mailhelp.daemon.wiring import OpenDesk
from mailhelp.daemon.wiring_channels import way_out
from mailhelp.mail.origin import Origin
from mailhelp.mail.render import Templates
from mailhelp.mail.templatecheck import compile_all
from mailhelp.service.active_rules import ActiveRules
from mailhelp.service.dispatch import Dispatch
from mailhelp.service.letters import Letters
from mailhelp.service.rulekeeping import RuleKeeper


def template_folders(settings: Settings) -> tuple[Path, ...]:
    """Return where templates are looked for: the admin's own folder first, the shipped one last."""
    return (*((settings.desk.templates,) if settings.desk.templates else ()), templates_folder())


def letters(desk: OpenDesk) -> Letters:
    """Return what makes notices into mails."""
    setting = desk.setting
    origin = Origin(
        name=setting.desk.name,
        address=setting.desk.address,
        plus=setting.desk.plus,
        bounces=f"bounce@{setting.desk.domain}" if setting.desk.listens and setting.desk.plus == "+" else None,
        null_sender=desk.settings.smtp_out.null_sender if desk.settings.smtp_out else True,
    )
    rules = ActiveRules(desk.rooms.rulesets, setting)
    return Letters(desk.rooms, setting, rules, Templates(template_folders(desk.settings)), origin)


def dispatch(desk: OpenDesk) -> Dispatch:
    """Return what sends owed notices."""
    relay = desk.settings.smtp_out
    return Dispatch(
        desk.rooms,
        desk.setting,
        letters(desk),
        way_out(desk.settings),
        name=sender_name(machine(desk.settings.desk.state)),
        per_minute=relay.per_minute if relay else None,
    )


def rule_keeper(desk: OpenDesk) -> RuleKeeper:
    """Return what takes a changed rules file into force."""
    rules = ActiveRules(desk.rooms.rulesets, desk.setting)
    return RuleKeeper(desk.rooms, desk.setting, rules, desk.settings.desk.rules)


def ready_to_run(desk: OpenDesk) -> None:
    """Try all secrets and templates, take the rules file into force, free the claims of a daemon that was killed.

    Raise BadConfiguration with all that is wrong.
    """
    faults = (*unreadable_secrets(desk.settings), *compile_all(template_folders(desk.settings)))
    if faults:
        raise BadConfiguration("\n".join(faults))
    rule_keeper(desk).take_file()
    # One daemon runs on a state, so whoever claimed mail on it before is gone.
    desk.rooms.inbox.unclaim_all(machine(desk.settings.desk.state))
