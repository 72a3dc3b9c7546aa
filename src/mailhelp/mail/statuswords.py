"""What the words of delivery reports say about why a mail did not arrive, in the languages of mail systems."""

import re

_FULL = (
    r"(mail ?box|mail ?folder|inbox|account|user|maildir)(es|s)?\W{0,3}((is|are|has) )?(been )?(full|over ?quota)\b"
    r"|over (its |the |disk )?quota|overquota|quota (has been |is |was )?(exceeded|full)"
    r"|exceed\w{0,3} (the |its |their |his |storage |disk |mailbox |mail |e-?mail ){0,4}(quota|storage|allocation)"
    r"|mailbox (has )?exceed\w{0,3} (the |its |local ){0,3}(limit|size)|mailbox size limit|out of (mailbox )?storage"
    r"|(postfach|mailbox|speicher(platz|kontingent)?|kontingent)\b[^.\n]{0,40}(\bvoll\b|überfüllt"
    r"|erschöpft|überschritten)"
    r"|bo[îi]te [^.\n]{0,60}(pleine|saturée)|quota [^.\n]{0,20}(dépassé|atteint)"
    r"|buzón [^.\n]{0,40}\bllen[oa]|cuota [^.\n]{0,30}(excedid|superad|sobrepasad)"
    r"|casella [^.\n]{0,40}\bpiena|quota [^.\n]{0,20}superat|caixa [^.\n]{0,40}\bcheia|cota [^.\n]{0,20}excedid"
    r"|(postvak|postbus|mailbox) [^.\n]{0,40}\bvol\b|quotum [^.\n]{0,20}overschreden"
    r"|skrzynka [^.\n]{0,30}(pełna|przepełnion)|przekroczon\w{0,3} (limit|quot)|schránka [^.\n]{0,20}plná"
    r"|(postlåda|inkorg|brevlåda)\w{0,2} är full|(indbakke|postkasse|innboks|postboks)\w{0,2} er ful[dl]"
    r"|postilaatikko on täynnä|ящик\w{0,3} [^.\n]{0,30}(переполнен|заполнен)|квота [^.\n]{0,20}превышен"
    r"|メールボックス(の容量|[^。\n]{0,12}(いっぱい|一杯|満杯))|容量[^。\n]{0,8}(超|オーバー|不足)"
    r"|邮箱(已满|空间不足)|空间(不足|已满)|超(出|过)[^。\n]{0,12}容量|信箱已滿|(메일함|편지함"
    r"|용량)[^.\n]{0,15}(초과|가득|부족)"
)
_EXPIRED = (
    r"(retry|delivery) time ?(out)? (was |has been |has )?(exceeded|expired)|retry timeout|failing for a long time"
    r"|for the last \d+ (second|minute|hour|day)|in the queue too long|message (has )?(expired|timed out)"
    r"|(not|n't) (be )?delivered (with)?in \d|delivery failed (after )?\d+ attempts|delivery time expired"
    r"|gave up after \d|giving up after \d|undeliverable for \d+ (hour|day)|exceeded max time without delivery"
    r"|zustellversuche? [^.\n]{0,30}(abgebrochen|eingestellt)|délai [^.\n]{0,30}(dépassé|expiré)"
)
_REFUSED_FOR_CONTENT = (
    r"spam|\bube\b|black ?list|block ?list|\bblocked\b|blacklisted|\bpolicy\b|dmarc|\bspf\b|banned|reputation"
    r"|virus|malware|access denied|not authori[sz]ed|authentication required|unauthenticated|reverse dns|relay"
    r"|垃圾邮件|迷惑メール|スパム|스팸|спам"
)
_UNKNOWN = (
    r"(user|recipient|mailbox|address|account|local part) ?(is |was )?(unknown|not (found|known|exist))"
    r"|(unknown|invalid|no such|bad) (local )?(user|recipient|mailbox|address|account)|(does not|doesn't) exist"
    r"|no such (e-?mail |mail )?(person|name|id)\b|no mailbox (here )?by that name|no longer (valid|exists?|in use)"
    r"|(recipient|address|user|mailbox|e-?mail)[^\n]{0,60} ((could|can)(not|n't| not) be|was(n't| not)) found"
    r"|recip(ient)?notfound|user doesn't have a|not (listed|a valid|our customer|a known user)|unrouteable address"
    r"|no mailbox (here|of )|(there )?(is|exists) no (such )?(mailbox|user|account)|no valid recipients"
    r"|unknown or illegal alias"
    r"|(empfänger|benutzer|nutzer|adresse|postfach)\w{0,3} [^\n]{0,40}"
    r"(unbekannt|existiert nicht|nicht (gefunden|bekannt|vorhanden|[^\n]{0,30}aufgeführt)|ungültig)"
    r"|empfänger unbekannt|unbekannte\w? (empfänger|benutzer|nutzer|adresse)|existiert nicht"
    r"|(utilisateur|destinataire|adresse|bo[îi]te)\b[^\n]{0,60} (inconnue?|invalide|introuvable|n'existe pas)"
    r"|(usuario|destinatario|dirección|buzón)\b[^\n]{0,40} (desconocid|inexistente|no (existe|válid)|inválid)"
    r"|no existe (el|la) (usuario|buzón|dirección)|no se encontró la dirección"
    r"|(utente|destinatario|indirizzo|casella)\b[^\n]{0,40} (sconosciut|inesistent|non (esiste|trovat|valid))"
    r"|impossibile trovare l'indirizzo|não foi possível encontrar o endereço"
    r"|(usuário|utilizador|destinatário|endereço|caixa)\b[^\n]{0,40} (desconhecid|inexistente|não existe|inválid)"
    r"|(gebruiker|ontvanger|adres|geadresseerde|postvak)\b[^\n]{0,40} (onbekend|bestaat niet"
    r"|niet (gevonden|bestaat)|ongeldig)"
    r"|onbekende (gebruiker|ontvanger)|nieznany (użytkownik|odbiorca|adresat)|nie istnieje|okänd (mottagare|användare)"
    r"|ukendt (modtager|bruger)|ukjent (mottaker|bruker)|tuntematon (vastaanottaja|käyttäjä)|neexistuje"
    r"|(пользовател|адрес|получател|ящик)\w{0,4} [^\n]{0,30}(не (найден|существует|зарегистрирован)|неизвест)"
    r"|нет такого (пользователя|адреса)|宛先[^。\n]{0,10}(見つかりません|存在しません|不明)|ユーザーが存在しません"
    r"|メールアドレス[^。\n]{0,12}(見つかりません|存在しません)"
    r"|(用户|地址|收件人|邮箱|帳號|账号)[^。\n]{0,60}(不存在|未找到|无法找到)|找不到[^。\n]{0,10}(地址|收件人)"
    r"|존재하지 않는 (사용자|메일|주소|계정)"
)
# What words say where the codes say little: the first that fits, the causes that last before those that pass.
_CONDITIONS = tuple(
    (re.compile(f"(?i){words}"), status)
    for words, status in (
        (_FULL, "4.2.2"),
        (r"(insufficient|not enough) (system |disk ){0,2}(storage|space)|disk (is )?full|no space left", "4.3.1"),
        (r"(message|mail|size|attachment)[^.\n]{0,30}too (big|large)|(message|inbound|maximum) size", "5.3.4"),
        (r"too many (concurrent |simultaneous )?connections|(rate|frequency) (is )?(limit|exceed)", "4.4.5"),
        (_REFUSED_FOR_CONTENT, "5.7.1"),
        (_UNKNOWN, "5.1.1"),
        (r"account [^.\n]{0,20}(disabled|suspended|discontinued|inactive)|mailbox [^.\n]{0,9}disabled", "5.2.1"),
        (r"too many hops|routing loop|hop count|mail loop", "4.4.6"),
        (_EXPIRED, "4.4.7"),
        (r"(host|domain) (name )?(lookup failure|not found, try again)|(name service|dns) (timeout|error)", "4.4.3"),
        (r"(host|domain)( name)? (is )?(unknown|not found)|unknown (host|domain)|no such (host|domain)", "5.1.2"),
        (r"connection (was )?(refused|reset|timed out)|operation timed out|unable to connect", "4.4.1"),
        (r"(network|host) (is )?unreachable|no route to host|(is )?not responding|no answer from", "4.4.1"),
        (r"temporar(y|ily)|currently unavailable|try again later|versuchen sie es später", "4.0.0"),
    )
)
_EXPIRY = re.compile(f"(?i){_EXPIRED}")


def condition(words: str) -> str | None:
    """Return the status that words tell (RFC 3463), in the class of their condition; None where they tell none.

    >>> condition("Das Postfach des Empfängers ist voll."), condition("no such user here"), condition("sorry")
    ('4.2.2', '5.1.1', None)
    """
    return next((status for pattern, status in _CONDITIONS if pattern.search(words)), None)


def is_expiry(words: str) -> bool:
    """Return True when words say that a mail was tried for too long."""
    return bool(_EXPIRY.search(words))
