"""The one status that a delivery report gives a recipient, out of its fields and words (RFC 3463)."""

import re

MOST = 65_536
STATUS = re.compile(r"(?<![\w.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
REPLY_CODE = re.compile(r"(?<![\d.:/-])([45])\d\d(?=[\s:-](?!\d)|$)")
# RFC 3463 sections 3.3 to 3.5 call these persistent transient failures only, in whatever class they are written:
# mailbox full, system full, bad connection, directory server failure, congestion, routing loop, delivery time expired.
# Its X.4.1 is left out: servers say "550 5.4.1" for recipients that do not exist.
_PASSING = frozenset(("2.2", "3.1", "4.2", "4.3", "4.5", "4.6", "4.7"))

_FULL = (
    r"(mail ?box|mail ?folder|inbox|account|user|maildir)\W{0,3}(is |has )?(been )?(full|over ?quota)"
    r"|over (its |the |disk )?quota|overquota|quota (has been |is |was )?(exceeded|full)"
    r"|exceed\w{0,3} (the |its |their |his |storage |disk |mailbox |mail |e-?mail ){0,4}(quota|storage|allocation)"
    r"|mailbox (has )?exceed\w{0,3} (the |its |local ){0,3}(limit|size)|mailbox size limit|out of (mailbox )?storage"
    r"|postfach (ist )?(voll|überfüllt)|boîte [^.\n]{0,40}pleine|buzón [^.\n]{0,30}lleno|casella [^.\n]{0,30}piena"
    r"|postvak [^.\n]{0,20}vol\b|caixa [^.\n]{0,30}cheia|ящик [^.\n]{0,20}переполнен|メールボックスの容量|邮箱已满"
)
_EXPIRED = (
    r"(retry|delivery) time ?(out)? (was |has been |has )?(exceeded|expired)|retry timeout|failing for a long time"
    r"|for the last \d+ (second|minute|hour|day)|in the queue too long|message (has )?(expired|timed out)"
    r"|(not|n't) (be )?delivered (with)?in \d|delivery failed (after )?\d+ attempts|delivery time expired"
    r"|gave up after \d|giving up after \d|undeliverable for \d+ (hour|day)"
)
_REFUSED_FOR_CONTENT = (
    r"spam|\bube\b|black ?list|block ?list|\bblocked\b|blacklisted|\bpolicy\b|dmarc|\bspf\b|banned|reputation"
    r"|virus|malware|access denied|not authori[sz]ed|authentication required|unauthenticated|reverse dns|relay"
)
_UNKNOWN = (
    r"(user|recipient|mailbox|address|account|local part) ?(is |was )?(unknown|not (found|known|exist))"
    r"|(unknown|invalid|no such|bad) (local )?(user|recipient|mailbox|address|account)|(does not|doesn't) exist"
    r"|user doesn't have a|not (listed|a valid|our customer|a known user)|unrouteable address|no mailbox here"
    r"|empfänger unbekannt|utilisateur inconnu|usuario desconocido|utente sconosciuto|宛先が見つかりません|用户不存在"
)
# What words say where the codes say little: the first that fits, the causes that last before those that pass.
_CONDITIONS = tuple(
    (re.compile(f"(?i){words}"), status)
    for words, status in (
        (_FULL, "4.2.2"),
        (r"(insufficient|not enough) (system |disk ){0,2}(storage|space)|disk (is )?full|no space left", "4.3.1"),
        (r"(message|mail|size|attachment)[^.\n]{0,30}too (big|large)|(message|inbound|maximum) size", "5.3.4"),
        (r"too many (concurrent |simultaneous )?connections|(rate|frequency) (is )?(limit|exceed)", "4.4.5"),
        (_REFUSED_FOR_CONTENT, "5.7.1"),
        (_UNKNOWN, "5.1.1"),
        (r"account [^.\n]{0,20}(disabled|suspended|discontinued|inactive)|mailbox [^.\n]{0,9}disabled", "5.2.1"),
        (r"too many hops|routing loop|hop count|mail loop", "4.4.6"),
        (_EXPIRED, "4.4.7"),
        (r"(host|domain) (name )?(lookup failure|not found, try again)|(name service|dns) (timeout|error)", "4.4.3"),
        (r"(host|domain)( name)? (is )?(unknown|not found)|unknown (host|domain)|no such (host|domain)", "5.1.2"),
        (r"connection (was )?(refused|reset|timed out)|operation timed out|unable to connect", "4.4.1"),
        (r"(network|host) (is )?unreachable|no route to host|(is )?not responding|no answer from", "4.4.1"),
        (r"temporar(y|ily)|currently unavailable|try again later|versuchen sie es später", "4.0.0"),
    )
)
_EXPIRY = re.compile(f"(?i){_EXPIRED}")


def status_of(field: str, diagnostic: str) -> str | None:
    """Return the status that the fields Status and Diagnostic-Code give a recipient together; None without any.

    It is the more specific of the two (a detail before a subject before a class, Status first), in the class that
    RFC 3463 gives to the condition: "5.2.2" (mailbox full) is told as "4.2.2", as later sending may succeed.

    >>> status_of("5.0.0", "smtp; 550 5.7.1 refused"), status_of("5.2.2 (over quota)", ""), status_of("5.0.0", "")
    ('5.7.1', '4.2.2', '5.0.0')
    """
    codes = [_code(found) for words in (field, diagnostic) for found in STATUS.finditer(words[:MOST])]
    known = max((code for code in codes if code[0] != "2"), key=_detail, default=None)
    known = known or next(iter(codes), None) or _by_reply_code(field) or _by_reply_code(diagnostic)
    return _judged(known, f"{diagnostic}\n{field}")


def status_in(words: str) -> str | None:
    """Return the status that words of a report give: its first code with a detail, else what they tell, else a class.

    >>> status_in("550 5.1.1 no such user"), status_in("the mailbox is full"), status_in("550 sorry")
    ('5.1.1', '4.2.2', '5.0.0')
    """
    codes = [code for code in map(_code, STATUS.finditer(words[:MOST])) if code[0] != "2"]
    return _judged(max(codes, key=_detail, default=None) or _by_reply_code(words), words)


def _code(found: re.Match[str]) -> str:
    return found.group()


def _detail(code: str) -> int:
    """Return how much a status says: 2 with a detail, 1 with a subject, 0 with its class alone."""
    _, subject, detail = code.split(".")
    return 2 if int(detail) and int(subject) else int(int(subject) > 0)


def _by_reply_code(words: str) -> str | None:
    code = REPLY_CODE.search(words[:MOST])
    return f"{code.group(1)}.0.0" if code else None


def _judged(known: str | None, words: str) -> str | None:
    """Return a status with a detail in its class; one that says less as the words tell it, where they do."""
    if known is None or (known[0] != "2" and _detail(known) < 2):
        told = _condition(words[:MOST])
        return f"4{told[1:]}" if told and known and known[0] == "4" else told or known
    expired = known.startswith("5.4.") and _EXPIRY.search(words, 0, MOST)
    return f"4{known[1:]}" if known[0] == "5" and (expired or known[2:] in _PASSING) else known


def _condition(words: str) -> str | None:
    return next((status for pattern, status in _CONDITIONS if pattern.search(words)), None)
