"""How a delivery report is told from a person who writes about one: who sent it, its subject, how it begins."""

import re

from mailhelp.mail.automatic import from_daemon
from mailhelp.mail.autoreplies import null_sender
from mailhelp.mail.headers import RawHeaders, text_of, values
from mailhelp.mail.part import Part
from mailhelp.mail.sieve import Sieve

_NOBODY = re.compile(r"(?i)mail(er)?-?daemon|microsoftexchange[0-9a-f]{6}|^\W*<>\W*$")
_STATUS_REPORTS = ("", "delivery-status", "global-delivery-status")
_SUBJECT = re.compile(
    r"(?i)undeliver|not delivered|deliver(y|ed)[^a-z]*(status|fail|report|problem|delay|has|notification)"
    r"|fail(ed|ure) (to |notice|delivery)|delivery (system )?(failure|notification)|returned (mail|to sender)"
    r"|mail system error|mail failed?,? returning|mail failure|blocked by our"
    r"|mail (delivery|system) (failed|error|problem|status|failure)|email delivery failure|non[- ]?delivery"
    r"|(could|can) ?not be (sent|delivered)|^warning: (could not send|message )"
    r"|unzustellbar|nicht zugestellt|(nicht zustellbar|zustellung)[^a-z]{0,3}fehl|fehlgeschlagen"
    r"|non remis|non distribu|échec de|non recapitabile|mancat[oa] (recapito|consegna)|recapito non riuscito"
    r"|onbestelbaar|niet (afgeleverd|bezorgd)|(aflevering|bezorging)[^\n]{0,20} mislukt"
    r"|no se puede entregar|no entregado|error (de|en la) entrega|devuelt"
    r"|não (foi )?entregue|não é possível entregar|falha na entrega"
    r"|niedostarczon|nie dostarczono|olevererbar|kan(de)? ikke leveres|kunne ikke leveres|(kunde|kan) inte levereras"
    r"|ei voitu toimittaa|toimitus epäonnistui|nedoručiteln|nelze doručit|nem kézbesíthető|teslim edilemedi"
    r"|недоставлен|не доставлен|не уда[её]тся доставить|сбой доставки"
    r"|退信|无法(投递|传递|送达)|未(能)?(传递|送达|投递)|無法(傳遞|投遞|送達)|投递失败"
    r"|配信|エラーメール|반송|전송 ?실패|bounce|mailer.daemon"
)
_NAMED = Sieve(_SUBJECT.pattern)
_PASSED_ON = re.compile(r"(?i)\s*((re|aw|sv|vs|antw|fwd?|wg|tr|rv|enc|vb|pd|i|r|odp)\s*[:\uff1a]\s*)+")
_STATEMENT = re.compile(
    r"(?i)(can|could|was|were|has|have|did|is)( ?not|n['’]t) (yet )?(be |been )?(deliver|reach|sent\b|able to deliver)"
    r"|(unable|not able|able|failed|failure|impossible) to (deliver|send)|not (yet )?(been )?delivered"
    r"|deliver(y|ing) [^.\n]{0,90}?(fail|delay|error)|delivery (failure|report|status|problem|error)"
    r"|error [^.\n]{0,30}deliver|undeliver(able|ed)|non-?delivery"
    r"|returned mail|mail(er)?[- ]?(daemon|delivery (sub)?system)|automatically by mail|mail (system|server) at"
    r"|(following|these) (e-?mail )?(address|recipient|user)|(permanent|fatal) error|transcript of session"
    r"|(sent|received) (<<<|>>>)|rcpt to:|(un)?known user|user unknown|blocked by our|recipients? (was|were) rejected"
    r"|\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d{1,3}|\bresolver\.[a-z]{2,5}\."
    r"|nicht zugestellt|unzustellbar|nicht zustellbar|zustellung [^.\n]{0,60}(fehl|nicht)|nachrichtenzustellung"
    r"|pas pu [êe]tre (remis|d[ée]livr|distribu|envoy|livr|achemin)|échec de la (remise|distribution|livraison)"
    r"|no (se )?(ha |pudo |puede |ha podido )(ser )?(entreg|envia)|error (de|en la) entrega|no se pudo entregar"
    r"|non ha raggiunto il destinatario|nicht ausgeliefert"
    r"|recapito non riuscito|non (è stat[oa] |può essere )(recapitat|consegnat|possibile recapitare)|mancato recapito"
    r"|não (pôde|pode|foi) (possível )?(ser )?(entreg|envia)|falha na entrega|não entregue"
    r"|niet (worden )?(afgeleverd|bezorgd|verzonden)|(bezorging|aflevering) [^.\n]{0,90}mislukt|onbestelbaar"
    r"|nie (mogła|może|została|mógł) [^.\n]{0,20}dostarczon|niedostarczon|nie dostarczono"
    r"|nie udało się dostarczyć|не (может|могло|было|удалось|уда[её]тся) [^.\n]{0,10}(доставл|доставить"
    r"|отправл)|недоставлен|сбой доставки"
    r"|(kunde|kan) inte levereras|gick inte att leverera|kunne ikke leveres|kan ikke leveres"
    r"|ei voitu toimittaa|toimittaminen epäonnistui"
    r"|ne(byla|mohla být) doručena|nelze doručit|nem kézbesíthető|teslim edilemedi"
    r"|配信(でき|に失敗|不能|され|エラー)|送信できません|届けることができ"
    r"|被?退(信|回)|(无法|未能|無法)(投递|传递|送达|发送|傳遞|投遞)|投递失败"
    r"|(전송|배달|발송)[^.\n]{0,8}(실패|못했|할 수 없)|반송",
    re.MULTILINE,
)
# What people write before or beside what a mail system told them, and mail systems without a name for it do not.
_PERSON = re.compile(
    r"(?im)^\W{0,5}(hi|hello|hey|dear (?!sender|user|customer|recipient)|good (morning|afternoon|day)|hallo|moin"
    r"|guten (tag|morgen)|sehr geehrt|bonjour|salut|hola|buen[oa]s|estimad|ciao|buongiorno|salve|gentil|olá|bom dia"
    r"|prezad|beste|geachte|hej|god ?dag|cześć|dzień dobry|szanown|здравствуйте|добрый|привет|您好|你好|お世話)"
    r"|\b(we|our|us|my|me|please (help|see|check|advise|fix|call)|can you|could you|why|what"
    r"|i (get|got|have|keep|am|can|tried|receive|try|sent|cannot|need|want|wanted|wrote|write)"
    r"|wir|uns(er\w{0,2})?|mein\w{0,2}|ich|nous|notre|nos|mes|je|nuestr[oa]s?|mis?|nostr[oaie]|mi[oa]|miei"
    r"|noss[oa]s?|meus?|minhas?|onze|mijn|wij|ik|наш\w{0,3}|мо[ийя]|nasz\w{0,2}|vår[at]?|vores?|meidän)\b"
    r"|我们?|私|弊社|ください|お願いします|\?(\s|$)"
)
# What stands over a mail that is passed on.
_OVER = re.compile(
    r"(?im)^[-\s>*_]{0,40}(begin )?(forwarded|weitergeleitete|message transféré|mensaje reenviado|messaggio inoltrato)"
    r"|^[-\s]{2,40}original message|^>?\s?\*?(from|von|de|van|da|от)\*?\s?:"
)
_BEGINNING = 700
_BESIDE = 200


def is_report_form(root: Part) -> bool:
    """Return True when a mail has the form of a delivery report (RFC 3464 section 2)."""
    return root.kind == "multipart/report" and root.params.get("report-type", "").lower() in _STATUS_REPORTS


def is_from_mail_system(headers: RawHeaders, root: Part) -> bool:
    """Return True when form, From or X-Failed-Recipients (Exim, Gmail) tell a mail system; postmasters are people."""
    by_daemon = any(_NOBODY.search(text_of(one[:1000])) for one in values(headers, b"from"))
    return is_report_form(root) or by_daemon or bool(values(headers, b"x-failed-recipients"))


def is_from_machine(headers: RawHeaders, root: Part) -> bool:
    """Return True when a mail system wrote, its postmaster, or somebody who wants no answer: with the null sender."""
    return is_from_mail_system(headers, root) or from_daemon(headers) or null_sender(headers)


def is_report(subject: str) -> bool:
    """Return True for the subject of a report; not for that of an answer to one, or of a report passed on."""
    passed_on = _PASSED_ON.match(subject)
    return bool(_NAMED.search(subject)) and not (passed_on and _SUBJECT.match(subject, passed_on.end()))


def names_report(subject: str) -> bool:
    """Return True when a subject speaks of mail that was not delivered, whoever wrote it."""
    return bool(_NAMED.search(subject))


def states_failure(text: str) -> bool:
    """Return True when a text says, not far from its beginning, that mail was not delivered."""
    return bool(_STATEMENT.search(text, 0, 10 * _BEGINNING))


def begins_as_report(text: str) -> bool:
    """Return True when a text begins as mail systems do: it states a failure, and nobody speaks of his own mail.

    >>> begins_as_report("Your message could not be delivered."), begins_as_report("Hello, our mail is not delivered.")
    (True, False)
    """
    head = text[:4000].lstrip()
    stated = _STATEMENT.search(head, 0, _BEGINNING)
    if stated is None or _OVER.search(head, 0, stated.start()):
        return False
    return not _PERSON.search(head[: stated.end() + _BESIDE])


def speaks_as_person(text: str, *, first: bool = False) -> bool:
    """Return True when a text begins with what people write and mail systems do not: a greeting, "we", a question.

    first: only where it comes before the statement of a failure.
    """
    head = text[:4000].lstrip()
    stated = _STATEMENT.search(head, 0, _BEGINNING) if first else None
    return bool(_PERSON.search(head, 0, stated.start() if stated else _BEGINNING))
