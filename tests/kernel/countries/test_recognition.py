"""A written word leads to the country that it means, or to a question; never silently to a guess."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commoncall.kernel.countries import rules
from commoncall.kernel.countries.rules import Outcome, Reason, recognise
from commoncall.kernel.countries.rules.index import index

# Each line: a country, then the spellings that lead to it.
SPELLINGS = """
AE | UAE | U.A.E. | United Arab Emirates | The Emirates | Émirats arabes unis | EAU | ОАЭ | الإمارات | 阿联酋 | VAE
AF | Afganistan | افغانستان
AL | Shqipëria | Albanie
AT | Österreich | Oesterreich | Osterreich | OESTERREICH | Autriche | النمسا
BA | BiH | Bosnia | Bosnia and Herzegovina | Bosnia & Herzegovina | Bosnia-Herzegovina | Bosna i Hercegovina | Босния и Герцеговина
BE | België | Belgique | Belgien | België/Belgique | Belgique - België | Belçika | Belgio
BF | Upper Volta | Haute-Volta | BURKINA FASO
BO | Bolivia | Bolivia, Plurinational State of | Estado Plurinacional de Bolivia | Bolivie
BR | Brasil | o Brasil | le Brésil | Brasilien | Brezilya | Бразилия
BY | Belarus | Belarus' | Bélarus | Biélorussie | Белоруссия | Weißrussland | Weissrussland
CD | DRC | D.R.C. | DR Congo | D.R. Congo | DRC Congo | RDC | Congo (DRC) | Congo-Kinshasa | Congo (Kinshasa) | Zaire | Zaïre
CD | Congo, Democratic Republic of the | Congo, The Democratic Republic of the | Congo, Dem. Rep. | Democratic Republic of Congo | ДР Конго
CF | CAR | RCA | Central African Republic | Centrafrique | République centrafricaine | ЦАР
CG | Republic of the Congo | Congo-Brazzaville | Congo Brazzaville | Congo, Republic of the | Congo, Rep. | République du Congo
CH | Suisse | Schweiz | Svizzera | Schweiz/Suisse/Svizzera/Svizra | Confédération suisse | İsviçre | سويسرا
CI | Côte d'Ivoire | Côte d’Ivoire | Cote d'Ivoire | cote divoire | COTE D IVOIRE | Ivory Coast | Elfenbeinküste | Costa de Marfil | ساحل العاج
CN | China | PRC | P.R. China | PR China | 中国 | 中國 | КНР | الصين | Çin | People's Republic of China
CV | Cape Verde | Cabo Verde | Cap-Vert | Kap Verde
CZ | Czech Republic | Czechia | Czech Rep. | Česko | Česká republika | Tschechien | Tchéquie
DE | Deutschland | Germany | Allemagne | Alemania | Germania | Duitsland | Almanya | Alemanha | Германия | 德国 | ألمانيا | West Germany | GDR
DK | Danmark | Daenemark | Dänemark | Danemark
DO | Dominican Republic | República Dominicana | Dominican Rep. | Rep. Dominicana
DZ | l'Algérie | l’Algérie | Algérie (l') | Algerie | الجزائر | جزائر
EG | مصر | Misr | Mısır | Égypte | Egypte
ES | España | Espana | l'Espagne | Spanien | Spanje | İspanya
FM | Micronesia | FSM | Micronesia, Fed. Sts. | Federated States of Micronesia
GB | UK | U.K. | uk | Great Britain | Britain | United Kingdom | England | Scotland | Wales | Northern Ireland | Royaume-Uni | Великобритания | 英国
GE | Georgia | Republic of Georgia | Gürcistan | Sakartvelo | საქართველო
GM | Gambia | The Gambia | Gambia, The | Gambia (the) | THE GAMBIA
GN | Guinea | Guinée | Guinea Conakry | Guinea (Conakry)
GQ | Equatorial Guinea | Guinea, Equatorial | Eq. Guinea
GR | Ελλάδα | Hellas | Griechenland | Yunanistan | Grèce
GW | Guinea-Bissau | Guinea Bissau | Guiné-Bissau
HK | Hong Kong | Hongkong | Hong Kong SAR | Hong Kong, China | 香港 | China, Hong Kong Special Administrative Region
HU | Magyarország | Magyarorszag | Ungarn | Macaristan
IE | Ireland | Éire | Eire | Republic of Ireland | Irlande | Ireland, Republic of
IL | ישראל | Israel | Israël
IN | India | भारत | Bharat | Inde | l'Inde
IR | Iran | Iran (Islamic Republic of) | Iran, Islamic Rep. of | ایران | Persia
IS | Ísland | Island | Islande
JP | Nippon | Japan | 日本 | Japon | Япония | Giappone
KE | Kenya | KENYA | kenya | " Kenya " | Kenya. | Kenia | 🇰🇪 | 🇰🇪 Kenya | Nairobi, Kenya | KEN | ke
KG | Kyrgyzstan | Kyrgyz Republic | Киргизия | Кыргызстан | Kirghizistan
KN | St. Kitts and Nevis | St Kitts & Nevis | Saint Kitts and Nevis | St. Kitts | Saint-Kitts-et-Nevis
KP | DPRK | North Korea | Korea, North | N. Korea | Democratic People's Republic of Korea | КНДР | Corée du Nord
KP | Korea, Democratic People's Republic of | Nordkorea | 朝鲜
KR | ROK | South Korea | Korea, South | S. Korea | Republic of Korea | Korea, Republic of | Korea (Republic of) | 대한민국 | 한국 | 韩国
KR | Südkorea | Suedkorea
LA | Laos | Lao PDR | Lao People's Democratic Republic | Lao
LC | St. Lucia | St Lucia | Saint Lucia | Sainte-Lucie | Ste Lucie
LK | Sri Lanka | Ceylon | Sri-Lanka
LY | Libya | Libyan Arab Jamahiriya | ليبيا
MD | Moldova | Republic of Moldova | Moldova, Republic of | Moldavia
MK | Macedonia | North Macedonia | FYROM | The former Yugoslav Republic of Macedonia | Macedonia, the former Yugoslav Republic of | مقدونيا
MM | Burma | Myanmar | Myanmar (Burma) | Burma/Myanmar | Birmanie | Мьянма
MO | Macau | Macao | 澳门 | Macau SAR
MX | México | Mexico | Mexique | Mexiko | Méjico
NA | NA | NAM | Namibia | Namibie
NC | New Caledonia | Nouvelle-Calédonie | Kanaky
NE | Niger | Niger (the) | Níger | Nijer
NL | Holland | Netherlands | The Netherlands | the netherlands | Pays-Bas | Nederland | Niederlande | Países Bajos | Hollanda
NR | Nauru | Naoero
NZ | New Zealand | N.Z. | Aotearoa | Aotearoa New Zealand | Neuseeland | Nueva Zelanda | Nueva Zelandia
PG | PNG | Papua New Guinea | P.N.G. | Papouasie-Nouvelle-Guinée
PH | Philippines | The Philippines | Pilipinas | Filipinas
PL | Polska | Poland | Pologne | Польша
PS | Palestine | State of Palestine | Occupied Palestinian Territory | oPt | Gaza | West Bank | فلسطين
RU | Russia | Россия | Russian Federation | РФ | Russland | Rusya | Rússia | روسيا
SA | Saudi Arabia | KSA | Saudi | Arabie saoudite | السعودية
SD | Sudan | The Sudan | السودان | Soudan
SS | South Sudan | Sudan, South | S. Sudan | جنوب السودان
ST | Sao Tome and Principe | São Tomé and Príncipe | São Tomé & Príncipe | Sao Tome
SY | Syria | Syrian Arab Republic | سوريا | سورية | Suriye
SZ | Swaziland | Eswatini | eSwatini
TL | East Timor | Timor-Leste | Timor Leste
TR | Turkey | Türkiye | Turkiye | TÜRKİYE | Turquie | Türkei
TT | Trinidad & Tobago | Trinidad and Tobago | Trinidad | Trinité-et-Tobago
TW | Taiwan | 台湾 | 台灣 | Taiwan, Province of China | Chinese Taipei
TZ | Tanzania | Tanzania, United Republic of | United Republic of Tanzania | Zanzibar
US | U.S. | U.S.A. | USA | US | us | United States | United States of America | États-Unis | EE.UU. | США | 美国 | أمريكا | Georgia, USA
VA | Holy See | Vatican | Vatican City | Saint-Siège
VC | St. Vincent and the Grenadines | St Vincent & the Grenadines | Saint Vincent
VE | Venezuela | Venezuela, RB | Venezuela (Bolivarian Republic of)
VN | Viet Nam | Vietnam | Việt Nam | Viêt-Nam
WS | Samoa | Western Samoa
XK | Kosovo | Kosova | Kosovo* | XK
ZA | RSA | South Africa | S. Africa | Suid-Afrika | Afrique du Sud | ЮАР | South African
ZM | Northern Rhodesia | Zambie
ZW | Rhodesia | Zimbabwe
"""

COUNTRIES = [(spelling.strip().strip('"'), line.split("|")[0].strip()) for line in SPELLINGS.strip().splitlines() for spelling in line.split("|")[1:]]

QUESTIONS = [
    ("Congo", Reason.SEVERAL, "CG CD"),
    ("le Congo", Reason.SEVERAL, "CG CD"),
    ("Конго", Reason.SEVERAL, "CG CD"),
    ("刚果", Reason.SEVERAL, "CG CD"),
    ("Korea", Reason.SEVERAL, "KR KP"),
    ("Corée", Reason.SEVERAL, "KR KP"),
    ("كوريا", Reason.SEVERAL, "KR KP"),
    ("Virgin Islands", Reason.SEVERAL, "VG VI"),
    ("St. Martin", Reason.SEVERAL, "MF SX"),
    ("Czechoslovakia", Reason.SEVERAL, "CZ SK"),
    ("Serbia and Montenegro", Reason.SEVERAL, "RS ME"),
    ("Jerusalem", Reason.SEVERAL, "PS IL"),
    ("Israel/Palestine", Reason.SEVERAL, "PS IL"),
    ("Dominican", Reason.SEVERAL, "DO DM"),
    ("Geneva", Reason.PLACE, "CH"),
    ("Genève", Reason.PLACE, "CH"),
    ("Brussels", Reason.PLACE, "BE"),
    ("Nairobi", Reason.PLACE, "KE"),
    ("America", Reason.PLACE, "US"),
    ("Northern Cyprus", Reason.PLACE, "CY"),
    ("Somaliland", Reason.PLACE, "SO"),
    ("Phillipines", Reason.CLOSE, "PH"),
    ("Ugnda", Reason.CLOSE, "UG"),
    ("Urugay", Reason.CLOSE, "UY"),
    ("Pery", Reason.CLOSE, "PE"),
    ("Kenja", Reason.CLOSE, "KE"),
    ("Austrailia", Reason.CLOSE, "AU"),
    ("Netherland", Reason.CLOSE, "NL"),
    ("Columbia", Reason.CLOSE, "CO"),
    ("Афганстан", Reason.CLOSE, "AF"),
    ("based in Kenya", Reason.WITHIN, "KE"),
    ("Mombasa County, Kenya", Reason.WITHIN, "KE"),
    ("Kenya, Atlantis", Reason.WITHIN, "KE"),
    ("Kenya Uganda", Reason.WITHIN, "KE UG"),
    ("no", Reason.CODE, "NO"),
]

WIDER = [
    ("international", "001"),
    ("International", "001"),
    ("INTERNATIONAL", "001"),
    ("internacional", "001"),
    ("global", "001"),
    ("worldwide", "001"),
    ("Caribbean", "029"),
    ("the Caribbean", "029"),
    ("Africa", "002"),
    ("Afrique", "002"),
    ("أفريقيا", "002"),
    ("West Africa", "011"),
    ("Sub-Saharan Africa", "202"),
    ("Europe", "150"),
    ("欧洲", "150"),
    ("Latin America", "419"),
    ("LAC", "419"),
    ("Pacific", "009"),
    ("EU", ""),
    ("European Union", ""),
    ("MENA", ""),
    ("Middle East", ""),
    ("Asia-Pacific", ""),
    ("Antarctica", ""),
]

EMPTY = ["", " ", "-", "–", "—", "n/a", "N/A", "na", "Na", "n.a.", "N.A.", "none", "None", "?", "...", "нет", "无", "لا يوجد", "k.A.", "\u200b"]


@pytest.mark.parametrize(("text", "code"), COUNTRIES)
def test_a_usual_spelling_is_understood(text: str, code: str) -> None:
    answer = recognise(text)
    assert (answer.outcome, answer.country) == (Outcome.COUNTRY, code)
    assert answer.reason not in {None, Reason.CLOSE, Reason.WITHIN, Reason.PLACE, Reason.SEVERAL}
    assert answer.text == text


def test_the_table_of_spellings_is_long_enough_to_mean_something() -> None:
    assert len({text for text, _code in COUNTRIES}) > 400


@pytest.mark.parametrize(("text", "reason", "candidates"), QUESTIONS)
def test_what_is_doubtful_is_a_question_with_its_candidates(text: str, reason: Reason, candidates: str) -> None:
    answer = recognise(text)
    assert (answer.outcome, answer.country, answer.reason) == (Outcome.QUESTION, None, reason)
    wanted = candidates.split()
    assert list(answer.candidates[: len(wanted)]) == wanted


@pytest.mark.parametrize(("text", "region"), WIDER)
def test_a_region_is_no_country(text: str, region: str) -> None:
    answer = recognise(text)
    assert (answer.outcome, answer.country, answer.region) == (Outcome.WIDER, None, region)


@pytest.mark.parametrize("text", EMPTY)
def test_words_for_nothing_are_empty(text: str) -> None:
    assert recognise(text).outcome is Outcome.EMPTY


@pytest.mark.parametrize("text", ["Atlantis", "Wakanda", "qwertzuiop", "12345", "international network", "Zz"])
def test_the_unknown_stays_unknown(text: str) -> None:
    answer = recognise(text)
    assert (answer.outcome, answer.candidates) == (Outcome.UNKNOWN, ())


@pytest.mark.parametrize("code", list(rules.countries()))
def test_every_code_is_understood(code: str) -> None:
    country = rules.countries()[code]
    for given_code in filter(None, (country.code, country.alpha3, country.m49)):
        answer = recognise(given_code)
        assert (answer.country, answer.reason) == (code, Reason.CODE)


@pytest.mark.parametrize("language", rules.facts.LANGUAGES)
def test_every_name_of_the_united_nations_is_understood(language: str) -> None:
    for code, names in rules.names(language).items():
        for name in {names.short, names.plain, names.formal}:
            assert recognise(name, official=True).country == code
            if recognise(name).country != code:
                assert code in {"CG"}, name


def test_in_official_texts_congo_is_one_country() -> None:
    assert recognise("Congo").outcome is Outcome.QUESTION
    assert recognise("Congo", official=True).country == "CG"
    assert recognise("Korea", official=True).outcome is Outcome.QUESTION
    assert recognise("Czech Republic", official=True).country == "CZ"


def test_the_language_settles_a_word_that_differs_between_languages() -> None:
    assert recognise("Guiana").candidates == ("GY", "GF")
    assert recognise("Guiana", "pt").country == "GY"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Kenya", Reason.NAME),
        ("KEN", Reason.CODE),
        ("UK", Reason.USUAL),
        ("Burma", Reason.FORMER),
        ("Scotland", Reason.PART),
        ("Kenyan", Reason.ADJECTIVE),
    ],
)
def test_the_answer_says_why(text: str, reason: Reason) -> None:
    assert recognise(text).reason is reason


def test_no_listed_spelling_in_small_letters_hides_a_code() -> None:
    for key, meaning in index().meanings.items():
        code = index().codes.get(key.upper())
        if code and key.isascii():
            assert list(meaning.languages) == [code], key


def test_a_long_text_is_not_searched() -> None:
    assert recognise("Kenya " * 200_000).outcome is Outcome.UNKNOWN
    assert recognise("x" * 1_000_000).outcome is Outcome.UNKNOWN


WORDS = st.sampled_from(["Kenya", "Congo", "and", "Tobago", "U.S.", "St.", "(the)", "-", ",", "&", "中国", "مصر", "n/a", "\u202e", "é", " "])


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=12).map(" ".join)), st.sampled_from([None, "en", "xx"]))
def test_any_text_gets_an_answer_that_holds_together(text: str, language: str | None) -> None:
    answer = recognise(text, language)
    assert answer.text == text
    assert (answer.country is not None) == (answer.outcome is Outcome.COUNTRY)
    assert bool(answer.candidates) == (answer.outcome is Outcome.QUESTION)
    assert (answer.region is not None) == (answer.outcome is Outcome.WIDER)
    assert {*answer.candidates, *filter(None, [answer.country])} <= set(rules.countries())


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(sorted(rules.countries())), st.sampled_from(["short", "formal"]), st.data())
def test_dress_does_not_matter(code: str, form: str, data: st.DataObject) -> None:
    """Case, spaces and a full stop change nothing in the reading of an English name."""
    name = getattr(rules.names("en")[code], form)
    dressed = data.draw(st.sampled_from([str.upper, str.lower, str.swapcase]))(name)
    padded = data.draw(st.sampled_from(["{}", " {} ", "{}.", "The {}", "{} (the)", "\t{}\n"])).format(dressed)
    assert recognise(padded, official=True).country == code
