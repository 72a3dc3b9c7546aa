"""Rules files as a busy admin writes them, of any length: conditions of every sort, each rule with its own tests."""

from collections.abc import Callable

HEAD = "extends: standard\n"
_FIRST = "garden quarry harbour studio clinic bakery tannery nursery brewery foundry gallery surgery".split()
_SECOND = "stock order ledger roster parcel ticket sample voucher invoice machine delivery warranty".split()
_FAULTS = "jammed mislaid scratched overdue mismatched unreadable duplicated truncated".split()
Make = Callable[[int], str]


def thing(number: int) -> str:
    """Return the name of something that one rule is about: two words that no other number has."""
    first, second = _FIRST[number % 12], _SECOND[number // 12 % 12]
    return f"{first} {second}" if number < 144 else f"{first} {second} {_letters(number // 144)}"


def client(number: int) -> str:
    """Return the name of a client."""
    return f"Client {_letters(number).capitalize()}"


def _letters(number: int) -> str:
    """Return a word of consonants and vowels in turn, another for each number."""
    word = "k"
    while True:
        number, syllable = divmod(number, 50)
        word += "bcdfghklmn"[syllable % 10] + "aeiou"[syllable // 10]
        if not number:
            return word


def rules_file(rules: int) -> str:
    """Return a file that extends the standard set by so many rules, one client and one service to ten of them."""
    some = range(max(1, rules // 10))
    services = "".join(
        f"  {thing(n)} desk: {{called: [{thing(n)} desk, {thing(n)} page], part_of: website}}\n" for n in some
    )
    clients = "".join(f"  {client(n)}: {{domains: [{_letters(n)}.example]}}\n" for n in some)
    written = "".join(f"  - {{name: rule {n}, {_SORTS[n % len(_SORTS)](n)}}}\n" for n in range(rules))
    return f"{HEAD}services:\n{services}clients:\n{clients}rules:\n{written}"


def _says(n: int) -> str:
    fault = _FAULTS[n % len(_FAULTS)]
    return (
        f"when: {{says: [{thing(n)} {fault}, {fault} {thing(n)}]}}, "
        "evidence: {kind: incident, impact: low, urgency: medium, strength: fair}, "
        f'matches: ["Our {thing(n)} {fault} again."], not: ["The {thing(n)} is not {fault}."]'
    )


def _about(n: int) -> str:
    name = f"{thing(n // 10)} desk"
    return (
        f"when: {{about: {name}, says: FAULT}}, evidence: {{kind: incident, impact: medium, strength: fair}}, "
        f'matches: ["The {name} is broken."], not: ["The {name} is not broken."]'
    )


def _any(n: int) -> str:
    return (
        f"when: {{any: [{thing(n)}, {thing(n)} list], none: [never]}}, then: {{tag: {thing(n).replace(' ', '-')}}}, "
        f'matches: ["About the {thing(n)} list."], not: ["Never the {thing(n)}."]'
    )


def _pattern(n: int) -> str:
    code = _letters(n)
    return (
        f'when: {{pattern: "{code}-[0-9]{{5}}"}}, then: {{tag: {code}}}, '
        f'matches: ["See {code}-00417 please."], not: ["See {code}-417 please."]'
    )


def _from(n: int) -> str:
    return f"when: {{from: {_letters(n)}@supplier.example}}, then: {{tag: supplier}}"


def _client(n: int) -> str:
    return (
        f"when: {{client: {client(n // 10)}, asks: [CHANGE, {thing(n)}], of: website}}, "
        "evidence: {kind: request, type: basic, strength: weak}"
    )


def _header(n: int) -> str:
    return f'when: {{header: {{X-Source: "{_letters(n)}"}}}}, then: {{tag: source}}'


def _near(n: int) -> str:
    return (
        f"when: {{near: {{words: [{thing(n)}, {_FAULTS[n % 8]}], within: 8}}}}, "
        "evidence: {impact: low, strength: weak}, "
        f'matches: ["The {thing(n)} was {_FAULTS[n % 8]}."]'
    )


def _order(n: int) -> str:
    return (
        f"when: {{sentence: [send, {thing(n)}]}}, then: {{tag: sending}}, "
        f'matches: ["Please send the {thing(n)}."], not: ["The {thing(n)} was sent."]'
    )


def _who(n: int) -> str:
    name = f"{thing(n // 10)} desk"
    return (
        f"when: {{about: {name}, says: FAULT, who: everyone}}, evidence: {{impact: high, strength: fair}}, "
        f'matches: ["Nobody can open the {name}, it is broken for everyone."], not: ["The {name} is broken."]'
    )


_SORTS: tuple[Make, ...] = (_says, _about, _any, _pattern, _from, _client, _header, _near, _order, _who)
