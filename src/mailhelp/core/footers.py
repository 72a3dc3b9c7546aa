"""Lines that mail programs, phones and lawyers add under somebody's words, in the languages they do it."""

import re

LONGEST_DEVICE_LINE = 120
_DEVICES = (
    "iphone iphonu ipad ipod android почты яндекс samsung galaxy huawei xiaomi redmi sony xperia htc lg nokia lumia"
    " windows blackberry outlook"
    " yahoo gmail aol proton protonmail gmx web.de telekom vodafone t-mobile verizon mail.ru mail handy smartphone"
    " phone cell"
    " mobile mobiltelefon tablet device gerät orange sfr laposte libero mac macbook k-9 fairemail thunderbird spark"
    " airmail"
    " telefon telefonu teléfono móvil celular portable mobil dispositivo appareil unterwegs tutanota tuta pixel oneplus"
    " motorola hotmail icloud boxer nine bluemail mailbird edison superhuman front smartphonu mobiilista puhelimesta"
).split()
_SMALL_WORDS = (
    # Only these may stand beside the devices; any other word makes the line somebody's own.
    "from my mine via with using on for the a an and at by of in to app client email e-mail mail secure mobile"
    " device phone"
    " smartphone cell wireless network powered please excuse forgive pardon any my brevity typos typo errors mistakes"
    " meine meinem meinen meiner mein unterwegs mit der dem den des die das für von vom über aus auf einem einer"
    " ihr ihrem"
    " gesendet geschickt verschickt versendet nachricht diese dieser wurde mobil bitte entschuldigen sie die kürze"
    " de du des d' la le les l' mon ma mes un une depuis partir à avec pour sur par messagerie sécurisée application"
    " desde mi mis el un una con para en por mensaje correo móvil da dal dalla dallo mio mia per su con il lo"
    " vanaf mijn vanuit met voor naar een het op downloaden z ze mojego mojej mego telefonu dla systemu aplikację na w"
    " do meu minha meus pelo pela no com o os um från min mitt mit för via på fra til med en et mit mín "
    " pro z mého mé ze s na с со из моего моей мобильной мобильного почты почта для на мобільного мого моєї з зі"
    " l application iphonu iphonesta ios:stä stä androidille 适用于 的 ios desktop web pe meu iphone-ul από το μου"
    " -umdan için uygulamasını -omról iphone-omról beziehen holen sich"
).split()
_STARTS = (
    "sent from|someone from|sent via|sent using|sent with|sent by|sent on|get outlook|get the outlook|enviado"
    " (?:desde|do|de|a partir|com|pelo|por|con)"
    "|envoyé (?:de|depuis|à partir|avec|via|par)|von |gesendet (?:von|mit|über|aus|via)|diese (?:nachricht|mail"
    "|e-mail) wurde"
    "|verzonden (?:vanaf|met|via|vanuit)|verstuurd vanaf|inviato (?:da|dal|dalla|con)|wysłan[eoay] (?:z|ze|przez|za)"
    "|skickat från|skickad från|sendt fra|lähetetty|odesláno (?:z|ze)|odoslané z|отправлено (?:с|со|из|от)"
    "|(?:надіслано|відправлено) (?:з|із)|outlook (?:für|voor|til)|holen sie sich|télécharger|obtenez|obtenir"
    "|obtener|descarg"
    "|ottieni|scarica|pobierz|obter|baixar|hämta|hent|få|skaff|hanki|získat|stáhnout|скачать|завантажити|from my"
    "|trimis de pe"
    "|elküldve|outlook letöltése|εστάλη|στάλθηκε|android için|iphone['’]umdan"
)
_START = re.compile(rf"(?i)^(?:{_STARTS})")
# Asked of every line first: the letters with which those in ASCII begin.
_HEADS = frozenset(
    "sen som get env von ges die ver inv wys ski ske ode odo out hol obt obe des ott sca pob oba bai hen ska han fro"
    " tri elk and iph ple pls exc for par".split()
)
_TOKEN = re.compile(r"[\w.@'’/-]+")
# Scripts without blanks or cases: the whole line.
_WHOLE = re.compile(
    r"(?i)^(?:发自我的.{1,20}|發自我的.{1,20}|发自.{0,12}(?:邮箱|手机|客户端|大师).{0,6}|[从從]我的.{1,20}(?:发送"
    r"|傳送|寄出|发出)"
    r"|(?:获取|取得|獲取).{0,24}outlook.{0,16}|私の.{1,20}から送信|[\w .]{1,24}から送信(?:しました)?。?|outlook"
    r" for \w+ を入手"
    r"|(?:나의|내) .{1,24}에서 보냄|[\w .]{1,24}스마트폰에서 보냄|[\w .]{1,16}에서 보냄|(?:android|ios)용 outlook"
    r" (?:다운로드|받기)"
    r"|(?:נשלח מ|أ?رسلت? من|أُرسلت من).{1,30}|εστάλη από το \w{1,20} μου|στάλθηκε από το \w{1,20} μου)$"
)
_EXCUSE = re.compile(
    r"(?i)^(?:please |pls )?(?:excuse|forgive|pardon)(?: (?:any|my|the|all|brevity|typos?|errors?|mistakes?"
    r"|terseness|spelling"
    r"|autocorrect|and|or|for|short|message|reply))+[.!]?$"
)
_TAILS = re.compile(
    r"(?i)[.,;:–—-]*\s*\(?(?:please |pls )?(?:excuse|forgive|pardon)(?: \w+){1,6}\W*$|<https?://[^<>\s]+>"
    r"|\(https?://[^()\s]+\)"
)
_NAMED_LINK = re.compile(r"\[([^\[\]]{1,60})\]\(https?://[^()\s]{1,300}\)")
_LINK = re.compile(
    r"<https?://[^<>\s]{1,300}>|\[https?://[^\[\]\s]{1,300}\]|\(https?://[^()\s]{1,300}\)|https?://\S{1,300}$"
)


def is_device_line(line: str) -> bool:
    """Return True when a line only names the program or device that sent the mail.

    >>> is_device_line("Sent from my iPhone"), is_device_line("Sent from my iPhone it works.")
    (True, False)
    """
    if not 6 < len(line) < LONGEST_DEVICE_LINE * 3 or not _may_be_one(line):
        return False
    linked = _LINK.sub("", _NAMED_LINK.sub(r"\1", line)) if "http" in line else line
    bare = linked.strip(" \t*_-–—<>().|\xa0")
    if len(bare) > LONGEST_DEVICE_LINE:
        return False
    if (not bare.isascii() and _WHOLE.match(bare)) or _EXCUSE.match(bare):
        return True
    bare = _TAILS.sub("", bare)
    return bool(_START.match(bare)) and _names_devices_alone(bare, linked=linked != line)


def _may_be_one(line: str) -> bool:
    return not line.isascii() or line.lstrip(" \t*_<>([|-")[:3].lower() in _HEADS


_KNOWN = frozenset(_SMALL_WORDS)
_DEVICE = frozenset(_DEVICES)
_STEMS = tuple(stem for stem in _DEVICES if len(stem) > 3)
_STARTING = re.compile(
    r"(?i)^(?:sent|get|enviado|envoyé|gesendet|verzonden|verstuurd|inviato|wysłan[eoay]|skickat|skickad|sendt"
    r"|lähetetty|odesláno"
    r"|odoslané|отправлено|надіслано|відправлено|télécharger|obtenez|obtenir|obtener|descargar?|ottieni|scarica"
    r"|pobierz|obter"
    r"|baixar|hämta|hent|få|skaff|deg|hanki|získat|stáhnout|скачать|завантажити|trimis|elküldve|letöltése"
    r"|gönderildi|edinin"
    r"|az|android\w*|ios\w*|почт\w*|яндекс)$"
)


def _names_devices_alone(line: str, *, linked: bool) -> bool:
    """Return True when a line holds a device, a link or "my", and else only small words and names of models and"
    " firms."""
    words = [word.strip(".,'’/-") for word in _TOKEN.findall(line)]
    named = linked or any(_is_device(word) for word in words)
    mine = len(words) <= 6 and bool(re.match(r"(?i)sent from my\s", line))
    return (named or mine) and len(words) <= 16 and all(_is_harmless(word) for word in words if word)


def _is_device(word: str) -> bool:
    folded = word.casefold()
    return (
        folded in _DEVICE or folded.startswith(_STEMS) or any(_is_device(half) for half in re.split(r"[/'’]", word)[1:])
    )


def _is_harmless(word: str) -> bool:
    folded = word.casefold()
    if folded in _KNOWN or _is_device(word) or _STARTING.match(word):
        return True
    return all(half.casefold() in _KNOWN or _is_model(half) for half in re.split(r"[/'’]", word) if half)


def _is_model(word: str) -> bool:
    """Return True for what is written like a name: a capital within, or a number."""
    return bool(re.search(r"[\d]", word)) or not word.islower()


# What legal footers say, by language; three of one language in a paragraph make it one.
_CUES = (
    r"confidential|privileged|intended (?:solely|only|recipient|for the)|solely for|received (?:this|it)[\w"
    r" -]{0,30} in error"
    r"|unauthori[sz]ed|notify the (?:sender|system)|disclosure|copying|dissemination|addressee|information in this"
    r" (?:e-?mail|message)"
    r"|(?:e-?mail|message) and any (?:files|attachments)|not the intended|strictly prohibited|delete (?:this|the)"
    r" (?:e-?mail|message)",
    r"vertraulich|rechtlich geschützt|richtige[rn]? (?:adressat|empfänger)|irrtümlich|absender|vernichten|unbefugt"
    r"|nicht gestattet"
    r"|ausschließlich für|weitergabe|diese e-mail enthält",
    r"confidentiel|exclusive de|destinataires?\b|par erreur|expéditeur|détruire|détruisez|non autorisée|pièces"
    r" jointes sont"
    r"|à l'intention|strictement interdit",
    r"confidencial|exclusivamente|destinatari[oa]|por error|remitente|elimin[ea]|prohibid|archivos adjuntos son"
    r"|este mensaje",
    r"riservat|esclusivamente|destinatari[oa]|per errore|mittente|distrugger|vietat|informazioni contenute|questo"
    r" messaggio",
    r"vertrouwelijk|uitsluitend|geadresseerde|ten onrechte|abusievelijk|afzender|vernietigen|informatie in dit"
    r"|verwijderen",
    r"poufn|wyłącznie|adresat|przez pomyłkę|omyłkowo|nadawc|usunięcie|usunąć|wiadomość ta|niniejsza wiadomość",
    r"confidencia|exclusivamente|destinatári|destina-se|por engano|remetente|elimin[ea]|apag|esta mensagem",
    r"konfidentiell|endast avse|adressaten|av misstag|avsändaren|radera|detta meddelande",
    r"fortrolig|konfidensiel|kun (?:beregnet|ment)|modtageren|mottakeren|ved en feil|ved en fejl|afsenderen"
    r"|avsenderen|slette"
    r"|denne e-mail|denne e-posten",
    r"luottamuksellinen|tarkoitettu vain|vastaanottajalle|erehdyksessä|lähettäjälle|poistamaan|tämä viesti",
    r"důvěrn|výhradně|adresátovi|omylem|odesílatele|smažte|tento e-mail|jeho přílohy",
    r"конфиденциал|исключительно|адресат|по ошибке|отправител|удалите|это сообщение",
    r"конфіденц|виключно|адресат|помилково|відправник|видаліть|це повідомлення",
    r"保密|机密|仅限|错收|误收|通知发件人|删除本邮件|本邮件|機密|僅供|指定之收件人|通知寄件人|刪除本郵件|本電子郵件",
    r"機密情報|宛先の方|誤って|送信者に|削除|このメール",
    r"기밀|지정된 수신인|잘못 전송|발신인|삭제|본 메일|본 전자우편",
)
# One of these is in each of them; looked for first, as most paragraphs have none.
_SECRET = tuple(
    "confiden privileged intended error vertraulich geschützt irrtümlich erreur error riservat errore vertrouwelijk"
    " onrechte abusievelijk poufn pomyłk omyłkow engano konfiden misstag fortrolig fejl feil luottamuksel"
    " erehdyks důvěrn omylem конфиденц ошибке конфіденц помилк 保密 机密 错收 误收 機密 誤って 기밀 잘못".split()
)
_LEGAL = tuple(re.compile(rf"(?i){cues}") for cues in _CUES)
_GREEN = re.compile(
    r"(?i)^\W{0,3}(?:please consider (?:the|our) environment before printing|(?:please )?think (?:green|before you"
    r" print)"
    r"|bitte denken sie an die umwelt,? bevor|bitte prüfen sie der umwelt zuliebe|pensez à l.environnement avant"
    r"|piense en el medio ambiente antes|prima di stampare,? pens|denk aan het milieu voor|pense no (?:meio"
    r" )?ambiente antes"
    r"|tänk på miljön innan|(?:tag|tenk|vis) \w+ miljøet|pomyśl o środowisku)[^?]{0,120}$"
)
_SCANNED = re.compile(
    r"(?i)^\W{0,3}(?:virus-free|virenfrei|sans virus|libre de virus|virusvrij|wolny od"
    r" wirusów)\W+(?:www\.)?\w[\w.<>:/?=&-]{0,200}$"
    r"|^\W{0,3}this e-?mail has been (?:checked for viruses|scanned) by [\w .-]{2,60}\W*(?:https?://\S+|www\.\S+)?$"
)
LONGEST_FOOTER = 6_000
# Lines are wrapped at 60 characters and more.
SHORTEST_WRAPPED = 50
_TITLES = frozenset("disclaimer|confidentiality notice|legal notice|important notice|important|notice".split("|"))


def is_footer(paragraph: str) -> bool:
    """Return True when a paragraph is no words of its writer: legal text, a plea for trees, the line of a device.

    >>> is_footer("Please consider the environment before printing."), is_footer("The confidential file is gone.")
    (True, False)
    """
    text = " ".join(paragraph[: LONGEST_FOOTER + 1].split())
    if len(text) > LONGEST_FOOTER:
        return False
    return is_device_line(text) or bool(_GREEN.match(text)) or bool(_SCANNED.match(text)) or _is_legal(text)


def words_above(footer: list[str]) -> int:
    """Return how many lines of a legal footer are somebody's words, written above it without an empty line between.

    They end before the first line with a legal sign, where a sentence ends there or the line is too short to run on.

    >>> words_above(["Our website is down.", "This message is confidential and privileged,", "for the addressee only."])
    1
    >>> words_above(["The contents of this message and all that is attached to it", "are confidential."])
    0
    """
    first = next((place for place, line in enumerate(footer) if any(cues.search(line) for cues in _LEGAL)), 0)
    if not first:
        return 0
    above = footer[first - 1].strip()
    ends = above.endswith((".", "!", "?", ":", ",", "。", "！", "？")) or len(above) < SHORTEST_WRAPPED
    titled = above.isupper() or above.casefold().strip(" :*-") in _TITLES
    return first if ends and not titled else 0


def _is_legal(text: str) -> bool:
    """Return True when three different signs of a legal footer of one language stand in a text that asks nothing."""
    if len(text) < 40 or text.rstrip().endswith(("?", "？")):
        return False
    folded = text.casefold()
    if not any(sign in folded for sign in _SECRET):
        return False
    return any(len({found.casefold() for found in cues.findall(text)}) >= 3 for cues in _LEGAL)
