"""Words brought to one form, so that a list need not name every inflection."""

import re
import unicodedata
from functools import lru_cache

# Forms that no ending tells. Both the mail and the lists pass through here, so only sameness matters.
_IRREGULAR_FORMS = {
    "be": "is are was were been being am isn aren wasn weren",
    "break": "broke broken",
    "send": "sent",
    "go": "went gone goes going",
    "get": "got gotten",
    "lose": "lost",
    "freeze": "froze frozen",
    "stick": "stuck",
    "show": "shown",
    "write": "wrote written",
    "make": "made",
    "take": "took taken",
    "come": "came",
    "find": "found",
    "leave": "left",
    "keep": "kept",
    "say": "said",
    "tell": "told",
    "give": "gave given",
    "see": "saw seen seeing sees",
    "do": "did done does doing",
    "have": "had has having",
    "build": "built",
    "buy": "bought",
    "pay": "paid",
    "run": "ran",
    "begin": "began begun",
    "fall": "fell fallen",
    "hang": "hung",
    "know": "knew known",
    "think": "thought",
    "bring": "brought",
    "spend": "spent",
    "choose": "chose chosen",
    "draw": "drew drawn",
    "grow": "grew grown",
    "hide": "hid hidden",
    "ring": "rang rung",
    "speak": "spoke spoken",
    "stand": "stood",
    "die": "died dies dying",
    "use": "used uses using",
    "type": "types typed typing",
    "lie": "lay lain lies lying",
    "tie": "ties tied tying",
    "sell": "sold",
    "spell": "spelt",
    "forget": "forgot forgotten",
    "throw": "threw thrown",
    "blow": "blew blown",
    "wake": "woke woken",
    "mean": "meant",
    "hear": "heard",
    "lead": "led",
    "hold": "held",
    "meet": "met",
    "become": "became",
    "fly": "flew flown",
    "eat": "ate eaten",
    "man": "men",
    "woman": "women",
    "person": "persons",
    "control": "controlled controlling",
    "email": "e-mail e-mails emails emailed emailing mails mail",
    "website": "site sites websites webpage-site",
    "colour": "color colors colours coloured colored",
    "organise": "organize organized organised",
}
IRREGULAR = {form: base for base, forms in _IRREGULAR_FORMS.items() for form in forms.split()}
KEPT = frozenset(
    "news series always this his its as has us bus status plus access business sms https css dns yes gas "
    "nothing everything something anything during morning evening thing string bring king embed speed "
    "need feed stripe building buildings ceiling past red bed shed wed ted fed led ads ours yours theirs "
    "hers perhaps thus whereas besides sometimes unless".split()
)
NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred dozen".split()
)
_SHORTENED = {
    "cannot": ("can", "not"),
    "wont": ("will", "not"),
    "won't": ("will", "not"),
    "ain't": ("be", "not"),
    "let's": ("let", "us"),
    "pls": ("please",),
    "plz": ("please",),
    "asap": ("asap",),
}
for _verb in ("can", "do", "does", "did", "is", "are", "was", "were", "has", "have", "had", "would", "could", "should"):
    _SHORTENED[f"{_verb}nt"] = _SHORTENED[f"{_verb}n't"] = (IRREGULAR.get(_verb, _verb), "not")
_SHORTENED["cant"] = _SHORTENED["can't"] = ("can", "not")
_AFTER_APOSTROPHE = {"d": "would", "ll": "will", "ve": "have", "m": "be", "re": "be"}
_BEFORE_IS = frozenset("it that there what who he she nothing everything something here where how everyone one".split())
# Words of four letters keep their e ("note" must not meet "not"); these get it back after -ed and -ing.
_SHORT_VERBS = frozenset(
    "move make take give like save type wipe name hope note care time fade file code date hire hate love live cope "
    "fire line mute pile pose rate ride rise rule tape tune vote wire race tire size dive phone quote".split()
)
_VOWEL = re.compile("[aeiouy]")
_MANY = 200


def folded(word: str) -> str:
    """Return `word` without case and accents.

    >>> folded("Café"), folded("STRASSE") == folded("straße")
    ('cafe', True)
    """
    if word.isascii():
        return word.lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    return plain.replace("’", "'")


@lru_cache(maxsize=16_384)
def stems(word: str) -> tuple[str, ...]:
    """Return the one form (two for "can't") that all inflections of `word` share; numbers from two on are "#".

    >>> stems("broken"), stems("breaking"), stems("can't"), stems("Mailboxes") == stems("mailbox"), stems("four")
    (('break',), ('break',), ('can', 'not'), True, ('#',))
    """
    plain = folded(word)
    if plain in _SHORTENED:
        return _SHORTENED[plain]
    stem, apostrophe, rest = plain.partition("'")
    if not apostrophe:
        return (_stem(plain),)
    if rest == "s":
        return (_stem(stem), "be") if stem in _BEFORE_IS else (_stem(stem),)
    return (_stem(stem), *((_AFTER_APOSTROPHE[rest],) if rest in _AFTER_APOSTROPHE else ()))


def _stem(word: str) -> str:
    if word in IRREGULAR:
        return _bare(IRREGULAR[word])
    if word in KEPT:
        return word
    if word in NUMBERS or (word.isdecimal() and len(word) <= 3 and 1 < int(word) < _MANY):
        return "#"
    return _bare(_without_ending(_singular(word)))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ending(word: str) -> str:
    if len(word) > 4 and word.endswith("ied"):
        return word[:-3] + "y"
    for ending, shortest in (("ing", 6), ("ed", 5)):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(word) >= shortest and _VOWEL.search(stem) and not word.endswith("eed"):
            return _undoubled(stem)
    return word


def _undoubled(stem: str) -> str:
    if stem + "e" in _SHORT_VERBS:
        return stem + "e"
    if len(stem) > 5 and stem.endswith("ell"):
        return stem[:-1]
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeioulszf" and stem != "add":
        return stem[:-1]
    return stem


def _bare(word: str) -> str:
    """Return a word of five letters or more without its last e, so that "changing" and "change" meet."""
    return word[:-1] if len(word) > 4 and word.endswith("e") else word
