"""Nothing that is public tells of whoever is not named: no page, feed, text, picture, error, header, count, nor copy of any of them.

Two are planted, one named to members only and one to the coordinators alone, each with everything by which one might be known:
spellings, acronym, web site, people, addresses, a country and a region where nobody else is. Then every address that a visitor
can reach is read in every language, as well as what lies beside them, and looked through for any of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.test import Client

from commoncall.call.models import Endorsement, Version
from commoncall.decisions.actions import answering, closing, ladder, publishing
from commoncall.decisions.models import Decision, Elector, Response
from commoncall.decisions.models import Dissociation as Apart
from commoncall.decisions.rules.rule import Answer, Channel, Dissociation, Division, Rule
from commoncall.kernel import time
from commoncall.kernel.authority import Role
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.actions import coalitions, mandates, organisations, people
from commoncall.kernel.parties.models import Organisation
from commoncall.kernel.text.folding import fold
from commoncall.leadership.models import Body, Seat
from commoncall.membership.models import Membership
from commoncall.voice.actions import letters, signing
from commoncall.voice.models import Letter, Listed, Statement
from tests import spoken
from tests.addresses import ADDRESSES, Gives
from tests.cast import Cast, make_member
from tests.decided import opened as put
from tests.kept import Browser, Clock, visitor
from tests.scene import Scene
from tests.texts import adopt, endorse
from tests.treaties import show

LANGUAGES = [code for code, _name in settings.PUBLIC_LANGUAGES]
SITE = ("", "who/", "join/", "call/1/", "call/2/", "charter/", "charter/1/", "feed.xml", "call.txt", "qr.svg", "sitemap.xml")
DECISIONS = (
    *("decisions/", "decisions/search/", "decisions/feed.xml", "decisions/register.csv", "decisions/register.json", "decisions/register.jsonld"),
    "how-we-decide/",
)
#: What was said in public, and the pages on which it is signed. There is one letter and one statement, each with everything beside it.
SPOKEN = (
    *("statements/", "statements/1/", "statements/1/statement.md", "statements/1/statement.jsonld", "letters/", "letters/1/"),
    *("letters/1/letter.md", "letters/1/letter.jsonld", "letters/1/sign/", "letters/1/sign/sent/", "signature/link/"),
)
PAGES = (*SITE, *SPOKEN, *DECISIONS, "apply/", "apply/link/", "endorse/", "endorse/sent/", "endorse/link/", "checklist/")
#: The pages and files of a treaty. They name every state, and so are looked through for everything but the names of states.
TREATY = (
    *("", "on/", "on/2012-01-01/", "states/ad/", "states/fj/", "states/bt/", "regions/150/", "regions/009/", "changes/2013-04/", "corrections/"),
    *("feed.xml", "status.csv", "status.json", "on/2012-01-01/status.csv", "on/2012-01-01/status.json", "status.jsonld", "figures.txt"),
    *("map.svg", "picture.png", "embed/", "use/", "report/", "report/sent/"),
)
NO_PAGES = ("members/", "call/9/", "who/x/", "nothing/", "feed.json", "who/fiji-circle/", "call/0/", "?q=fiji")

#: By each of these one of the two could be known. Nobody else of the cast is in Fiji or Bhutan, nor in Oceania.
PLANTED = {
    "members": ("Fiji Quiet Circle", "FQC", "قاعة فيجي الهادئة", "fijiquietcircle.example", "Litia Vakaloloma", "litia@", "FJ"),
    "coordinators": ("Druk Hidden Path", "DHPA", "འབྲུག་ལམ", "drukhiddenpath.example", "Pema Dorjiwangmo", "pema@", "BT"),
}


def plant(cast: Cast, naming: str) -> Organisation:
    """Plant one, in every place that could show it: as a member, in a public body, and as somebody who endorsed and is new."""
    name, acronym, other, domain, person, address, country = PLANTED[naming]
    organisation = make_member(cast.quiet_fields, cast.operator, name, country, acronym=acronym, naming=Naming(naming))
    Organisation.objects.filter(pk=organisation.pk).update(other_names=[{"text": other, "language": "ar"}])
    recently = {"joined_on": time.now().date() - timedelta(days=9), "joined_precision": "day"}
    Membership.objects.filter(organisation=organisation).update(website=f"https://{domain}/", **recently)
    known = people.enter(cast.quiet_fields, people.Particulars(person, f"{address}{domain}"), by=cast.operator)
    mandates.grant(mandates.Grant(known, organisation, Role.REPRESENTATIVE, "Director"), by=cast.operator)
    return organisation


def words_of(naming: str) -> Iterator[str]:
    """Yield everything by which the planted one could be known, in every language."""
    *own, country = PLANTED[naming]
    yield from own
    yield from (countries.name(country, language, form) for language in LANGUAGES for form in ("short", "plain", "formal"))


@pytest.fixture
def opened(cast: Cast) -> Cast:
    """The cast with everything public that there can be, and the two planted in it."""
    coalition = cast.quiet_fields
    coalitions.open_site(coalition, True, by=cast.actor(cast.leila))
    for kind in ("charter", "call"):
        adopt(coalition, kind=kind)
        adopt(coalition, kind=kind)
    decide(cast)
    speak(cast)
    return cast


def decide(cast: Cast) -> Decision:
    """Decide something in public, by a rule that notes who dissociates, on a ladder that everybody can read."""
    by, coalition = cast.actor(cast.leila), cast.quiet_fields
    ladder.set_up(coalition, by=by)
    publishing.show_ladder(coalition, True, by=by)
    rule = Rule(channel=Channel.MEETING, dissociation=Dissociation.NOTED, quorum_division=Division.REGION)
    decision = put(coalition, "Shall the curlews be heard?", rule, by, is_public=True)
    answering.answer(decision, cast.sahel, Answer.AGREE, by=cast.actor(cast.amina))
    return closing.close_meeting(decision, by=by)


def speak(cast: Cast) -> None:
    """Publish a statement under which the members stand, and open a letter; a named member and somebody from outside sign its first batch."""
    coalition, leila, amina = cast.quiet_fields, cast.actor(cast.leila), cast.actor(cast.amina)
    spoken.adopted_statement(coalition, "Of larks", (cast.sahel, amina), leila)
    letter = spoken.opened(coalition, "To the larks", leila, shows_people=True)
    signing.sign(letter, cast.sahel, signing.Given("Amina Diallo", "director"), by=amina)
    spoken.signed(letter, "Lark League", country="KE")
    letters.make_up(letter, by=leila)


def let_sign(cast: Cast, organisation: Organisation) -> None:
    """Put an organisation under the statement and under the letter."""
    letter = Letter.objects.get(coalition=cast.quiet_fields)
    Listed.objects.create(statement=Statement.objects.get(coalition=cast.quiet_fields), organisation=organisation)
    signing.enter(letter, organisation, signing.Given("Lark Lowe"), "paper", "A card", time.now().date(), by=cast.actor(cast.leila))


@pytest.fixture
def planted(opened: Cast) -> Cast:
    hidden = [plant(opened, naming) for naming in PLANTED]
    call = Version.objects.get(coalition=opened.quiet_fields, text__kind="call", state="adopted")
    body = Body.objects.create(coalition=opened.quiet_fields, kind="other", names={"en": "Steering circle"}, is_public=True)
    for organisation in (*hidden, opened.sahel):
        Seat.objects.create(body=body, coalition=opened.quiet_fields, organisation=organisation, starts_on=time.now().date())
        Endorsement.objects.create(coalition=opened.quiet_fields, version=call, organisation=organisation, endorsed_at=time.now())
    endorse(call, "Sefo Hiddenperson", naming=Naming.COORDINATORS, country="FJ")
    letter = Letter.objects.get(coalition=opened.quiet_fields)
    spoken.signed(letter, "Sefo Hiddenperson", "individual", naming=Naming.COORDINATORS, country="FJ", affiliation="Hiddenperson Hall")
    spoken.asked(letter, "Sela Hiddenperson", "individual", country="FJ")
    decision = Decision.objects.get(coalition=opened.quiet_fields, is_public=True)
    for organisation in hidden:
        let_sign(opened, organisation)
        Elector.objects.create(decision=decision, organisation=organisation, region="009", country="FJ", category="ordinary")
        Response.objects.create(decision=decision, organisation=organisation, answer="object", reason="Hiddenperson says no", said_at=time.now())
        Apart.objects.create(decision=decision, organisation=organisation, reason="Not Hiddenperson", said_at=time.now())
    return opened


def everything_public(browser: Browser) -> Iterator[tuple[str, str]]:
    """Yield every public answer with its headers, by address: pages, files, and what stands where there is no page."""
    decided = [f"decisions/{one}/" for one in Decision.objects.filter(is_public=True).values_list("pk", flat=True)]
    for language in LANGUAGES:
        for path in (*PAGES, *NO_PAGES, *decided):
            address, _question, query = f"/{language}/quiet-fields/{path}".partition("?")
            yield address, told(browser, address, QUERY_STRING=query)
            yield f"HEAD {address}", told(browser, address, method="HEAD")
        yield f"go {language}", told(browser, "/go/quiet-fields", HTTP_ACCEPT_LANGUAGE=language)
    for path in ("/", "/sign-in/", "/nothing/", "/quiet-fields/", "/quiet-fields/members/", "/go/nothing", "/en/", "/en/nothing/"):
        yield path, told(browser, path)
    yield "POST", told(browser, "/en/quiet-fields/", method="POST")


def all_of_a_treaty(browser: Browser) -> Iterator[tuple[str, str]]:
    """Yield every public answer about the treaty that is shown, by address."""
    for language in LANGUAGES:
        for path in TREATY:
            address = f"/{language}/quiet-fields/treaties/ccm/{path}"
            yield address, told(browser, address)


def told(browser: Browser, path: str, **more: str) -> str:
    status, headers, body = browser.ask(path, **more)
    # A form offers every country there is, which tells of nobody.
    text = re.sub(r"<option.*?</option>", "", body.decode(errors="replace"), flags=re.DOTALL)
    return unescape("\n".join([status, *(f"{name}: {value}" for name, value in headers.items()), text]))


def found_in(text: str, words: str) -> bool:
    """Tell whether words stand in a text in any spelling: letter for letter, or without accents and capitals, or in part of a word."""
    return words in text or (len(fold(words)) > 3 and fold(words) in fold(text))


def test_no_public_answer_names_whoever_is_not_named(planted: Cast) -> None:
    sought = [*words_of("members"), *words_of("coordinators"), "Sefo Hiddenperson", "Hiddenperson"]
    leaks = [(path, words) for path, text in everything_public(visitor(Clock())) for words in sought if found_in(text, words)]
    assert not leaks


def test_what_is_planted_is_found_where_it_may_be_read(planted: Cast) -> None:
    """The search finds each word that it seeks, once its owner chose to be named."""
    Organisation.objects.filter(coalition=planted.quiet_fields).update(naming=Naming.PUBLIC)
    text = "\n".join(text for _path, text in everything_public(visitor(Clock())))
    for naming in PLANTED:
        name, _acronym, other, domain, *_person, country = PLANTED[naming]
        for words in (name, other, domain, countries.name(country, "en", "plain"), countries.name(country, "ar", "plain")):
            assert found_in(text, words), words


def test_two_who_are_not_named_change_nothing_at_all(opened: Cast) -> None:
    """Below three, not even their number is told: every public answer stays what it was."""
    Membership.objects.filter(organisation__in=[opened.campos, opened.lantern]).delete()
    Listed.objects.filter(organisation__in=[opened.campos, opened.lantern]).delete()
    before = dict(everything_public(visitor(Clock())))
    for naming in PLANTED:
        let_sign(opened, plant(opened, naming))
    after = dict(everything_public(visitor(Clock())))
    changed = [path for path in before if without_secrets(before[path]) != without_secrets(after[path])]
    assert not changed


def without_secrets(text: str) -> str:
    """Leave out what differs from answer to answer of a form: its secret, its signed note of the time, and when it was sent."""
    return re.sub(r'value="[^"]{20,}"|(?i:content-length|expires): .*', "", text)


def test_three_who_are_not_named_are_one_number_and_the_same_on_every_page(planted: Cast) -> None:
    """No two pages tell different numbers, from which more could be worked out; nor is any of them a number of a part."""
    browser = visitor(Clock())
    hidden = 4
    first, who = (browser.read(f"/en/quiet-fields/{page}") for page in ("", "who/"))
    for text in (first, who):
        assert f"{hidden} others chose not to be named in public." in text
        assert "2 organisations in 2 countries are named here." in text
        assert re.findall(r'<path class="(r\d)" d', text).count("r5") == 0
    assert re.search(r'class="r0"[^<]*>Not named (?:<b>|<tspan>)4<', first)
    assert not re.search(r"Oceania", first)
    feed = browser.read("/en/quiet-fields/feed.xml")
    assert "members-" not in feed


def test_of_endorsers_who_are_not_named_fewer_than_three_are_not_counted_whatever_their_kind(planted: Cast) -> None:
    call = Version.objects.get(coalition=planted.quiet_fields, text__kind="call", state="adopted")
    endorse(call, "Shy Company", "company", naming=Naming.MEMBERS)
    assert "chose not to be named" not in visitor(Clock()).read("/en/quiet-fields/who/").split('id="endorsers"')[1]
    endorse(call, "Shy Expert", "expert", naming=Naming.COORDINATORS)
    text = visitor(Clock()).read("/en/quiet-fields/who/").split('id="endorsers"')[1]
    assert "3 more who chose not to be named" in text
    assert "compan" not in text


def test_whoever_is_unlisted_is_gone_from_every_public_address_within_a_minute(opened: Cast) -> None:
    """Every address has been read before, so that there is a copy of each; the old name is asked for after less than a minute."""
    clock = Clock()
    browser = visitor(clock)
    recently = {"joined_on": time.now().date() - timedelta(days=9), "joined_precision": "day"}
    Membership.objects.filter(organisation=opened.sahel).update(website="https://sahelforum.example/", **recently)
    sought = ("Forum Humanité Sahel", "Humanité", "sahelforum.example", "Mali", "مالي")
    before = [path for path, text in everything_public(browser) if any(words in text for words in sought)]
    assert {"/en/quiet-fields/", "/ar/quiet-fields/who/", "/fr/quiet-fields/feed.xml"} <= set(before)
    organisations.choose_naming(opened.sahel, Naming.COORDINATORS, by=opened.actor(opened.amina))
    assert "Sahel" in browser.read("/en/quiet-fields/who/"), "the copy is still given, or this test shows nothing"
    clock.now += 31
    leaks = [(path, words) for path, text in everything_public(browser) for words in sought if words in text]
    assert not leaks


def test_whoever_withdraws_and_whatever_is_corrected_is_gone_as_soon(opened: Cast) -> None:
    clock = Clock()
    browser = visitor(clock)
    call = Version.objects.get(coalition=opened.quiet_fields, text__kind="call", state="adopted")
    endorse(call, "Rosa Withdrawn")
    assert "Rosa Withdrawn" in browser.read("/en/quiet-fields/who/")
    Endorsement.objects.filter(endorser__name="Rosa Withdrawn").update(withdrawn_at=time.now())
    organisations.rename(opened.amal, organisations.Names("Al-Amal Corrected"), by=opened.operator)
    clock.now += 31
    text = browser.read("/en/quiet-fields/who/")
    assert "Rosa Withdrawn" not in text
    assert "Survivors’ Network" not in text
    assert "Al-Amal Corrected" in text


def test_pages_that_are_closed_are_gone_as_soon(opened: Cast) -> None:
    clock = Clock()
    browser = visitor(clock)
    assert browser.ask("/en/quiet-fields/")[0] == "200 OK"
    coalitions.open_site(opened.quiet_fields, False, by=opened.actor(opened.leila))
    clock.now += 31
    for page in (*SITE, *DECISIONS):
        assert browser.ask(f"/en/quiet-fields/{page}")[0] == "404 Not Found", page


def test_what_is_told_of_a_treaty_is_the_same_whoever_belongs(opened: Cast) -> None:
    """Not a byte of it, nor of its feed or its maps, depends on the members: neither their names nor how many there are."""
    show(opened.quiet_fields)
    before = dict(all_of_a_treaty(visitor(Clock())))
    assert all(text.startswith("200 OK") for text in before.values()), [path for path, text in before.items() if not text.startswith("200")]
    call = Version.objects.get(coalition=opened.quiet_fields, text__kind="call", state="adopted")
    for naming in PLANTED:
        organisation = plant(opened, naming)
        Endorsement.objects.create(coalition=opened.quiet_fields, version=call, organisation=organisation, endorsed_at=time.now())
    endorse(call, "Sefo Hiddenperson", naming=Naming.COORDINATORS, country="FJ")
    after = dict(all_of_a_treaty(visitor(Clock())))
    assert [path for path in before if without_secrets(before[path]) != without_secrets(after[path])] == []
    sought = [*PLANTED["members"][:-1], *PLANTED["coordinators"][:-1], "Hiddenperson"]
    assert [(path, words) for path, text in after.items() for words in sought if found_in(text, words)] == []


def test_every_address_below_a_language_is_looked_through(scene: Scene) -> None:
    """A public address that is added later is looked through as well, or this fails."""
    client, missing = Client(), []
    for address in ADDRESSES:
        if address.given.get("language") != "language" or address.gives in {Gives.NOTHING, Gives.MOVES}:
            continue
        path = address.path(scene).removeprefix("/en/quiet-fields/").partition("?")[0]
        if path.startswith("treaties/ccm/"):
            missing += [path] if path.removeprefix("treaties/ccm/") not in TREATY else []
            continue
        # What is reached only with a key from a mail belongs to whoever has that mail.
        if path not in PAGES and client.get(f"/en/quiet-fields/{path}").status_code == 200 and len(address.rows) == 1:
            missing.append(path)
    assert not missing
