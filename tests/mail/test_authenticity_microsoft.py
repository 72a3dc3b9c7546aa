"""Microsoft 365 is read by its own marks, where its own servers wrote them."""

import pytest

from tests.mail.proving import judged

INNER = "Received: from A.eurprd01.prod.outlook.com (::1) by B.eurprd01.prod.outlook.com with HTTPS; Mon"
NEXT = "Received: from C.eop-EUR05.prod.protection.outlook.com (2603:10a6::1) by D.outlook.office365.com with SMTP; Mon"
DOOR = "Received: from out.client.example (203.0.113.7) by C.mail.protection.outlook.com (10.152.4.1) with SMTP; Mon"
OTHER = "Received: from evil ([203.0.113.9]) by mx.evil.example; Mon"
LAPTOP = "Received: from evil.outlook.com (203.0.113.9) by C.mail.protection.outlook.com (10.152.4.1) with SMTP; Mon"
PASS = (
    "Authentication-Results: spf=pass (sender IP is 203.0.113.7) smtp.mailfrom=client.example;"
    " dkim=pass (signature was verified) header.d=client.example;dmarc=pass action=none header.from=client.example;"
    "compauth=pass reason=100"
)
NONE = (
    "Authentication-Results: spf=none smtp.mailfrom=evil.example; dkim=none (message not signed) header.d=none;"
    "dmarc=none action=none header.from=desk.example;compauth=fail reason=001"
)
FAIL = PASS.replace("dmarc=pass", "dmarc=fail")
INTERNAL = "X-MS-Exchange-Organization-AuthAs: Internal"
JO, TOM = "jo@client.example", "tom@desk.example"


@pytest.mark.parametrize(
    ("headers", "sender", "passed"),
    [
        ([INNER, NEXT, PASS, DOOR], JO, True),
        ([INNER, NEXT, PASS, DOOR], TOM, None),
        ([INNER, NEXT, FAIL, DOOR], JO, False),
        ([INNER, NEXT, FAIL.replace("spf=pass", "spf=é"), DOOR], JO, False),
        ([INNER, NEXT, PASS.replace("compauth=pass", "compauth=fail"), DOOR], JO, None),
        ([INNER, PASS.replace("dmarc=pass", "dmarc=bestguesspass"), DOOR], JO, True),
        ([INNER, NONE, DOOR, PASS], JO, None),
        ([INNER, NONE, PASS, DOOR], JO, None),
        ([INNER, DOOR, PASS, DOOR], JO, None),
        ([INNER, PASS, INNER], JO, None),
        ([INNER, PASS], JO, None),
        ([OTHER, PASS, DOOR], JO, None),
        ([INNER, PASS, OTHER], JO, None),
        ([PASS], JO, None),
        ([INNER, PASS.replace(": spf", ": x.example; spf"), DOOR], JO, None),
        ([INNER, PASS.replace("Results:", "Results :"), DOOR], JO, None),
        ([INNER, INTERNAL], TOM, True),
        ([INNER, NONE, INTERNAL, DOOR], TOM, True),
        ([INNER, DOOR, INTERNAL], TOM, None),
        ([INNER, INTERNAL, DOOR, INTERNAL], TOM, None),
        ([INNER, OTHER, INTERNAL], TOM, None),
        ([INNER, LAPTOP, INTERNAL], TOM, None),
        ([INNER, INTERNAL, INNER], TOM, True),
        ([INNER, NEXT, INTERNAL], TOM, True),
        ([INNER, INTERNAL], JO, None),
        ([INNER, INTERNAL, INTERNAL], TOM, True),
        ([INNER, INTERNAL, INTERNAL.replace("Internal", "Anonymous")], TOM, None),
        ([INNER, INTERNAL.replace("Internal", "Anonymous"), INTERNAL], TOM, None),
        ([INNER, INTERNAL.replace("Internal", "internal")], TOM, None),
        ([INNER, INTERNAL.replace("AuthAs:", "AuthAs :")], TOM, None),
        ([INNER, INTERNAL.replace("Exchange", "Exch\0ange")], TOM, None),
        ([INNER, "X-A: b\r" + INTERNAL], TOM, None),
        ([INNER, "X-MS-Exchange-Organization-AuthAs: =?us-ascii?q?Internal?="], TOM, None),
        ([INTERNAL], TOM, None),
        ([OTHER, INTERNAL], TOM, None),
        (["Received: from a by evil-outlook.com; Mon", INTERNAL], TOM, None),
        (["Received: from a by a.outlook.com.evil.example; Mon", INTERNAL], TOM, None),
        ([INNER, INTERNAL], "tom@de\u017fk.example", None),
        ([], TOM, None),
    ],
)
def test_microsoft_365_is_read_by_its_own_marks(headers: list[str], sender: str, passed: bool | None) -> None:
    assert judged(*headers, trust="microsoft365", sender=sender).passed is passed
