"""Bytes to facts: never raises on bad mail (design 3, step 3)."""

from dataclasses import replace
from functools import partial

from mailhelp.core.errors import BadData
from mailhelp.core.facts import Address, Automatic, MailFacts
from mailhelp.core.quoting import new_words
from mailhelp.core.rawheaders import fingerprint, message_id, raw_headers
from mailhelp.mail.addresses import addresses_of
from mailhelp.mail.authors import author, doubts
from mailhelp.mail.automatic import automatic
from mailhelp.mail.bodytext import Body, html_body, tidy
from mailhelp.mail.bounces import bounce_of
from mailhelp.mail.defects import defects_of, of_headers
from mailhelp.mail.enclosed import attached_mails, attachments_of, invitation_of
from mailhelp.mail.forwarded import forwarded_of
from mailhelp.mail.gate import Checked, check
from mailhelp.mail.headers import RawHeaders, date_of, filled, ids, in_utf8, text_of, values
from mailhelp.mail.jsonform import as_json
from mailhelp.mail.layout import layout
from mailhelp.mail.limits import DEFAULT, Limits
from mailhelp.mail.parser import Tree, parse_tree
from mailhelp.mail.part import Part
from mailhelp.mail.parts import Kept, part_tree, refilled
from mailhelp.mail.plain import lightened, plain_text
from mailhelp.mail.repair import repaired
from mailhelp.mail.replying import reply_of
from mailhelp.mail.sealing import sealed_by
from mailhelp.mail.shownbody import shown_body

__all__ = ["DEFAULT", "Limits", "as_json", "attachment_bytes", "parts_of", "read_body", "read_mail", "read_plainly"]


def read_mail(raw: bytes, *, limits: Limits = DEFAULT) -> MailFacts:
    """Return what the bytes of a mail say; any bytes give facts.

    What the gate or the parsers refuse has `readable` False, its headers and first text by the plain reading, and the
    cause among its `defects`.
    """
    mended, defects = repaired(raw)
    checked = check(mended, limits)
    tree = None if checked.refused else parse_tree(checked.slim)
    if tree is None:
        cause = checked.refused or "no parser could read it"
        return _plainly_read(raw, mended, defects, cause=cause, limits=limits)
    named = raw_headers(mended)
    headers = in_utf8(named[: limits.headers])
    facts = _head(headers, limits, fingerprint(raw, named if mended is raw else None), defects)
    try:
        return _whole(facts, headers, tree, _kept(mended, checked), limits)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as fault:
        return _plainly_read(raw, mended, defects, cause=f"reading failed: {type(fault).__name__}", limits=limits)


def read_plainly(raw: bytes, *, cause: str, limits: Limits = DEFAULT) -> MailFacts:
    """Return what can be read without any parser: headers and first text; `readable` is False, `cause` a defect."""
    return _plainly_read(raw, *repaired(raw), cause=cause, limits=limits)


def _plainly_read(raw: bytes, mended: bytes, defects: tuple[str, ...], *, cause: str, limits: Limits) -> MailFacts:
    light = lightened(mended, limits)
    headers = in_utf8(raw_headers(light)[: limits.headers])
    facts = _head(headers, limits, fingerprint(raw), defects)
    text, guessed = plain_text(light, limits)
    kind, sign = automatic(headers, None, bounced=False)
    return replace(
        facts,
        readable=False,
        text=text,
        reply=new_words(text),
        automatic=kind,
        automatic_sign=sign,
        charset_guessed=guessed,
        defects=(*facts.defects, *doubts(facts), cause),
    )


def read_body(text: str, *, html: bool) -> MailFacts:
    """Return the facts of a bare text body, or of a bare HTML one."""
    if not html:
        text = tidy(text)
        return MailFacts(text=text, reply=new_words(text))
    body = html_body(text, DEFAULT)
    return MailFacts(text=body.text, reply=new_words(body.own or body.text), defects=body.defects)


def attachment_bytes(raw: bytes, part: str, *, limits: Limits = DEFAULT) -> bytes:
    """Return the content of the attachment at `part` ("2", "1.3"); raise BadData when there is none."""
    root = parts_of(raw, limits)
    found = [one for one in root.walk() if one.path == part] if root else []
    if not found:
        raise BadData(f'the mail has no part "{part}": see `mailhelp parse` for the parts it has')
    return found[0].content()


def parts_of(raw: bytes, limits: Limits = DEFAULT) -> Part | None:
    """Return the parts of a mail, None when no parser may see it or makes sense of it."""
    mended, _ = repaired(raw)
    checked = check(mended, limits)
    tree = None if checked.refused else parse_tree(checked.slim)
    return part_tree(tree.message, _kept(mended, checked)) if tree else None


def _kept(raw: bytes, checked: Checked) -> Kept:
    view = memoryview(raw)
    bodies, mails = (
        {mark: view[start:end] for mark, (start, end) in kept.items()} for kept in (checked.kept_out, checked.mails)
    )
    return Kept(bodies, mails)


def _head(headers: RawHeaders, limits: Limits, known_by: str, defects: tuple[str, ...]) -> MailFacts:
    """Return what the top-level headers say; `known_by`: the fingerprint of the mail."""
    senders = _all_addresses(headers, b"from", limits)
    return MailFacts(
        message_id="".join((message_id(headers) or "").split()) or None,
        sender=_sender(headers, senders, limits),
        senders=senders,
        to=_all_addresses(headers, b"to", limits),
        cc=_all_addresses(headers, b"cc", limits),
        reply_to=_all_addresses(headers, b"reply-to", limits),
        subject=text_of(filled(headers, b"subject")[: limits.header]),
        date=next((date for value in values(headers, b"date")[:20] if (date := date_of(value))), None),
        in_reply_to=ids(_bounded(headers, b"in-reply-to", limits), b"in-reply-to", limits.ids),
        references=ids(_bounded(headers, b"references", limits), b"references", limits.ids),
        headers=tuple((name.decode("ascii", "replace"), text_of(value[: limits.header])) for name, value in headers),
        fingerprint=known_by,
        defects=_with_absence(defects, headers),
    )


def _sender(headers: RawHeaders, senders: tuple[Address, ...], limits: Limits) -> Address | None:
    one_from = len(senders) > 1 and len(values(headers, b"from")) == 1
    return author(senders, _all_addresses(headers, b"sender", limits) if one_from else ())


def _bounded(headers: RawHeaders, name: bytes, limits: Limits) -> RawHeaders:
    """Return the headers called `name`; of one that is too long its first and last part."""
    half = limits.header // 2
    found = values(headers, name)
    return tuple((name, one if len(one) <= limits.header else one[:half] + b" " + one[-half:]) for one in found[:20])


def _all_addresses(headers: RawHeaders, name: bytes, limits: Limits) -> tuple[Address, ...]:
    found: list[Address] = []
    for value in values(headers, name)[:20]:
        found += addresses_of(value[: limits.header], limits.addresses)
    return tuple(found[: limits.addresses])


def _whole(facts: MailFacts, headers: RawHeaders, tree: Tree, kept: Kept, limits: Limits) -> MailFacts:
    """Add what body and attachments say to the facts of the headers."""
    root = part_tree(tree.message, kept)
    laid_out = layout(root)
    body = shown_body(laid_out, limits)
    bounce = bounce_of(headers, root, partial(refilled, tree.message, kept), body.text)
    kind, sign = automatic(headers, root, bounced=bounce is not None, text=body.text)
    invitation = invitation_of(root)
    told_by_machine = bounce is not None or kind is Automatic.REPORT
    return replace(
        facts,
        text=body.text,
        reply=reply_of(headers, laid_out, body, limits),
        attachments=attachments_of(laid_out, limits),
        attached_mails=attached_mails(laid_out.attached),
        invitation=invitation.method if invitation else None,
        invitation_to=invitation.summary if invitation else "",
        sealed=sealed_by(root, body.text),
        automatic=kind,
        automatic_sign=sign,
        bounce=bounce,
        forwarded=None if told_by_machine else forwarded_of(facts.subject, body.text, laid_out.attached),
        charset_guessed=body.guessed,
        defects=_defects(facts, defects_of(tree.defects, root), body),
    )


def _with_absence(defects: tuple[str, ...], headers: RawHeaders) -> tuple[str, ...]:
    return defects if headers else (*defects, "the mail has no headers")


def _defects(facts: MailFacts, found: tuple[str, ...], body: Body) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*facts.defects, *doubts(facts), *of_headers(facts), *found, *body.defects)))
