"""Mail that a listed sender, such as a web form, passes on in the name of a client."""

from collections.abc import Mapping
from dataclasses import replace

from mailhelp.core.facts import Address, Automatic, MailFacts, Proof
from mailhelp.mail.addresses import addresses_of

# A form or a group writes them; the words are a person's.
PASSED_ON = frozenset([Automatic.AUTO_GENERATED, Automatic.LIST])


def with_true_author(mail: MailFacts, relayed: Mapping[str, str]) -> MailFacts:
    """Return a mail of a sender under `relayed` with the author that the header named there gives (design 5).

    Only a proven sender is believed; the author is then as said, not proven, and the mail is a person's. A header that
    is missing or names nobody leaves the mail as it is.
    """
    header = relayed.get(mail.sender.key) if mail.sender and mail.proof.proven else None
    author = _named(mail, header) if header else None
    if author is None or mail.sender is None:
        return mail
    return replace(
        mail,
        sender=author,
        senders=(author,),
        proof=Proof(how=f"passed on by {mail.sender.address}"),
        automatic=None if mail.automatic in PASSED_ON else mail.automatic,
    )


def _named(mail: MailFacts, header: str) -> Address | None:
    found = (one for value in mail.header(header) for one in addresses_of(value.encode("utf-8", "replace")))
    return next((one for one in found if one.address), None)
