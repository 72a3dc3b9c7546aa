"""The gate before the HTML parsers: nothing hides depth from it, and honest mail passes."""

import random
import time

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from mailhelp.mail.htmlgate import refusal
from mailhelp.mail.limits import Limits

DEEP = "nested deeper"
AGAIN = "again and again"


@pytest.mark.parametrize(
    ("unit", "cause"),
    [
        ("<div>" * 200 + "<!--" + "</div>" * 200 + "-->", DEEP),
        ("<div>" * 200 + '<a title="' + "</div>" * 200 + '">', DEEP),
        ("<div>" * 200 + "<style>" + "</div>" * 200 + "</style>", DEEP),
        ("<div>" * 200 + "<!x" + "</div" * 200 + ">", DEEP),
        ("<span>" * 200 + "<div>" + "</span>" * 200, DEEP),
        ("<div>" * 200 + "<table><td>" + "</div>" * 200, DEEP),
        ("<div>" * 200 + "<select>" + "</div>" * 200 + "</select>", DEEP),
        ("<svg>" + "<g>" * 200 + "<![CDATA[" + "</g>" * 200 + "]]>", DEEP),
        ("<table></form></table></form><form>", DEEP),
        ("<p>" + "".join(f"<b id={number}>" for number in range(200)) + "</p>" + "<p>x" * 1000, AGAIN),
        ("<p>" + "".join(f"<b id={number}>" for number in range(9)) + "</p>", DEEP),
    ],
)
def test_depth_is_not_hidden(unit: str, cause: str) -> None:
    assert cause in refusal(unit * (100_000 // len(unit) + 1))


def test_a_tag_with_too_many_attributes_is_refused_behind_a_quote_too() -> None:
    assert "attributes" in refusal('<a " ' + "x " * 3000 + ">")


def test_too_many_attributes_are_not_hidden_behind_closing_tags_in_their_values() -> None:
    html = "<a " + " ".join(f'b{number}="</"' for number in range(30_000)) + ">words</a>"

    assert "attributes" in refusal(html)


def test_a_page_of_many_closed_elements_passes() -> None:
    row = '<tr><td style="x">1</td><td><b>2</b><br></td></tr>\n'

    assert refusal(f"<html><body><table>{row * 2000}</table></body></html>") == ""


@pytest.mark.parametrize(
    "html",
    [
        "<p>one<p>two" * 500,
        "<ul>" + "<li>one" * 500 + "</ul>",
        "<table>" + "<tr><td><div><p>a<td><span>b" * 500 + "</table>",
        '<div><font size="2">one<br></font></div>' * 500,
        "<a name=x>one" * 500,
        "<script type=application/ld+json>{}</script><style><!-- p {} --></style><![endif]-->" * 500,
        "<table><tbody><tr><td><table><tr><td>x</table></table>" * 200,
        "it's 1 < 2, isn't it" * 500,
    ],
)
def test_honest_html_passes_however_careless(html: str) -> None:
    assert refusal(html) == ""


def depth_of(html: str) -> int:
    """Return how deep a parser nests the elements of some HTML."""

    def below(node: LexborNode) -> int:
        above, deepest, here = [node], 0, [1]
        while above:
            one, depth = above.pop(), here.pop()
            deepest = max(deepest, depth)
            child = one.first_child
            while child is not None:
                above.append(child)
                here.append(depth + 1)
                child = child.next
        return deepest

    root = LexborHTMLParser(html).root
    return below(root) if root is not None else 0


NAMES = "div span p b i font a td tr table ul li dd form button h1 h2 section x em tbody caption dl center".split()


@pytest.mark.parametrize("seed", range(150))
def test_what_passes_is_not_deep_for_a_parser(seed: int) -> None:
    chance = random.Random(seed)
    names = chance.sample(NAMES, chance.choice([3, 5, 8]))
    forms = ["<{}>", "<{} id={}>", "</{}>", "</{}>", "x", "<!--", "-->", '<a title="</div>">', "<style>", "</style>"]
    unit = "".join(
        chance.choice(forms).format(chance.choice(names), chance.random()) * chance.choice([1, 1, 9])
        for _ in range(chance.randint(2, 14))
    )
    limits = Limits(html_depth=40)

    html = unit * 80

    assert refusal(html, limits) or depth_of(html) <= 3 * 40


@pytest.mark.parametrize(
    "unit", ["<div>", "<td>", "</td>", "<b></b>", "<p>", "<", "<a =", '<a "', "<!--", "<a b=c d=e>"]
)
@pytest.mark.parametrize("before", ["", "<table><td>" + "<x>" * 240, "<li><ul>" + "<b>" * 240, "<p></li></p></x>"])
def test_the_gate_takes_linear_time(before: str, unit: str) -> None:
    began = time.process_time()

    refusal(before + unit * (500_000 // len(unit)))

    assert time.process_time() - began < 5
