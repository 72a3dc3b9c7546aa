"""The signs that mail programs put before what they quote, in the languages they speak."""

import re

# What the headers of a copied mail are called, by what they say.
_ROLE_NAMES = (
    (
        "from",
        (
            "from|de|von|van|da|od|fra|från|lähettäjä|от|от кого|від|发件人|發件人|寄件者|寄件人|差出人|送信者"
            "|보낸 사람|보낸사람|보낸이|expéditeur|remitente|remetente|absender|afzender|mittente|nadawca"
            "|avsändare|afsender|από|gönderen|kimden|feladó|odesílatel|odesilatel|từ|de la|מאת|من"
        ),
    ),
    (
        "date",
        (
            "sent|date|envoyé|envoyé le|gesendet|gesendet am|verzonden|inviato|inviata|enviado|enviado el"
            "|enviada|enviada em|enviado em|wysłano|wysłane|data|datum|dato|sendt|skickat|lähetetty|päivämäärä"
            "|pvm|odesláno|dátum|отправлено|дата|надіслано|发送时间|发送日期|日期|時間|寄件日期|傳送時間"
            "|送信日時|日時|日付|보낸 날짜|날짜|보낸시간|fecha|gönderme tarihi|tarih|ημερομηνία|đã gửi|ngày"
            "|date d'envoi|sent on|sent at|תאריך|trimis"
        ),
    ),
    (
        "to",
        (
            "to|à|a|an|aan|para|do|til|till|vastaanottaja|komu|кому|收件人|收件者|宛先|받는 사람|받는사람"
            "|destinataire|destinatario|empfänger|προς|kime|címzett|đến|către|אל"
        ),
    ),
    (
        "cc",
        (
            "cc|copie à|kopie|kopia|kopi|kopio|копия|копія|抄送|副本|참조|cópia|copia|bcc|dw|udw|reply-to"
            "|reply to|antwort an|risposta|antwoord aan|importance|wichtigkeit|priority|attachments|anlagen"
            "|organization|newsgroups|odp.|resent-from"
        ),
    ),
    (
        "subject",
        (
            "subject|objet|sujet|betreff|onderwerp|oggetto|asunto|assunto|temat|emne|ämne|aihe|předmět|predmet"
            "|тема|主题|主題|主旨|件名|제목|θέμα|konu|tárgy|chủ đề|subiect|tittel|betrifft|re|נושא"
        ),
    ),
)
ROLE_OF = {name: role for role, names in _ROLE_NAMES for name in names.split("|")}

VERBS = re.compile(
    r"(?i)\b(wrote|writes|sent|says|said|schrieb|schreibt|geschrieben|schreef|schrijft|geschreven|écrit|ecrit"
    r"|scritto|escribió"
    r"|escribio|escribía|escreveu|escreva|napisał|napisała|napisał\(a\)|pisze|skrev|skreiv|skriver|kirjoitti"
    r"|napsal|napsala"
    r"|napsal\(a\)|написал|написала|написал\(а\)|написав|написала|пишет|пише|писал|пользователь|yazdı|yazmış"
    r"|scris|írta|viết"
    r"|έγραψε|napísal|napisao|napisala|rašė|schreven|ytraydı|menulis|ha inviato)\b"
    r"|写道|寫道|撰写|书き|書きました|のメッセージ|님이 작성|작성:|메시지|wrote-|כתב|كتب|が書"
)
LAST_WORDS = tuple(
    "wrote writes sent schrieb geschreven schreef écrit scritto escribió escreveu napisał napisała napisał(a) skrev"
    " kirjoitti napsal napsal(a) написал написала написал(а) написав yazdı írta viết 写道 寫道 작성 Uhr".split()
)
_WEEKDAYS = (
    "mon(day)?|tue(s(day)?)?|wed(nesday)?|thu(r(s(day)?)?)?|fri(day)?|sat(urday)?|sun(day)?"
    "|mo(ntag)?|di(enstag)?|mi(ttwoch)?|do(nnerstag)?|fr(eitag)?|sa(mstag)?|so(nntag)?"
    "|lun(di|es|edì)?|mar(di|tes|tedì)?|mer(credi|coledì)?|jeu(di)?|ven(dredi|erdì)?|sam(edi)?|dim(anche)?"
    "|mi[eé](rcoles)?|jue(ves)?|vie(rnes)?|s[aá]b(ado|ato)?|dom(ingo|enica)?|gio(vedì)?"
    "|seg(unda(-feira)?)?|ter(ça(-feira)?)?|qua(rta(-feira)?)?|qui(nta(-feira)?)?|sex(ta(-feira)?)?"
    "|ma(andag)?|di(nsdag)?|wo(ensdag)?|do(nderdag)?|vr(ijdag)?|za(terdag)?|zo(ndag)?"
    "|m[åa]n(dag)?|ti[rs](sdag|dag)?|ons(dag)?|tor(s(dag)?)?|fre(dag)?|l[öø]r(dag)?|s[öø]n(dag)?"
    "|ma(anantai)?|ti(istai)?|ke(skiviikko)?|to(rstai)?|pe(rjantai)?|la(uantai)?|su(nnuntai)?"
    "|pon(iedziałek)?|wt(orek)?|śr(oda)?|czw(artek)?|pt|piątek|sob(ota)?|niedz(iela)?|ndz|po|út|st|čt|pá|ne"
    "|пн|вт|ср|чт|пт|сб|вс|нд|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье"
    "|понеділок|вівторок|середа|четвер|п.ятниця|субота|неділя"
)
STARTS = re.compile(
    r"(?i)^[\s\"'*_-]*(on|at|in a message|le|am|op|il|el|em|den|på|pe|w dniu|dnia|dne|в|vào|la|tarihinde|fecha|день"
    rf"|({_WEEKDAYS})\.?,?)(?=[\s,.])|^[\s\"'*_-]*\d|^在|^于|^於"
)
DATED = re.compile(
    r"^\s*(?:\d{4}[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:\s*\([^)]{1,9}\))?[ ,]+.{0,80}?"
)
ISO_INTRO = re.compile(r"^\s*\d{4}-\d{2}-\d{2} \d{1,2}:\d{2} (?:GMT|UTC)?[+-]\d{2}:?\d{2} \S.{0,120}$")
ADDRESSED = re.compile(r"<[^<>\s]{1,200}@[^<>\s]{1,200}>\s*:?\s*$")
SHARED = re.compile(
    r"^(.{1,300}?)(?:[\s-]|(?<=\w)-{2,} ?)(On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|\d{1,2}[/.-])[^\n]{5,200}? wrote:)\s*$"
)

_ORIGINAL = (
    "original|originale|originala|ursprüngliche|ursprungligt|oorspronkelijk|opprinnelig|oprindelig|alkuperäinen"
    "|původní|pôvodn"
    "|oryginaln|d'origine|исходное|оригинал|原始|原邮件|元のメッセージ|원본|forwarded|weitergeleitete|transféré"
    "|réexpédié|reenviado"
    "|encaminhada|inoltrato|doorgestuurd|vidarebefordrat|videresendt|välitetty|přeposlan|przekazan|пересла"
    "|пересыла|转发|轉寄|転送"
    "|전달|reply message|message d'origine|reply to|antwort auf|vervolg|messaggio|mensaje|mensagem|wiadomość"
    "|message from"
)
ORIGINAL = re.compile(rf"(?i)^[\s>*_|]*[-—_=]{{2,}}[\s*]*[^\n]{{0,30}}?({_ORIGINAL})[^\n]{{0,60}}?[-—_=]{{2,}}[\s*]*$")
FORWARD_LINE = re.compile(
    r"(?i)^[\s>*]*(begin forwarded message|anfang der weitergeleiteten (nachricht|e-mail)"
    r"|début du message (réexpédié|transféré)"
    r"|inicio del mensaje reenviado|início da mensagem (encaminhada|reencaminhada)|inizio messaggio inoltrato"
    r"|begin doorgestuurd bericht|vidarebefordrat brev|start på videresendt (besked|melding)"
    r"|videresendt (besked|melding)"
    r"|välitetty viesti alkaa|początek przekazanej wiadomości|začátek přeposlané zprávy"
    r"|начало переадресованного сообщения"
    r"|початок листа, який пересилається|转发的邮件|转寄邮件|転送されたメッセージ|전달된 메시지)\s*[:\uff1a][\s*]*$"
)
FORWARD_WORDS = re.compile(
    r"(?i)forwarded|weitergeleitet|transféré|réexpédié|reenviado|encaminhad|inoltrato|doorgestuurd"
    r"|vidarebefordrat|videresendt"
    r"|välitetty|přeposlan|przekazan|пересла|пересыла|переадресован|转发|轉寄|転送|전달"
)
SENT_FROM = re.compile(
    r"(?i)^\W{0,3}(sent from \[?(my|a|the|mail(box)?|outlook|yahoo|samsung|proton|mobile|aol|gmail|galaxy"
    r"|blackberry|iphone|ipad|windows)\b"
    r"|sent (via|using|with) |sent by [a-z ]{0,20}(phone|mobile|galaxy)|(someone )?from (my (iphone|ipad|phone"
    r"|mobile|android)|mobile)\b[^.]{0,12}$|get \[?outlook for |enviado (desde|do|de|a partir d)[eo]? ?(mi|meu"
    r"|my|el|la|yahoo|outlook|correo|samsung)"
    r"|envoyé (de|depuis|à partir de) (mon|ma|mes|l'|yahoo|outlook|un)|von (meinem|unterwegs|outlook|samsung"
    r"|yahoo)[^.]{0,40}gesendet"
    r"|gesendet (von|mit|über|aus) |diese nachricht wurde von meinem|verzonden (vanaf|met|via|vanuit) |verstuurd vanaf "
    r"|inviato da(l| |ll)|wysłan[eoay] z |skickat från |sendt fra |lähetetty |odesláno z |отправлено (с|из) "
    r"|надіслано з |发自我的|發自我的|從我的|从我的"
    r"|从我的|iphoneから送信|.{0,20}から送信|나의 .{1,20}에서 보냄|내 .{1,20}에서 보냄|enviado do meu"
    r"|outlook für (ios|android)|holen sie sich outlook"
    r"|télécharger outlook|obtener outlook|descarga outlook|ottieni outlook per|outlook voor (ios"
    r"|android) downloaden|hämta outlook för|gauti )"
)
