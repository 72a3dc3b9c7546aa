"""Monitors, cron, ticket systems and filters that want senders confirmed."""

import pytest

from mailhelp.core.facts import Automatic
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail

PROGRAMS = [
    {"From": "root@web1.client.example (Cron Daemon)", "Subject": "Cron <root@web1> /usr/local/bin/backup"},
    {"From": "root@web1.client.example", "Subject": "Cron <root@web1> test -x /usr/sbin/anacron"},
    {"X_Cron_Env": "<SHELL=/bin/sh>"},
    {"From": "logwatch@web1.client.example", "Subject": "Logwatch for web1 (Linux)"},
    {"From": "nagios@mon.example", "Subject": "** PROBLEM Service Alert: web1/HTTP is CRITICAL **"},
    {"From": "nagios@mon.example", "Subject": "** RECOVERY Host Alert: web1 is UP **"},
    {"From": "icinga2@mon.example", "Subject": "[PROBLEM] web1 is DOWN!"},
    {"From": "Zabbix <zabbix@mon.example>", "Subject": "Problem: High CPU on web1"},
    {"From": "alert@uptimerobot.example", "Subject": "Monitor is DOWN: client.example"},
    {"From": "alert@pingdom.example", "Subject": "DOWN alert: client.example is DOWN"},
    {"From": "alertmanager@mon.example", "Subject": "[FIRING:1] InstanceDown (web1:9100 node critical)"},
    {"From": "grafana@mon.example", "Subject": "[RESOLVED:1] CPU alert"},
    {"From": "root@web1.client.example", "Subject": "SMART error (CurrentPendingSector) detected on host: web1"},
    {"From": "backup@web1.client.example", "Subject": "Backup of web1 failed"},
    {"From": "WordPress <wordpress@client.example>", "Subject": "[Client] Your site has updated to WordPress 6.8.3"},
    {"X_GitHub_Reason": "mention"},
    {"X_JIRA_FingerPrint": "a1b2"},
    {"X_GitLab_Project": "site"},
    {"X_Bugzilla_Type": "changed"},
    {"X_RT_Loop_Prevention": "rt.client.example"},
    {"X_OTRS_Loop": "yes"},
    {"X_Zendesk_From_Account_Id": "9f2"},
    {"X_FC_MachineGenerated": "true"},
    {"From": "autoresponder@client.example"},
]


@pytest.mark.parametrize("headers", PROGRAMS, ids=lambda headers: headers.get("Subject", " ".join(headers)))
def test_a_program_that_writes_of_itself_is_told(headers: dict[str, str]) -> None:
    facts = read_mail(a_mail("Status", **headers))

    assert facts.automatic is Automatic.AUTO_GENERATED
    assert facts.automatic_sign


PEOPLE = [
    {"Subject": "PROBLEM: printer is down"},
    {"Subject": "Warning: our site is DOWN"},
    {"Subject": "Nagios shows web1 as CRITICAL"},
    {"Subject": "Cron <root@web1> fails, why"},
    {"From": "Root <root@client.example>", "Subject": "Question about the invoice"},
    {"From": "Website <wordpress@client.example>", "Subject": "Contact form: printer", "Reply_To": "jo@client.example"},
    {"From": "no-reply@client.example", "Subject": "New message from your website", "Reply_To": "jo@client.example"},
    {"From": "Status <status@client.example>", "Subject": "How do I change our logo"},
    {"Subject": "Backup failed"},
    {"Subject": "Please confirm my order"},
]


@pytest.mark.parametrize("headers", PEOPLE, ids=lambda headers: headers["Subject"])
def test_who_writes_about_alarms_or_from_the_address_of_a_role_is_a_person(headers: dict[str, str]) -> None:
    assert read_mail(a_mail("Hello, can you help us?", **headers)).automatic is None


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (
            "Please confirm your message",
            "My mailbox is protected against spam. Your message is being held.\n\n"
            "Click the link below to confirm that you are a human:\n\nhttps://confirm.example/1",
        ),
        (
            "Re: Printer (verification)",
            "jo@client.example uses SpamArrest. Your e-mail was held.\n"
            "Please follow this link to verify your address and be added to the approved senders.",
        ),
    ],
)
def test_a_filter_that_wants_the_sender_confirmed_is_an_automatic_reply(subject: str, text: str) -> None:
    facts = read_mail(a_mail(text, Subject=subject))

    assert (facts.automatic, facts.automatic_sign) == (Automatic.AUTO_REPLY, "Words")


def test_a_client_who_gets_such_requests_is_a_person() -> None:
    text = "Our mails to a supplier come back with a request to confirm. Is our server on a list?"

    assert read_mail(a_mail(text, Subject="Confirmation of sender wanted")).automatic is None
