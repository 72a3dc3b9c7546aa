"""The second, plain reading: the first text of a mail that no parser may see, or could read."""

from mailhelp.core.rawheaders import raw_headers
from mailhelp.mail.bodytext import tidy
from mailhelp.mail.charsets import decoded
from mailhelp.mail.gate import Checked
from mailhelp.mail.headers import first, parameters
from mailhelp.mail.htmltext import without_tags
from mailhelp.mail.limits import Limits
from mailhelp.mail.part import Part
from mailhelp.mail.parts import encoding_of


def plain_text(raw: bytes, checked: Checked, limits: Limits) -> tuple[str, bool]:
    """Return the first text of a mail and whether its charset was guessed; linear, at most `limits.plain_text` long.

    Transfer encoding and charset are those that stand before it; of HTML the tags are dropped.
    """
    if checked.first_text is None:
        return "", False
    start, end = checked.first_text
    headers = raw_headers(raw[slice(*checked.first_head)]) if checked.first_head else ()
    kind, params = parameters(first(headers, b"content-type")[: limits.part_header_block])
    encoding = encoding_of(headers)
    part = Part("1", kind, params, "", None, None, encoding, headers, memoryview(raw)[start:end])
    text, guessed = decoded(part.beginning(limits.plain_text), params.get("charset"))
    return tidy(without_tags(text) if kind == "text/html" else text)[: limits.plain_text], guessed
