"""The signs that mail programs put before what they quote, in the languages they speak."""

import re

from mailhelp.core.quotetongues import (
    BEGINS,
    FORWARD_WORDS,
    MAIL_NOUNS,
    ORIGINAL_WORDS,
    OTHER_TITLES,
    ROLE_OF,
    SAID,
    WROTE,
)

WROTE_SIGN = re.compile(f"(?i){WROTE}")
_VERBS = re.compile(f"{WROTE}|{SAID}")
# One of these is in each of the verbs that are written in ASCII.
_STEMS = (
    *("wrot", "writ", "schr", "ecrit", "scri", "escrev", "pisz", "napis", "skr", "kirjo", "napsal", "menul", "missat"),
    *("sent", "says", "said", "ha inv", "quot", "zitat", "cita", "citer"),
)
_WEEKDAYS = (
    "mon(day)?|tue(s(day)?)?|wed(nesday)?|thu(r(s(day)?)?)?|fri(day)?|sat(urday)?|sun(day)?"
    "|mo(ntag)?|di(enstag)?|mi(ttwoch)?|do(nnerstag)?|fr(eitag)?|sa(mstag)?|so(nntag)?"
    "|lun(di|es|edì)?|mar(di|tes|tedì)?|mer(credi|coledì)?|jeu(di)?|ven(dredi|erdì)?|sam(edi)?|dim(anche)?"
    "|mi[eé](rcoles)?|jue(ves)?|vie(rnes)?|s[aá]b(ado|ato)?|dom(ingo|enica)?|gio(vedì)?"
    "|seg(unda(-feira)?)?|ter(ça(-feira)?)?|qua(rta(-feira)?)?|qui(nta(-feira)?)?|sex(ta(-feira)?)?"
    "|ma(andag)?|di(nsdag)?|wo(ensdag)?|do(nderdag)?|vr(ijdag)?|za(terdag)?|zo(ndag)?"
    "|m[åa]n(dag)?|ti[rs](s?dag|sdag)?|ons(dag)?|tor(s(dag)?)?|fre(dag)?|l[öø]r(dag)?|s[öø]n(dag)?"
    "|ma(anantai)?|ti(istai)?|ke(skiviikko)?|to(rstai)?|pe(rjantai)?|la(uantai)?|su(nnuntai)?"
    "|pon(iedziałek)?|wt(orek)?|śr(oda)?|czw(artek)?|pt|piątek|sob(ota)?|niedz(iela)?|ndz|po|út|st|čt|pá|ne|so"
    "|пн|вт|ср|чт|пт|сб|вс|нд|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    "|понеділок|вівторок|середа|четвер|п.ятниця|субота|неділя|uto|sri|čet|pet|sub|ned|ut|št|pi"
)
STARTS = re.compile(
    r"(?i)^[\s\"'*_-]*(on|at|in a message|le|am|op|il|el|em|no dia|às|den|på|pe|în|w dniu|dnia|dne|в|на|vào|pada|la"
    r"|tarihinde|fecha|день|στις|вы писали|ви писали|wiadomość napisana|ב|في|בתאריך"
    rf"|({_WEEKDAYS})\.?,?)(?=[\s,.-])|^[\s\"'*_-]*\d|^在|^于|^於"
)
# What may begin an introduction without a verb: a date, a day of the week, and words for "on" in some languages.
DATE_FIRST = re.compile(rf"(?i)^[\s\"']*(?:\d|({_WEEKDAYS})\b[.,]?\s|בתאריך|в |в\s)")
QUOTING = re.compile(r"(?i)^(quoting|zitat von|citando|citát|citerar|citat från)\s.{1,200}:$")
ADDRESS = re.compile(r"[<(\[]+\s?(?:mailto:)?[^<>()\[\]\s@]{1,200}@[^<>()\[\]\s@]{1,200}[>)\]]")
BARE_ADDRESS = re.compile(r"(?<![\w@.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,100}")
YEAR = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?!\d)|(?<![\d.])\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}(?!\d)|\d{1,2}[a-z]{0,2}-[a-z]{3}-\d{2}"
)
CLOCK = re.compile(r"(?<![\d.:])\d{1,2}(?:\s?[:h時시点點]\s?\d{2}(?!\d)|\.\d{2}(?![\d.]))")
# A date as machines write it in logs; some mail programs do, too.
LOG_DATE = re.compile(r"^\W*\d{4}-\d{2}-\d{2}[ T]")
DATED = re.compile(
    r"^\s*(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:\s*\([^)]{1,9}\))?[ ,]+.{0,80}?"
)
GMT_INTRO = re.compile(
    r"^\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} (?:GMT|UTC)(?:[+-]\d{2}:?\d{2})?(?: [A-ZÀ-Þ][\w.-]{0,20}){1,4}:?$"
)
ISO_INTRO = re.compile(r"^\s*\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} (?:GMT|UTC)?[+-]\d{2}:?\d{2} \S.{0,120}$")
SHARED = re.compile(
    r"^(.{1,300}?)(?:[\s-]|(?<=\w)-{2,} ?)(On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d{1,2}[/.-])[^\n]{5,200}? wrote:)\s*$"
)

_RULES = r"-—–_=‐‑*~"
RULE_SIGNS = frozenset("-—–_=‐‑*~")
_TITLED = re.compile(rf"^[\s>|]*[{_RULES}]{{2,}}(?P<title>[^\n]{{1,90}}?)[{_RULES}]{{2,}}[\s*]*$")
# Samsung writes the headers on the same line.
_TITLED_OPEN = re.compile(
    rf"^[\s>|]*[{_RULES}]{{3,}}(?P<title>[^{_RULES}\n]{{1,60}})[{_RULES}]{{3,}}\s?(?P<name>\w[^:\n]{{0,30}}?)\s?:\s"
)
_NOUN = re.compile(rf"(?i){MAIL_NOUNS}")
_OLDER = re.compile(rf"(?i)(?<!\w)(?:{ORIGINAL_WORDS})|(?:{FORWARD_WORDS})")
# Lower case of the Turkish capital I has a dot of its own.
_DOT = "\u0307"
_FORWARDED = re.compile(FORWARD_WORDS)
_BEGINS = re.compile(rf"(?i){BEGINS}")
_BY = re.compile(r"(?i)\b(?:by|von|par|por|da|door|av|af|przez)\b.{2,50}\d|\b(?:message from|nachricht von)\b")
LONGEST_TITLE = 90
LONGEST_RULE = 200


def says_who(text: str) -> bool:
    """Return True when a verb stands in a text that may say who wrote: "wrote", "said"."""
    folded = text.lower()
    if folded.isascii() and not any(stem in folded for stem in _STEMS):
        return False
    return _VERBS.search(folded) is not None


def titled(line: str) -> str | None:
    """Return the title of a dividing line ("-----Original Message-----"), None where it is no title of a mail."""
    if len(line) > LONGEST_RULE * 3 or line.lstrip(" \t>|")[:1] not in RULE_SIGNS:
        return None
    bare = line.replace("&nbsp;", " ").replace("\xa0", " ")
    found = _TITLED.match(bare)
    if found is None:
        opened = _TITLED_OPEN.match(bare)
        found = opened if opened and opened["name"].casefold() in ROLE_OF else None
    title = found.group("title").strip(" *[]:\t") if found else ""
    return title if title and is_title(title) else None


def is_title(title: str) -> bool:
    """Return True when words are what a mail program calls an earlier mail.

    >>> is_title("Ursprüngliche Nachricht"), is_title("Message to all staff"), is_title("Original text")
    (True, False, False)
    """
    folded = title.casefold().replace(_DOT, "")
    if folded in OTHER_TITLES:
        return True
    if len(folded) > LONGEST_TITLE or not _OLDER.search(folded):
        return False
    return bool(_NOUN.search(folded) and len(folded.split()) <= 6) or bool(_BY.search(folded))


def _folded(text: str) -> str:
    """Return a text in lower case; a pattern that heeds no case would take three times as long."""
    return text.lower().replace(_DOT, "")


def says_forwarded(line: str) -> bool:
    """Return True when a dividing line tells of a forwarded mail rather than of one that is answered."""
    return _FORWARDED.search(_folded(line[:LONGEST_RULE])) is not None


def begins_forward(line: str) -> bool:
    """Return True for "Begin forwarded message:" in any language that Apple Mail speaks."""
    bare = line.strip(" \t>*\xa0\u202f")
    if not 4 < len(bare) < LONGEST_TITLE or bare[-1] not in ":：":
        return False
    return says_forwarded(bare) and bool(_NOUN.search(bare) or _BEGINS.search(bare)) and len(bare.split()) < 8


_ABOVE = re.compile(
    r"(?i)^\W*(?:please |bitte )?(?:reply|respond|write|type|enter|answer|add)(?: your)?(?: (?:reply|response"
    r"|answer|comment))?"
    r" above (?:this|the) line(?: (?:to|and) [^.?!,]{3,40})?\W*$"
)
_LINE_NOUNS = re.compile(
    r"(?i)above (?:this|the) line|(?:ober|über)\w* (?:dieser|diese) (?:zeile|linie)|dessus de cette ligne|encima de"
    r" esta línea"
    r"|acima desta linha|sopra (?:di )?questa (?:riga|linea)|boven deze (?:regel|lijn)|powyżej te(?:j|go) (?:linii"
    r"|wiersza)"
    r"|ovanför den (?:här )?(?:raden|linjen)|over denne (?:linje|linjen|linie)|yläpuolelle|nad (?:tento|tímto|tuto) \w+"
    r"|(?:выше|над) эт\w+ \w+|(?:вище|над) ц\w+ \w+|此行[上之]|この(?:行|線)より?\s?上|줄 위|satırın üst|e sor fölé"
)
_RULED = re.compile(r"^\W{2,}.*\W{2,}$")


def asks_above(line: str) -> bool:
    """Return True for the line above which a desk asks to write its answer, ours among them.

    >>> asks_above("##- Write above this line -##"), asks_above("Write the address above this line, too.")
    (True, False)
    """
    bare = line.strip()
    if not 10 < len(bare) < LONGEST_RULE or not (bare[0] in "#-=*—–_~" or " above " in bare.lower()):
        return False
    if bare.startswith("##-") and bare.endswith("-##"):
        return True
    return bool(_ABOVE.match(bare)) or bool(_RULED.match(bare) and bare[0] in "-=#*—–_~" and _LINE_NOUNS.search(bare))
