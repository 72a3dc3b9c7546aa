"""Which authentication results of a mail were written at the own border (RFC 8601 sections 5 and 7.1)."""

import re
from dataclasses import dataclass

from mailhelp.core.facts import Channel, Envelope
from mailhelp.mail.alignment import organisation
from mailhelp.mail.results import Results, read_results
from mailhelp.mail.traces import Hop, exact_headers

MOST_HEADERS = 20


@dataclass(frozen=True, slots=True)
class BorderResults:
    """The results that can be the border's, topmost first: `believed` may prove, `doubtful` only tell of a failure."""

    believed: tuple[Results, ...] = ()
    doubtful: tuple[Results, ...] = ()


def border_results(raw: bytes, authority: str, envelope: Envelope) -> BorderResults:
    """Return the results that the server `authority` (an authserv-id) wrote when it took the mail in from outside.

    Every server writes above what came with the mail. So, from the top down:
    1. The Received that our own listener has just written is passed over.
    2. As long as each Received is of the authserv-id's organisation and took the mail from inside of it, only that
       organisation can have written what stands there: all its results are believed. Postfix with OpenDKIM, OpenDMARC
       or rspamd (milters write above the Received of Postfix), Exim with :at_start: and amavis write there.
    3. The first Received of the organisation that took the mail from elsewhere is the border. What stands directly
       below it can be the border's own (Google, Sendmail) or the sender's. So it counts only where nothing was found
       above, only the topmost of it, and never below a Received of Postfix, which writes nothing there. The border has
       to take out what comes in its own name (RFC 8601 section 5); one that neither does that nor writes results of
       its own can be lied about (section 7.1).
    4. A Received of others, the second one below the border, or results in another name end the reading.
    """
    above: list[Results] = []
    below: list[Results] = []
    border: Hop | None = None
    for place, (name, value) in enumerate(_traces(raw)):
        if name == "authentication-results":
            found = read_results(value)
            if found.authority != authority or len(above) + len(below) >= MOST_HEADERS:
                break
            (above if border is None else below).append(found)
        elif not (place == 0 and _is_listener(value, envelope)):
            hop = Hop.of(value)
            if border is not None or not hop.is_of(organisation(authority)):
                break
            border = None if hop.is_inside(organisation(authority)) else hop
    return _weighed(above, below, border)


def _weighed(above: list[Results], below: list[Results], border: Hop | None) -> BorderResults:
    if above or border is None or "(postfix)" in border.text.casefold():
        return BorderResults(tuple(above), tuple(below))
    return BorderResults(tuple(below[:1]), tuple(below[1:]))


def _traces(raw: bytes) -> list[tuple[str, str]]:
    return [pair for pair in exact_headers(raw, b"received", b"authentication-results") if pair[0]]


def _is_listener(received: str, envelope: Envelope) -> bool:
    """Return True for the Received of our own listener: it names the peer that the envelope has."""
    if envelope.channel is not Channel.SMTP or not envelope.peer:
        return False
    literal = f"IPv6:{envelope.peer}" if ":" in envelope.peer else envelope.peer
    shape = rf"from \S{{1,255}} \(\[{re.escape(literal)}\]\)\s+by \S{{1,255}} with \S{{1,20}} id \S{{1,99}};"
    return re.match(shape, received) is not None
