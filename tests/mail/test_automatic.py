"""Machines told from people (RFC 3834)."""

import pytest

from mailhelp.core.facts import Automatic
from mailhelp.mail.parse import read_mail
from tests.mail.letters import a_mail, a_multipart


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        ({}, None),
        ({"Auto_Submitted": "no"}, None),
        ({"Auto_Submitted": "no", "Subject": "Out of office: Jo"}, None),
        ({"Auto_Submitted": "auto-forwarded"}, None),
        ({"X_Auto_Response_Suppress": "All"}, None),
        ({"Subject": "Re: Automatic reply: Printer"}, None),
        ({"Auto_Submitted": "auto-replied (vacation)"}, Automatic.AUTO_REPLY),
        ({"Auto_Submitted": "auto-generated; type=x"}, Automatic.AUTO_GENERATED),
        ({"Auto_Submitted": "auto-notified"}, Automatic.AUTO_GENERATED),
        ({"X_Autoreply": "yes"}, Automatic.AUTO_REPLY),
        ({"Precedence": "auto_reply"}, Automatic.AUTO_REPLY),
        ({"Precedence": "bulk"}, Automatic.AUTO_GENERATED),
        ({"Precedence": "list"}, Automatic.LIST),
        ({"List_Id": "<a.lists.example>"}, Automatic.LIST),
        ({"Return_Path": "<>"}, Automatic.AUTO_GENERATED),
        ({"Subject": "Automatische Antwort: Drucker"}, Automatic.AUTO_REPLY),
        ({"Subject": "Réponse automatique : Imprimante"}, Automatic.AUTO_REPLY),
        ({"Subject": "自動返信: プリンター"}, Automatic.AUTO_REPLY),
    ],
)
def test_the_headers_tell_who_wrote(headers: dict[str, str], kind: Automatic | None) -> None:
    facts = read_mail(a_mail(**headers))

    assert facts.automatic is kind
    assert bool(facts.automatic_sign) is (kind is not None)


def test_a_complaint_report_is_a_report() -> None:
    raw = a_multipart(
        "Content-Type: text/plain\n\nspam", "Content-Type: message/feedback-report\n\nFeedback-Type: abuse"
    )

    assert read_mail(raw).automatic is Automatic.REPORT


def test_a_read_receipt_is_a_report() -> None:
    receipt = "Content-Type: message/disposition-notification\n\nDisposition: manual-action; displayed"

    assert read_mail(a_multipart("Content-Type: text/plain\n\nread", receipt)).automatic is Automatic.REPORT
