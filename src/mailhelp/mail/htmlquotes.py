"""Quotes taken out of an HTML tree where the marks of mail programs tell them."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailhelp.core.quotesigns import says_forwarded, titled

MOST_QUOTES = 200
MOST_HEADS = 50
MOST_BESIDE = 200
_QUOTES = (
    ".gmail_quote, .gmail_quote_container, .gmail_extra > blockquote, .yahoo_quoted, .moz-cite-prefix"
    ", blockquote[type=cite], .protonmail_quote, .zmail_extra, #isReplyContent, .tutanota_quote, #OLK_SRC_BODY_SECTION"
    ", .WordSection1 > blockquote, #mail-editor-reference-message-container, .ms-outlook-mobile-reference-message"
    ", blockquote.mailru-blockquote, .skiff_quote, .front-blockquote, .freddy-quote, .cordova-quote"
    ", .js-helpscout-beacon-quote, div[name=quote], .ntes-mailmaster-quote, #ntes-pcmail-quote, .airmail_ext_on"
    ", blockquote.clean_bq, div[name=messageReplySection]"
)
_SIGNATURES = ".gmail_signature, .moz-signature, #Signature, #ms-outlook-mobile-signature, .protonmail_signature_block"
_CUTS = (
    "#divRplyFwdMsg, #appendonsend, #stopSpelling, #reply-intro, .OutlookMessageHeader, #zwchr, a[name=_MailOriginal]"
)
# Word writes no mark above the mail that it answers but a rule in one of these colours.
_RULED = 'div[style*="border-top" i]'
_COLOURS = ("e1e1e1", "b5c4df", "windowtext")


def cut_quotes(tree: LexborHTMLParser) -> bool:
    """Take quotes and signatures out of the tree where marks tell them; True when any was.

    A quote between whose lines somebody wrote stays: its text tells the lines apart.
    """
    signatures = _outermost(tree.css(_SIGNATURES))
    for node in signatures:
        node.decompose()
    quotes = _outermost(tree.css(_QUOTES))
    if any(_is_answered_within(node) for node in quotes) or _are_answered_between(quotes):
        quotes = []
    for node in quotes:
        node.decompose()
    heads = [*tree.css(_CUTS)[:1], *_word_heads(tree)]
    for node in heads[:1]:
        _cut_from(node)
    return bool(quotes or signatures or heads)


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Return the nodes that stand in no other of them and in no blockquote, each once; none of too many."""
    if len(nodes) > MOST_QUOTES:
        return []
    known = {node.mem_id: node for node in nodes}
    return [node for node in known.values() if not _is_inside(node, known)]


def _is_inside(node: LexborNode, others: dict[int, LexborNode]) -> bool:
    above = node.parent
    while above is not None:
        if above.tag == "blockquote" or above.mem_id in others:
            return True
        above = above.parent
    return False


def _is_answered_within(container: LexborNode) -> bool:
    """Return True when words stand in a container of quotes after the first blockquote in it, as Gmail has answers."""
    if container.tag == "blockquote":
        return False
    seen = False
    child = container.first_child
    while child is not None:
        if child.tag == "blockquote":
            seen = True
        elif seen and _has_words(child):
            return not _is_forward(container)
        child = child.next
    return False


def _are_answered_between(quotes: list[LexborNode]) -> bool:
    """Return True when there are several blockquotes, and words follow one beside it."""
    several = [node for node in quotes if node.tag == "blockquote"]
    return len(several) > 1 and any(_words_after(node) for node in several[:-1])


def _is_forward(container: LexborNode) -> bool:
    """Return True when a container begins with the title of a forwarded mail."""
    text = container.text(separator="\n", strip=True)[:400]
    return any(titled(line) is not None and says_forwarded(line) for line in text.split("\n")[:4])


def _words_after(node: LexborNode) -> bool:
    """Return True when words follow a node beside it, or so much that nobody looks through it."""
    sibling = node.next
    for _ in range(MOST_BESIDE):
        if sibling is None:
            return False
        if sibling.tag != "blockquote" and _has_words(sibling):
            return True
        sibling = sibling.next
    return True


def _has_words(node: LexborNode) -> bool:
    if node.tag == "-text":
        return bool((node.text_content or "").strip())
    return (node.is_element_node or False) and bool(node.text(strip=True))


def _word_heads(tree: LexborHTMLParser) -> list[LexborNode]:
    """Return the first block that Word wrote above an answered mail: a rule in its colour, bold names of headers."""
    for node in tree.css(_RULED)[:MOST_HEADS]:
        style = (node.attributes.get("style") or "").lower()
        if any(colour in style for colour in _COLOURS) and _bold_names(node) >= 3:
            return [node]
    return []


def _bold_names(node: LexborNode) -> int:
    names = [bold.text(strip=True)[-60:] for bold in node.css("b, strong")[:20]]
    return sum(name.rstrip("\xa0 ").endswith((":", "：")) for name in names)


def _cut_from(node: LexborNode) -> None:
    """Take out a node and all that follows it in its parent and above."""
    current: LexborNode | None = node
    while current is not None and current.tag not in ("body", "html"):
        sibling = current.next
        while sibling is not None:
            following = sibling.next
            sibling.decompose()
            sibling = following
        current = current.parent
    node.decompose()
