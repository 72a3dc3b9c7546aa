"""What stands under the words of a client and is not of them: lines of devices, legal footers, signatures."""

DEVICE_LINES = (
    *("Sent from my iPhone", "Sent from my iPad", "Sent from my Galaxy", "Sent from my Samsung Galaxy smartphone."),
    *(
        "Sent from Yahoo Mail on Android",
        "Sent from Yahoo Mail for iPhone",
        "Sent from Outlook for iOS",
        "Sent from Mail for Windows",
    ),
    *(
        "Get Outlook for Android",
        "Get Outlook for iOS<https://aka.ms/o0ukef>",
        "Sent from Proton Mail for iOS",
        "Sent with Proton Mail secure email.",
    ),
    *(
        "Sent from my BlackBerry 10 smartphone.",
        "Sent from my Verizon, Samsung Galaxy smartphone",
        "Sent from my mobile device",
    ),
    *(
        "Sent from my Android device with K-9 Mail. Please excuse my brevity.",
        "Sent from AOL on Android",
        "Sent from my Huawei phone",
    ),
    *(
        "Sent from Samsung Mobile",
        "Sent from my Windows Phone",
        "Sent via the Samsung Galaxy S21 5G, an AT&T 5G smartphone",
        "Sent from my T-Mobile 4G LTE Device",
    ),
    *(
        "Von meinem iPhone gesendet",
        "Von meinem iPad gesendet",
        "Gesendet von Outlook für Android",
        "Gesendet von Mail für Windows",
    ),
    *(
        "Gesendet mit der GMX Mail App",
        "Gesendet mit der WEB.DE Mail App",
        "Gesendet mit der Telekom Mail App",
        "Von meinem Samsung Galaxy Smartphone gesendet.",
    ),
    *(
        "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
        "Von meinem/meiner Galaxy gesendet",
        "Von Samsung-Tablet gesendet",
        "Holen Sie sich Outlook für Android",
        "Outlook für iOS beziehen",
    ),
    *(
        "Diese Nachricht wurde von meinem Mobiltelefon mit GMX Mail gesendet.",
        "Von Yahoo Mail auf Android gesendet",
        "Gesendet von meinem Handy",
        "Gesendet von unterwegs",
        "Gesendet von Proton Mail für iOS",
    ),
    *(
        "Envoyé de mon iPhone",
        "Envoyé depuis mon iPad",
        "Envoyé depuis mon smartphone Samsung Galaxy.",
        "Télécharger Outlook pour Android",
        "Obtenez Outlook pour iOS",
    ),
    *(
        "Envoyé à partir d'Outlook pour Android",
        "Envoyé à partir de Yahoo Mail pour iPhone",
        "Envoyé depuis l'application Mail Orange",
        "Envoyé avec la messagerie sécurisée Proton Mail.",
    ),
    *(
        "Enviado desde mi iPhone",
        "Enviado desde mi iPad",
        "Enviado desde mi Samsung Mobile",
        "Obtener Outlook para Android",
        "Enviado desde Outlook para iOS",
        "Enviado desde Yahoo Mail para Android",
    ),
    *(
        "Inviato da iPhone",
        "Inviato da iPad",
        "Inviato dal mio iPhone",
        "Inviato dal mio dispositivo Samsung",
        "Scarica Outlook per Android",
        "Ottieni Outlook per iOS",
        "Inviato da Outlook per Android",
    ),
    *(
        "Verstuurd vanaf mijn iPhone",
        "Verzonden vanaf mijn iPad",
        "Outlook voor Android downloaden",
        "Verzonden vanuit Outlook voor iOS",
        "Verzonden met Proton Mail",
    ),
    *(
        "Wysłane z iPhone'a",
        "Wysłano z iPhone'a",
        "Wysłane z mojego iPhone’a",
        "Pobierz aplikację Outlook dla systemu Android",
        "Wysłane z telefonu Samsung",
    ),
    *(
        "Enviado do meu iPhone",
        "Enviado do meu iPad",
        "Obter o Outlook para Android",
        "Enviado do Outlook para iOS",
        "Enviado do Yahoo Mail no Android",
    ),
    *("Skickat från min iPhone", "Skickat från min iPad", "Hämta Outlook för Android", "Skickat från Outlook för iOS"),
    *(
        "Sendt fra min iPhone",
        "Sendt fra min iPad",
        "Hent Outlook til Android",
        "Sendt fra Outlook til iOS",
        "Sendt fra min Samsung Galaxy-smartphone.",
    ),
    *("Sendt fra min iPhone", "Skaff deg Outlook for Android", "Få Outlook for iOS"),
    *("Lähetetty iPhonesta", "Lähetetty iPadista", "Hanki Outlook Androidille", "Lähetetty Outlook iOS:stä"),
    *("Odesláno z iPhonu", "Odesláno z mého iPhonu", "Získat Outlook pro Android", "Odesláno z Outlooku pro iOS"),
    *(
        "Отправлено с iPhone",
        "Отправлено с моего iPhone",
        "Отправлено из Почты Mail.ru для Android",
        "Отправлено с iPad",
        "Отправлено из мобильной Яндекс Почты",
        "Скачать Outlook для Android",
    ),
    *("Надіслано з iPhone", "Відправлено з iPhone", "Надіслано з мого iPhone", "Завантажити Outlook для Android"),
    *(
        "发自我的iPhone",
        "发自我的 iPhone",
        "从我的iPhone发送",
        "发自我的华为手机",
        "获取 Outlook for Android",
        "发自网易邮箱大师",
        "获取 适用于 Android 的 Outlook",
    ),
    *("從我的iPhone傳送", "從我的 iPhone 傳送", "取得 Outlook for Android", "從我的 iPad 傳送"),
    *("iPhoneから送信", "私のiPhoneから送信", "Outlook for Android を入手", "Androidから送信", "iPad から送信"),
    *(
        "나의 iPhone에서 보냄",
        "내 iPhone에서 보냄",
        "Android용 Outlook 다운로드",
        "나의 iPad에서 보냄",
        "Samsung Galaxy 스마트폰에서 보냄",
    ),
    *("iPhone'umdan gönderildi", "iPhone’umdan gönderildi", "Android için Outlook uygulamasını edinin"),
    *(
        "Elküldve az iPhone-omról",
        "Outlook letöltése Androidra",
        "Trimis de pe iPhone-ul meu",
        "Εστάλη από το iPhone μου",
        "נשלח מה-iPhone שלי",
        "أرسلت من الـ iPhone",
    ),
)

DISCLAIMERS = (
    "This email and any files transmitted with it are confidential and intended solely for the use of the "
    "individual or\n"
    "entity to whom they are addressed. If you have received this email in error please notify the system manager.",
    "CONFIDENTIALITY NOTICE: The contents of this e-mail message and any attachments are intended solely for the\n"
    "addressee(s) and may contain confidential and/or legally privileged information.",
    "The information in this message is confidential and may be legally privileged. It is intended solely for the\n"
    "addressee. Access to this message by anyone else is unauthorised.",
    "Please consider the environment before printing this e-mail.",
    "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige "
    "Adressat\n"
    "sind oder diese E-Mail irrtümlich erhalten haben, informieren Sie bitte sofort den Absender und vernichten "
    "Sie diese Mail.",
    "Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.",
    "Ce message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de ses "
    "destinataires.\n"
    "Si vous avez reçu ce message par erreur, merci d'en avertir immédiatement l'expéditeur et de le détruire.",
    "Pensez à l'environnement avant d'imprimer ce message.",
    "Este mensaje y sus archivos adjuntos son confidenciales y están dirigidos exclusivamente a su destinatario.\n"
    "Si usted ha recibido este mensaje por error, le rogamos que lo comunique al remitente y lo elimine.",
    "Le informazioni contenute in questo messaggio sono riservate e destinate esclusivamente al destinatario. "
    "Se avete\n"
    "ricevuto questo messaggio per errore, vi preghiamo di informare il mittente e di distruggerlo.",
    "De informatie in dit e-mailbericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde. Indien u dit\n"
    "bericht ten onrechte ontvangt, verzoeken wij u de afzender te informeren en het bericht te vernietigen.",
    "Wiadomość ta zawiera informacje poufne i jest przeznaczona wyłącznie dla adresata. Jeśli otrzymali Państwo tę\n"
    "wiadomość przez pomyłkę, prosimy o powiadomienie nadawcy oraz usunięcie wiadomości.",
    "Esta mensagem pode conter informação confidencial e destina-se exclusivamente ao destinatário. Se recebeu esta\n"
    "mensagem por engano, por favor avise o remetente e elimine-a.",
    "Detta meddelande är konfidentiellt och endast avsett för adressaten. Om du har fått detta meddelande av "
    "misstag,\n"
    "vänligen meddela avsändaren och radera meddelandet.",
    "Denne e-mail er fortrolig og kun beregnet for modtageren. Hvis du har modtaget denne e-mail ved en fejl, "
    "bedes du\n"
    "underrette afsenderen og slette den.",
    "Denne e-posten er konfidensiell og kun ment for mottakeren. Dersom du har mottatt denne e-posten ved en "
    "feil, ber vi\n"
    "deg varsle avsenderen og slette e-posten.",
    "Tämä viesti on luottamuksellinen ja tarkoitettu vain vastaanottajalle. Jos olet saanut viestin erehdyksessä,\n"
    "pyydämme ilmoittamaan lähettäjälle ja poistamaan viestin.",
    "Tento e-mail a jeho přílohy jsou důvěrné a určené výhradně adresátovi. Pokud jste tento e-mail obdrželi "
    "omylem,\n"
    "informujte prosím odesílatele a e-mail smažte.",
    "Это сообщение и любые вложения являются конфиденциальными и предназначены исключительно для адресата. Если вы\n"
    "получили это сообщение по ошибке, пожалуйста, уведомите отправителя и удалите его.",
    "Це повідомлення є конфіденційним і призначене виключно для адресата. Якщо ви отримали це повідомлення "
    "помилково,\n"
    "будь ласка, повідомте відправника та видаліть його.",
    "本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的个人或群组。如果您错收了本邮件，"
    "请您立即电话或邮件通知发件人并删除本邮件！",
    "本電子郵件及其附件所含之資訊均屬機密，僅供指定之收件人使用。若您並非指定之收件人，請立即通知寄件人並刪除本郵件。",
    "このメールには機密情報が含まれている場合があり、宛先の方のみを対象としています。誤って受信された場合は、"
    "送信者に連絡のうえ、メールを削除してください。",
    "본 메일은 지정된 수신인만을 위한 것이며 기밀 정보를 포함하고 있을 수 있습니다. 본 메일이 잘못 전송된 경우 "
    "발신인에게 알려 주시고 즉시 삭제하여 주시기 바랍니다.",
)

SIGNATURES = (
    "-- \nAnn Client\nHarbour Dental Ltd\nTel. +44 20 7946 0000",
    "--\nAnn Client\nHarbour Dental Ltd | www.harbour.example",
    "-- \nMit freundlichen Grüßen\nAnn Client\n\nHarbour GmbH, Hafenstr. 1, 20457 Hamburg\nGeschäftsführer: Bo Client",
    "-- \n*Ann Client*\nOffice Manager\n\nharbour.example <https://harbour.example>\n\n01234 567890",
    "—\nAnn Client\nHarbour Dental",
    "____________________\nAnn Client\nHarbour Dental\nTel: 020 7946 0000\nann@client.example",
)
