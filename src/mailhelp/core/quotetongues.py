"""What mail programs call things in the languages they speak: headers, verbs of writing, titles of copied mail."""

# What the headers of a copied mail are called, by what they say. "sent" is what only mail programs write.
ROLE_NAMES = (
    (
        "from",
        "from|de|von|van|da|od|fra|från|lähettäjä|от|от кого|від|від кого|发件人|發件人|寄件者|寄件人|差出人|送信者"
        "|보낸 사람|보낸사람|보낸이|expéditeur|remitente|remetente|absender|afzender|mittente|nadawca|avsändare"
        "|afsender"
        "|gönderen|kimden|feladó|odesílatel|odesilatel|odosielateľ|từ|de la|expeditor|מאת|من|από|šalje|nuo|kam|saatja",
    ),
    (
        "sent",
        "sent|envoyé|envoyé le|gesendet|gesendet am|verzonden|inviato|inviata|enviado|enviado el|enviada|enviada el"
        "|enviada em|enviado em|enviado a|wysłano|wysłane|sendt|skickat|lähetetty|odesláno|odoslané|отправлено"
        "|надіслано"
        "|відправлено|发送时间|发送日期|發送時間|寄件日期|傳送時間|送信日時|보낸 날짜|보낸시간|보낸 시간|보낸날짜"
        "|gönderme tarihi|gönderildi|elküldve|küldve|στάλθηκε|απεστάλη|đã gửi|date d'envoi|sent on|sent at|trimis"
        "|נשלח|تم الإرسال|تاريخ الإرسال|poslano",
    ),
    (
        "date",
        "date|message du|data|datum|dato|päivämäärä|pvm|päiväys|dátum|дата|日期|時間|时间|日時|日付|날짜|fecha"
        "|tarih|ημερομηνία"
        "|ngày|תאריך|التاريخ|data di invio|date et heure",
    ),
    (
        "to",
        "to|à|a|an|aan|para|do|til|till|vastaanottaja|komu|кому|收件人|收件者|宛先|받는 사람|받는사람|받는이"
        "|destinataire"
        "|destinatario|empfänger|προς|kime|alıcı|címzett|đến|către|אל|إلى|kam|za",
    ),
    (
        "cc",
        "cc|copie à|kopie|kopia|kopi|kopio|копия|копія|抄送|副本|참조|cópia|copia|bcc|dw|udw|reply-to|reply to"
        "|antwort an"
        "|risposta|antwoord aan|importance|wichtigkeit|priority|priorität|attachments|anlagen|organization|newsgroups"
        "|odp.|resent-from|bilgi|másolatot kap|másolat|κοιν.|κοινοποίηση|עותק|نسخة|kópia|lähettäjä-osoite|mailed-by",
    ),
    (
        "subject",
        "subject|objet|sujet|betreff|onderwerp|oggetto|ogg|asunto|assunto|temat|emne|ämne|aihe|předmět|predmet|тема"
        "|主题|主題|主旨|件名|标题|標題|제목|θέμα|konu|tárgy|chủ đề|subiect|tittel|betrifft|re|נושא|הנושא|الموضوع",
    ),
)
ROLE_OF = {name.casefold(): role for role, names in ROLE_NAMES for name in names.split("|")}

# "wrote", as it stands beside a name or at the end of a line.
WROTE = (
    r"\b(?:wrote|writes|schrieb|schreibt|geschrieben|schreef|schrijft|geschreven|écrit|ecrit|scritto|scrive|escribió"
    r"|escribio|escribía|escreveu|escreva|napisał|napisała|napisał\(a\)|napisana|pisze|skrev|skreiv|skriver|kirjoitti"
    r"|napsal|napsala|napsal\(a\)|napísal|napísala|napísal\(a\)|написал|написала|написал\(а\)|написав|написав\(ла\)"
    r"|пишет"
    r"|пише|писал|писали|пользователь|написа|yazdı|yazmış|scris|írta|viết|έγραψε|napisao|napisala|rašė|menulis"
    r"|missatge|תאריך.{1,60}מאת)"
    r"(?!\w)|写道|寫道|撰写|書き(?:ました|込みました)|のメッセージ|のメール|님이 작성|작성\s*:|쓴 글|메시지|が書"
    r"|כתב|كتب|تمت كتابة|เขียนว่า"
)
# Verbs and nouns that stand before quotes as well, and in much else.
SAID = r"\b(?:sent|says|said|ha inviato|quoting|zitat von|citando|citát|citerar|citat|quotation)\b|wrote-"

LAST_WORDS = tuple(
    "wrote writes sent schrieb geschreven geschrieben schreef écrit scritto escribió escreveu napisał napisała"
    " napisał(a)"
    " skrev kirjoitti napsal napsal(a) написал написала написал(а) написав пишет пише yazdı írta viết 写道 寫道 작성"
    " Uhr".split()
)

# Of a title between dashes: what it calls a mail, and that it is an earlier one. Both must be there.
MAIL_NOUNS = (
    "message|nachricht|e-mail|email|mail|bericht|mensaje|correo|mensagem|messaggio|wiadomość|wiadomości|melding"
    "|meddelelse|besked|beskjed"
    "|meddelande|brev|mejl|viesti|zpráva|zprávy|správa|сообщение|сообщения|повідомлення|письмо|письма|лист|листа|邮件"
    "|郵件|信件"
    "|消息|訊息|メッセージ|メール|메시지|메일|편지|ileti|mesaj|posta|üzenet|levél|μήνυμα|הודעה|رسالة|الرسالة"
    "|poruka|tin nhắn|thư"
)
ORIGINAL_WORDS = (
    "original|originale|originál|ursprüngliche|ursprungligt|ursprunglig|oorspronkelijk|opprinnelig|oprindelig"
    "|alkuperäinen"
    "|původní|pôvodn|oryginaln|d'origine|d’origine|исходное|исходящее|оригинал|оригінал|вихідне|початкове|原始"
    "|原邮件|原件|原郵件"
    "|元の|원본|받은|özgün|orijinal|eredeti|αρχικό|מקורית|אצלית|الأصلية|izvorna|reply|replied|réponse|antwort|respuesta|回复"
)
FORWARD_WORDS = (
    "forwarded|weitergeleitet|transféré|transfere|réexpédié|reenviado|reenviada|encaminhad|reencaminhad|inoltrat"
    "|doorgestuurd"
    "|vidarebefordra|videresendt|vidaresend|välitetty|přeposlan|preposlan|přeposíl|przekazan|przekazyw|przesłan"
    "|пересла|пересыл"
    "|пересила|перенаправл|переадресован|转发|轉寄|轉發|転送|전달|iletilen|yönlendirilen|továbbított"
    "|redirecționat|transmis"
    "|προωθημέν|הועבר|מועברת|محولة|معاد توجيهها|معاد إرسالها|proslijeđen|edelleenlähetet|yönlendiril|iletil|שהועבר"
    "|توجيه"
)
# Titles that say it in other words.
OTHER_TITLES = frozenset(
    {
        "邮件原件",
        "原邮件",
        "回复的原邮件",
        "转发的邮件",
        "받은 메일 내용",
        "원본",
        "original",
        "ursprünglicher text",
        "weitergeleitet",
        "original-nachricht",
        "originalnachricht",
        "původní e-mail",
        "původní zpráva",
    }
)
# What desks and forums write above what was said before.
HISTORY_TITLES = frozenset(
    {
        "previous replies",
        "previous messages",
        "previous conversation",
        "conversation history",
        "vorherige antworten",
        "bisheriger verlauf",
        "réponses précédentes",
        "respuestas anteriores",
        "risposte precedenti",
        "vorige antwoorden",
        "poprzednie odpowiedzi",
        "respostas anteriores",
        "tidigare svar",
        "tidligere svar",
        "edelliset vastaukset",
        "předchozí odpovědi",
        "предыдущие ответы",
        "попередні відповіді",
        "之前的回复",
        "先前的回覆",
        "以前の返信",
        "이전 답글",
    }
)
BEGINS = (
    "begin|start|anfang|beginn|début|inicio|início|inizio|początek|začátek|začiatok|начало|початок|开始|開始|시작|alkaa"
    "|başlangıc"
    "|kezdete|începutul|αρχή|下面是|以下是"
)
