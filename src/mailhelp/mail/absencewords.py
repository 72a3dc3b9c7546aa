"""The words of automatic replies, in their subjects and texts, in the languages of mail programs."""

# Subjects that name an automatic reply as such.
REPLY = (
    r"auto(mat(ic|ed))?[ -]?(e-?mail )?(re(ply|sponse|sponder)|answer|ack(nowledge?ment)?)( message)?"
    r"|automatically generated reply|vacation (auto-?)?(reply|message|response|notice)|auto"
    r"|automatische (antwort|rückantwort|reaktion|e-?mail-?antwort|eingangsbestätigung|abwesenheitsnotiz)|auto-?antwort"
    r"|r[ée]ponse (automatique|d['’]absence)|message automatique d['’]absence"
    r"|respuesta autom[áa]tica|autor?respuesta|risposta automatica|resposta autom[áàa]tica"
    r"|automatisch(e)? (antwoord|beantwoording|reactie|antwoordbericht)"
    r"|odpowied[źz] automatyczna|automatyczna odpowied[źz]|autoodpowied[źz]"
    r"|autosvar|automatiskt? svar|automaattinen (vastaus|poissaoloviesti|poissaoloilmoitus)"
    r"|automatick[áa] odpov[ěe]ď|automatická odpoveď|automatikus válasz(üzenet)?|otomatik (yanıt|cevap)"
    r"|авто(матический )?ответ(чик)?|автоматична відповідь|автовідповідь|автоматичен отговор"
    r"|răspuns automat|automatski odgovor|samodejni odgovor|automaatvastus|automatinis atsakymas|automātiskā atbilde"
    r"|αυτόματη απάντηση|trả lời tự động|balasan otomatis|מענה אוטומטי|תשובה אוטומטית|رد تلقائي"
    r"|自動(応答|返信|返答|回答)(メール|です|のお知らせ)?|自动(回复|答复|回信)(邮件)?|自動(回覆|回復|答覆)"
    r"|자동 ?(회신|응답|답장)( ?메일)?"
)
# Subjects of absence notices.
NOTICE = (
    r"out[ -]of[ -](the[ -])?office( auto[- ]?reply| reply| response| message| notification| notice| assistant)*|ooo"
    r"|(i am |i'm )?(currently )?away from (the |my )?(office|desk|e-?mail)|absence notification"
    r"|(i am|i'm) (currently )?(out of (the )?office|away|on (annual |parental |maternity |sick )?leave"
    r"|on (vacation|holiday))"
    r"|on (annual |parental |maternity |sick )?leave|on vacation"
    r"|abwesenheit(s(notiz|agent|meldung|benachrichtigung|nachricht|info|assistent))?|abwesend"
    r"|nicht im (büro|hause?)|außer haus|urlaubs(notiz|meldung|vertretung)|ich bin (abwesend|im urlaub)"
    r"|absen(t|te|ce) du bureau|(notification|avis|message) d['’]absence|hors du bureau"
    r"|fuera de( la)? oficina|ausente de la oficina|fuori (ufficio|sede)|assen(te|za) dall['’]ufficio"
    r"|afwezig(heid)?(smelding|sbericht|sassistent)?|niet (aanwezig|op kantoor)|buiten kantoor"
    r"|nieobecność( w biurze)?|nieobecn[ya] w biurze|poza biurem|ausência( temporária)?|fora do escritório"
    r"|frånvaro(meddelande)?|frånvarande|(inte|ej) på kontoret|fravær(smeddelelse|sbesked|smelding|sassistent)?"
    r"|ikke (til stede|på kontoret)|poissa(olo)?(ilmoitus|viesti)?( toimistosta)?"
    r"|mimo kancelá[řr]e?|nepřítomnost|nepritomnost|neprítomnosť|házon kívül|irodán kívül|távolléti (értesítő|üzenet)"
    r"|ofis dışında(yım)?|нет на месте|(вне|не в) офис[ае]|отсутствие на рабочем месте|поза офісом|извън офиса"
    r"|în afara biroului|εκτός γραφείου|izvan ureda|odsotnost|מחוץ למשרד|خارج المكتب"
    r"|不在(通知|連絡|のお知らせ|です)?|休暇(中|のお知らせ)|(不在办公室|外出|休假)(通知|回复|中)?"
    r"|不在辦公室|부재 ?중( ?(메시지|안내|알림|응답))?"
)
# Words that people use in subjects too: they count where the text says the same.
LEAVE = (
    r"absent(e)?|absence|en (congés?|vacances)|urlaub|im urlaub|ausente|de vacaciones|in ferie|assente"
    r"|(op|met) vakantie|urlop|na urlopie|de férias|em férias|semester|ferie|på ferie|lomalla|dovolená|szabadság(on)?"
    r"|izinde(yim)?|yıllık izin|в отпуске|отпуск|у відпустці|відпустка|휴가 ?중|vacation|holidays?"
)
# What texts of absence notices say: who is away.
AWAY = (
    r"(i am|i'm|i will be|i'll be|we are|is|will be) (currently |presently |now "
    r"|temporarily )?(out of (the )?office|away from"
    r"|away (until|till|from|on)|on (annual |parental |maternity |sick |business )?(leave|vacation|holidays?|travel)"
    r"|travell?ing|not in the office|unable to (answer|reply to|respond to))"
    r"|(out of (the )?office|on vacation|on leave|away) (from|until|till|through|and will|with (no|limited))"
    r"|(ich bin|wir sind|bin ich|befinde mich|ist) [^\n]{0,40}(nicht im (büro|haus)|außer haus|abwesend|im urlaub"
    r"|nicht erreichbar|in elternzeit)"
    r"|(je suis|je serai|nous sommes) [^\n]{0,40}(absent|en congé|en vacances|en déplacement)|absent\w{0,2} (du|jusqu)"
    r"|(estoy|estaré|me encuentro) [^\n]{0,40}(fuera de|ausente|de vacaciones)"
    r"|(sono|sarò) [^\n]{0,30}(assente|fuori (ufficio|sede)|in ferie)|l'ufficio (è|rimarrà) chiuso"
    r"|(ik ben|ben ik) [^\n]{0,40}(afwezig|met vakantie|op vakantie|niet (aanwezig|op kantoor|bereikbaar))"
    r"|(jestem|będę|przebywam) [^\n]{0,30}(nieobecn|poza biurem|na urlopie)"
    r"|(estou|estarei|encontro-me) [^\n]{0,40}(ausente|fora do|de férias|em férias)"
    r"|(jag är|jag har) [^\n]{0,30}(semester|inte på kontoret|bortrest|föräldraledig|tjänstledig|ledig)"
    r"|(jeg er|jeg har|jeg holder) [^\n]{0,30}(ferie|fraværende|ikke på kontoret|permisjon|bortreist|barsel)"
    r"|(olen|en ole) [^\n]{0,30}(lomalla|poissa|tavoitettavissa|vuosilomalla|toimistolla|paikalla)"
    r"|(jsem|budu|nejsem|nebudu) [^\n]{0,30}(mimo kancelář|na dovolené|nepřítom|v kanceláři|k zastižení)"
    r"|(я|нахожусь|буду|сейчас) [^\n]{0,40}(в отпуске|вне офиса|отсутств|не в офисе|в командировке)|меня не будет"
    r"|(я|перебуваю|буду) [^\n]{0,40}(у відпустці|відсутн|поза офісом)"
    r"|(vagyok|leszek|tartózkodom) [^\n]{0,30}(szabadság|házon kívül)|(szabadságon|házon kívül) (vagyok|leszek)"
    r"|(ofis(te)? (dışında|değil)|(yıllık )?izinde(yim)?|ofiste değilim)"
    r"|(不在|休暇|休業|休み|外出|出張)[^。\n]{0,20}(して(おり|い)ます|中です|いただ(いて|きます)|となります|となって)"
    r"|(我|本人)[^。\n]{0,20}(不在办公室|休假|外出|出差|度假|不在辦公室)|正在休假"
    r"|(휴가|부재|출장|외근) ?(중|으로)"
)
# … from when to when, and who is there meanwhile.
MEANWHILE = (
    r"\b(until|till|return(ing)? (on|to|in)?|be back|back (on|in)|in my absence|limited access|urgent|in the meantime"
    r"|bis (zum|einschließlich)?|zurück|vertretung|dringend\w{0,2}|wieder (im|erreichbar)|weitergeleitet"
    r"|jusqu|de retour|en mon absence|urgen\w{1,4}|hasta|regres\w{1,4}|mi ausencia|fino al|rientr\w{1,4}|mia assenza"
    r"|tot en met|terug|mijn afwezigheid|dringende|pilne|wrac\w{1,4}|wróc\w|powrot\w{1,3}|nieobecności|zastęp\w{1,6}"
    r"|até|volt\w{1,4}|minha ausência|tillbaka|åter|brådskande|tilbage|tilbake|haster|hastende|asti|saakka|palaan"
    r"|kiireelli\w{1,8}|vrát\w{1,4}|naléhav\w{1,4}|zpět|до|вернусь|срочн\w{1,5}|терміново|повернуся|térek vissza|sürgős"
    r"|vissza|döneceğim|acil|tarihine kadar)\b|まで|お急ぎ|緊急|戻り|紧急|返回|急事|까지|긴급|급한|복귀"
)
# Texts that name themselves an automatic reply; people speak of those that they got.
NAMED = (
    r"this (is|was) an? (automat(ed|ic)|automatically generated|auto)[- ](e-?mail )?(reply|response|acknowledge?ment)"
    r"|this (automat(ed|ic)|auto)[- ](reply|response|acknowledge?ment) (is|was|confirms)"
    r"|dies(e|es)? ([^\n]{0,10})?(ist|wurde) [^\n]{0,10}automatisch\w{0,2} ((generierte|erstellte"
    r"|erzeugte) )?(antwort|eingangs)"
    r"|(ceci est|il s'agit d|ce message est) ?['’]?une réponse automatique|est[ae] (es|é) una? respuesta automática"
    r"|questa è una risposta automatica|dit is een automatisch(e)? (antwoord|beantwoording)"
    r"|to jest automatyczna odpowiedź"
    r"|esta é uma resposta automática|(detta är|dette er) et{1,2} (automatiskt? svar|autosvar)"
    r"|tämä on automaattinen (vastaus|poissaoloviesti)|toto je automatická odpověď|это автоматический ответ"
    r"|це автоматична відповідь|ez (egy )?automatikus válasz|bu (bir )?otomatik (bir )?(yanıt|cevap)"
    r"|(これは|本メールは|このメールは)[^\n]{0,12}自動(返信|応答|返答)|(这是|此为|本邮件(为|是))[^\n]{0,8}自动(回复|答复)"
    r"|(이|본) 메일은 자동"
)
# What only one who wants something writes.
ASKS = (
    r"\?(\s|$)|？|(can|could|would) (you|someone|anybody)|please (help|fix|set|check|turn|switch|enable"
    r"|disable|add|remove"
    r"|change|look|repair|activate|configure|install)|does(n't| not) work|not working|is broken|bitte (um"
    r"|prüfen|richten"
    r"|helfen|einrichten|ändern|schalten|aktivieren|deaktivieren)|könn(en|t|ten) (sie|ihr)|funktioniert nicht"
    r"|pou(vez|rriez)[- ]vous|ne (fonctionne|marche) (pas|plus)|pued(e|en|es)|no funciona|pot(ete|reste)|non funziona"
    r"|kunnen jullie|kun(t|nen) u|werkt niet|proszę o|nie działa|poderi?am|não funciona|kan ni|fungerar inte"
    r"|kan i |virker ikke|fungerer ikke|voitteko|ei toimi|můžete|nefunguje|не работает|не працює|nem működik|çalışmıyor"
    r"|ください(?!ませ)|お願いし|不工作|请帮|无法|無法|안 ?(됩니다|돼요)|해 ?주세요"
)
