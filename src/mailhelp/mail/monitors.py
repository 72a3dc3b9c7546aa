"""Programs that write of themselves: monitors, cron, ticket systems, and filters that want senders confirmed."""

import re

from mailhelp.core.facts import Automatic
from mailhelp.core.rawheaders import author
from mailhelp.mail.autoreplies import PERSON, Sign
from mailhelp.mail.headers import RawHeaders, first, text_of

# Headers that only programs write: trackers, build servers, and the loop guards of ticket systems.
_MARKS = frozenset(
    (
        *(b"x-auto-generated", b"x-failed-recipients", b"x-cron-env", b"x-ms-exchange-message-is-ndr"),
        *(
            b"x-rt-loop-prevention",
            b"x-otrs-loop",
            b"x-znuny-loop",
            b"x-zendesk-from-account-id",
            b"x-freshdesk-ticket-id",
        ),
        *(b"x-jira-fingerprint", b"x-bugzilla-reason", b"x-bugzilla-type", b"x-github-reason", b"x-gitlab-project"),
        *(b"x-gitlab-project-id", b"x-gitea-reason", b"x-gitea-repository", b"x-forgejo-reason", b"x-redmine-host"),
        *(b"x-trac-project", b"x-jenkins-job", b"x-jenkins-result", b"x-launchpad-message-rationale"),
        *(b"x-phabricator-sent-this-message", b"x-gerrit-messagetype", b"x-servicenow-generated", b"x-sentry-project"),
        *(b"x-travis-build", b"x-circleci-build", b"x-nagios-notification", b"x-icinga-notification"),
    )
)
_TRUE_MARKS = (b"x-fc-machinegenerated", b"x-machine-generated", b"x-automated", b"x-is-automated")
_ROLE = re.compile(
    r"(root|nagios\w{0,4}|icinga\w{0,4}|zabbix|logwatch|logcheck|cron\w{0,6}|anacron|monit\w{0,5}|munin|prometheus"
    r"|alertmanager|grafana|check_?mk|omd|prtg|fail2ban|smartd?|mdadm|apticron|unattended-upgrades?|rkhunter|clamav"
    r"|backup\w{0,4}|bacula|borg\w{0,6}|veeam|netdata|sensu|opsgenie|pagerduty|uptime\w{0,6}|pingdom|statuscake"
    r"|alerts?|notifications?|watchdog|health-?checks?|status|no-?reply)"
)
_ALARM = re.compile(
    r"(?i)^\W{0,6}(problem|recover(y|ed)|resolved|firing|flapping\w{0,8}|ok|up|down|critical|warning"
    r"|unknown|alert|alarm"
    r"|fault|trigger)\b\W|\b(is|went|goes|are|back) (now )?(down|up|critical|warning|ok|unreachable|degraded|online"
    r"|offline)\b|\b(service|host) (alert|notification|problem|recovery)\b"
    r"|^\W{0,6}(\w{1,30}\W{1,3})?(firing|resolved):\d"
    r"|^logwatch for |^anacron job|^cron <|smart error|degradedarray event|unattended-?upgrades result|^\[fail2ban\]"
    r"|\b(backup|job|snapshot)\b.{0,80}\b(failed|succe(ss|eded)\w{0,3}|completed|finished|warnings?|errors?)\b"
    r"|^\[?(uptime|monitoring) |security (updates|run output)|(daily|weekly|monthly) (security )?run output"
)
_CRON = re.compile(r"(?i)\(cron daemon\)|cron daemon|anacron")
_CRON_JOB = re.compile(r"(?i)^cron <[^<>\s]{1,200}> ")
_WORDPRESS = re.compile(
    r"(?i)(has (been )?updated to wordpress|automatically updated|plugins? (was|were|have)|new user registration"
    r"|password changed|please moderate:|technical issue|admin email changed|background update)"
)
_HELD = re.compile(
    r"(?i)(protected|protection|guarded|filtered) [^.\n]{0,60}(spam|junk)|anti-?spam|spam ?(arrest|blocker|filter)"
    r"|challenge[ /-]{1,3}response|(message|e-?mail|mail) [^.\n]{0,60}(is|being|been|was) (held"
    r"|quarantined|delayed|waiting"
    r"|on hold|suspended)|(approved|allowed|trusted|known) senders?|white-?list|guest ?list"
)
_CONFIRM = re.compile(
    r"(?i)(click|reply|visit|follow|go to|respond|press|enter)[^.\n]{0,120}(confirm|verify|verif|release|authenticate"
    r"|approve|deliver|below|link|human)|(prove|verify|confirm|show) (that )?you('re| are) (a |not )"
    r"|confirm (your|this|the) (e-?mail|message|address|delivery|identity)"
)
_CHALLENGERS = (b"x-askversion", b"x-spamarrest", b"x-boxbe", b"x-qconfirm", b"x-bluebottle-request", b"x-uol-antispam")
_CHALLENGE = re.compile(
    r"(?i)confirm|verif|authenticat|action required|approv|challenge|anti-?spam|one-?time|bestätig|waiting for|sender"
)


def by_mark(headers: RawHeaders) -> Sign:
    """Return the header by which a program is the author; (None, "") when there is none."""
    for name, value in headers:
        folded = name.lower()
        if folded in _MARKS:
            return Automatic.AUTO_GENERATED, name.decode("ascii").title()
        if folded in _TRUE_MARKS and text_of(value[:100]).lower() in ("true", "yes", "1"):
            return Automatic.AUTO_GENERATED, name.decode("ascii").title()
    return PERSON


def monitor(headers: RawHeaders) -> Sign:
    """Return the sign of a monitor, of cron or of a program that tells of its update; (None, "") when it is none.

    The role in the address and an alarm in the subject together: a person may have either.
    """
    sender = text_of(first(headers, b"from")[:2000])
    subject = text_of(first(headers, b"subject")[:2000])
    if _CRON.search(sender) or (_CRON_JOB.match(subject) and _role(headers)):
        return Automatic.AUTO_GENERATED, "From: Cron Daemon" if _CRON.search(sender) else "Subject: Cron"
    if _role(headers) and _ALARM.search(subject):
        return Automatic.AUTO_GENERATED, "From and Subject"
    if sender.strip("<> ").lower().startswith("wordpress") and _WORDPRESS.search(subject):
        return Automatic.AUTO_GENERATED, "From and Subject"
    return PERSON


def _role(headers: RawHeaders) -> bool:
    return bool(_ROLE.fullmatch((author(headers) or "").casefold().partition("@")[0]))


def challenge(headers: RawHeaders, text: str) -> Sign:
    """Return the sign of a filter that holds a mail until its sender confirms it; (None, "") when it is none."""
    named = next((name for name, _ in headers if name.lower().startswith(_CHALLENGERS)), None)
    if named is not None:
        return Automatic.AUTO_REPLY, named.decode("ascii").title()
    if not _CHALLENGE.search(text_of(first(headers, b"subject")[:2000])):
        return PERSON
    head = text[:3000]
    held = _HELD.search(head) and _CONFIRM.search(head)
    return (Automatic.AUTO_REPLY, "Words") if held else PERSON
