"""Letters arrive as they were written, whatever program saved them."""

import pytest

from commoncall.kernel.tables.encodings import decode
from commoncall.kernel.tables.refusals import TableRefused

FRENCH = "Nom;Pays\nRéseau d’éducation populaire;Québec\nFrançoise Lefèvre;Côte d’Ivoire\n"
GERMAN = "Verein für Höhlenschutz;Österreich\nMünchner Straßenzeitung;Köln\n"
SPANISH = "Asociación Española de Juncos;Año\nOrganização não governamental;São Tomé\n"
ARABIC = "الاسم;البلد\nشبكة المنظمات العربية;لبنان\nجمعية الأمل;المغرب\n"
RUSSIAN = "Название;Страна\nТихие поля – сеть;Россия\nОБЩЕСТВО «КАМЫШ»;Беларусь\n"
CHINESE = "名称,国家\n安静的田野联盟,中国\n芦苇之友,香港\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (GERMAN, "cp1252"),
        (SPANISH, "cp1252"),
        (FRENCH, "mac-roman"),
        (GERMAN, "mac-roman"),
        (SPANISH, "mac-roman"),
        (ARABIC, "cp1256"),
        (RUSSIAN, "cp1251"),
        (CHINESE, "gb18030"),
    ],
)
def test_older_encodings_are_told_and_said_to_be_guessed(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.certain) == (text, encoding, False)


@pytest.mark.parametrize("text", [FRENCH, ARABIC, RUSSIAN, CHINESE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_without_doubt(text: str, encoding: str) -> None:
    if encoding in ("utf-16-le", "utf-16-be"):
        text = f"Name;Country;Members\n{text}" * 3
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.certain) == (text, True)


def test_one_accent_among_thousands_of_plain_letters_is_enough() -> None:
    text = "name,country\n" * 2000 + "Réseau,Mali\n"
    assert decode(text.encode("cp1252")).text == text


def test_an_encoding_that_was_chosen_is_used_or_refused() -> None:
    assert decode("é".encode("cp1252"), "mac-roman").text == "È"
    with pytest.raises(TableRefused) as refused:
        decode("é".encode("cp1252"), "utf-8")
    assert refused.value.code == "wrong_encoding"
    with pytest.raises(TableRefused):
        decode(b"a", "no-such-encoding")


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(TableRefused) as refused:
        decode(bytes(range(256)) * 4 + b"\0" * 2000)
    assert refused.value.code == "not_a_table"
