"""HTML of a mail made safe for showing: no script, no remote content, nothing that leaves its frame."""

import re
from html import escape

import nh3

from mailhelp.mail.htmlgate import refusal
from mailhelp.mail.htmltext import without_tags
from mailhelp.mail.limits import DEFAULT, Limits

_TAGS = set(
    "a abbr acronym address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn dir div dl dt"
    " em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong"
    " sub sup table tbody td tfoot th thead time tr tt u ul var wbr".split()
)
_DROPPED = set(
    "head iframe math noembed noframes noscript object script select style svg template textarea title".split()
)
_EVERYWHERE = {"align", "bgcolor", "dir", "height", "lang", "style", "title", "valign", "width"}
_ATTRIBUTES = {
    "*": _EVERYWHERE,
    "a": {"href"},
    "blockquote": {"type"},
    "col": {"span"},
    "font": {"color", "face", "size"},
    "img": {"alt", "border", "src"},
    "ol": {"start", "type"},
    "table": {"border", "cellpadding", "cellspacing", "rules"},
    "td": {"colspan", "nowrap", "rowspan"},
    "th": {"colspan", "nowrap", "rowspan", "scope"},
}
# Properties that take no address and move nothing out of its place.
_STYLES = set(
    "border border-bottom border-collapse border-color border-left border-right border-spacing border-style border-top"
    " border-width background-color color direction display font-family font-size font-style font-variant font-weight"
    " height letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right margin-top"
    " max-width min-width padding padding-bottom padding-left padding-right padding-top text-align text-decoration"
    " text-indent text-transform vertical-align visibility white-space width word-break word-wrap".split()
)
_PICTURE = re.compile(r"(?i)\s*(cid:|data:image/(png|jpe?g|gif|webp);base64,)")
_LINK = re.compile(r"(?i)(https?|mailto|tel):")
# Browsers take these out of an address before they read it (WHATWG URL section 4.4).
_UNREAD = re.compile(r"[\x00-\x20]+")
_ADDRESS = re.compile(r"(?i)url\s*\(|image-set|\\")


def safe_html(html: str, limits: Limits = DEFAULT) -> str:
    """Return HTML that may be shown in a page of one's own.

    Pictures are shown only if they came with the mail: `cid:` names one by its Content-ID, and the page must put the
    attachment there; `data:` holds one. Links go to http, https, mailto and tel, and tell nobody where they stood.
    What the gate refuses is shown as its bare words.
    """
    html = html.replace("\x00", "")
    if refusal(html, limits):
        return f"<pre>{escape(without_tags(html[: limits.html * 4]))}</pre>"
    return _CLEANER.clean(html)


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """Return the value of an attribute as it may stay, None when it may not."""
    if attribute == "src":
        return value if _PICTURE.match(value) else None
    if attribute == "href":
        return value if _LINK.match(_UNREAD.sub("", value)) else None
    return None if attribute == "style" and _ADDRESS.search(value) else value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROPPED,
    attributes=_ATTRIBUTES,
    attribute_filter=_kept,
    filter_style_properties=_STYLES,
    url_schemes={"http", "https", "mailto", "tel", "cid", "data"},
    link_rel="noopener noreferrer nofollow",
    set_tag_attribute_values={"a": {"target": "_blank"}},
    url_relative="deny",
)
