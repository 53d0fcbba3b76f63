"""The call in public: in each language, its versions, the files beside it, and the short address that leads to it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as Tree
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from commoncall.call.models import Endorsement, Text, Version, Wording
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Account
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties.actions import coalitions, organisations
from commoncall.kernel.parties.models import Organisation
from commoncall.leadership.models import Body, Seat
from commoncall.membership.models import Admission, Membership, Standing, Window
from tests.cast import Cast, make_member
from tests.decisions.deciding import at_its_end, staged
from tests.texts import CALL, adopt, endorse

AsAccount = Callable[[Account], Client]
ATOM = "{http://www.w3.org/2005/Atom}"
HOME = "/en/quiet-fields/"


@pytest.fixture
def opened(cast: Cast) -> Cast:
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    return cast


@pytest.fixture
def call(opened: Cast) -> Version:
    return adopt(opened.quiet_fields)


def read(path: str = HOME) -> str:
    response = Client().get(path)
    assert response.status_code == 200, path
    return unescape(response.content.decode())


# The call.


def test_the_call_stands_in_the_language_of_the_address_with_its_number_and_day(call: Version) -> None:
    text = read()
    for part in (
        CALL["en"][0],
        *CALL["en"][1],
        "The common call, version 1, adopted on 14 March 2026",
        "The wording that counts is the one in English.",
    ):
        assert part in text
    assert CALL["ar"][0] in read("/ar/quiet-fields/")
    assert CALL["en"][0] not in read("/ar/quiet-fields/")


def test_where_it_is_not_translated_it_stands_in_the_language_that_counts_and_says_so(call: Version) -> None:
    text = read("/fr/quiet-fields/")
    assert f'<h1 lang="en">{CALL["en"][0]}</h1>' in text
    assert "n’a pas encore été traduit dans cette langue" in text


def stand_behind(version: Version, *organisations: Organisation, withdrawn: bool = False) -> None:
    for one in organisations:
        at = time.now()
        Endorsement.objects.create(
            coalition=version.coalition, version=version, organisation=one, endorsed_at=at, withdrawn_at=at if withdrawn else None
        )


def test_those_speak_with_one_voice_who_said_yes_and_have_not_withdrawn(call: Version, opened: Cast) -> None:
    assert "one voice" not in read(), "belonging says nothing of it where nobody has endorsed it"
    stand_behind(call, opened.sahel)
    assert "1 organisation speaks here with one voice." in read()
    # An observer and one that only endorses are no voices of the coalition.
    stand_behind(call, opened.amal, opened.demir, opened.lawyers)
    assert "2 organisations speak here with one voice." in read()
    stand_behind(call, opened.campos, withdrawn=True)
    Endorsement.objects.filter(organisation=opened.amal).update(withdrawn_at=time.now())
    assert "1 organisation speaks here with one voice." in read()


def test_while_they_are_asked_again_those_behind_an_earlier_version_speak_too_and_it_is_said(call: Version, opened: Cast) -> None:
    stand_behind(call, opened.sahel, opened.amal)
    second = adopt(opened.quiet_fields)
    Version.objects.filter(pk=second.pk).update(reaffirm_by=time.now() + timedelta(days=3))
    stand_behind(second, opened.sahel)
    for number in (2, 3):
        text = read()
        assert f"version {number}, adopted on" in text
        assert "2 organisations speak here with one voice." in text
        assert "all who endorsed an earlier version are asked whether they stand behind this one too" in text
        if number == 2:
            adopt(opened.quiet_fields, is_material=False)
    with travel(time.now() + timedelta(days=4)):
        text = read()
    assert "1 organisation speaks here with one voice." in text, "who did not answer has not said yes to it"
    assert "are asked whether" not in text


def test_how_many_speak_is_not_told_where_a_roll_of_the_register_would_turn_it_into_one(call: Version, opened: Cast) -> None:
    stage = staged(opened)
    hidden = [make_member(opened.quiet_fields, opened.operator, f"Hidden Hill {place}", "MM", naming=Naming.MEMBERS) for place in range(8)]
    Organisation.objects.filter(pk__in=[opened.campos.pk, opened.lantern.pk]).update(naming=Naming.PUBLIC)
    stand_behind(call, *hidden[:3])
    assert "3 organisations speak here with one voice." in read()
    # Four of the eight decide, and the register says how many did.
    resting = Membership.objects.filter(pk__in=[one.pk for one in hidden[4:]])
    resting.update(standing=Standing.DORMANT)
    at_its_end(stage.opened(is_public=True))
    resting.update(standing=Standing.GOOD)
    assert "one voice" not in read()


def test_how_many_speak_tells_of_no_one_or_two_who_are_not_named(call: Version, opened: Cast) -> None:
    hidden = [make_member(opened.quiet_fields, opened.operator, f"Hidden {place}", naming=Naming.COORDINATORS) for place in range(4)]
    stand_behind(call, opened.sahel, *hidden[:2])
    assert "1 organisation speaks here with one voice." in read(), "two who are not named are no number"
    stand_behind(call, *hidden[2:], opened.lantern, opened.campos)
    assert "7 organisations speak here with one voice." in read()
    Endorsement.objects.filter(organisation__in=hidden[:1]).delete()
    assert "1 organisation speaks here with one voice." in read(), "the one who has not endorsed would be told by the difference"


def test_where_each_speaks_for_itself_no_number_says_that_all_stand_behind_it(call: Version, opened: Cast) -> None:
    stand_behind(call, opened.sahel, opened.amal)
    assert "speak here with one voice" in read()
    coalition = opened.quiet_fields
    coalition.arrangements |= {"voice": "each"}
    coalition.save(update_fields=["arrangements"])
    text = read()
    assert "one voice" not in text
    assert "its organisations agree on aims and tactics and act together" in text


def test_while_earlier_endorsers_are_asked_the_page_says_so(call: Version) -> None:
    assert "are asked whether they stand behind" not in read()
    Version.objects.filter(pk=call.pk).update(reaffirm_by=time.now() + timedelta(days=3))
    assert "all who endorsed an earlier version are asked whether they stand behind this one too" in read()
    Version.objects.filter(pk=call.pk).update(reaffirm_by=time.now() - timedelta(minutes=1))
    assert "are asked whether they stand behind" not in read()


def test_a_translation_that_is_not_ready_is_not_read(call: Version) -> None:
    Wording.objects.filter(version=call, language="ar").update(is_ready=False)
    assert CALL["ar"][0] not in read("/ar/quiet-fields/")


def test_a_draft_is_not_read(opened: Cast) -> None:
    version = adopt(opened.quiet_fields)
    Version.objects.filter(pk=version.pk).update(state="draft", number=None)
    assert CALL["en"][0] not in read()
    assert Client().get(f"{HOME}call.txt").status_code == 404
    assert Client().get(f"{HOME}call/1/").status_code == 404


def test_the_two_ways_to_stand_with_it_are_offered_as_far_as_they_are_open(call: Version, opened: Cast) -> None:
    assert 'href="/en/quiet-fields/endorse/"' in read()
    assert 'href="/en/quiet-fields/apply/"' in read()
    Text.objects.update(is_closed=True)
    Admission.objects.create(coalition=opened.quiet_fields, is_open=False)
    for path in (HOME, f"{HOME}join/"):
        assert "/endorse/" not in read(path)
        assert "/apply/" not in read(path)


def test_before_a_window_the_page_says_when_it_opens_and_a_draft_can_be_begun(call: Version, opened: Cast) -> None:
    start = datetime(2031, 5, 4, 9, 30, tzinfo=UTC)
    Window.objects.create(coalition=opened.quiet_fields, opens_at=start, closes_at=start + timedelta(days=9))
    text = read(f"{HOME}join/")
    assert '<time datetime="2031-05-04T09:30:00+00:00" data-local>4 May 2031, 09:30 UTC</time>' in text
    assert 'href="/en/quiet-fields/apply/"' in text, "a draft can be filled in before they open"
    Window.objects.update(opens_at=time.now() - timedelta(days=9), closes_at=time.now() - timedelta(days=1))
    assert "/apply/" not in read(f"{HOME}join/")


def test_both_promises_stand_on_the_page_that_says_how_to_join(call: Version, opened: Cast) -> None:
    Admission.objects.create(
        coalition=opened.quiet_fields, member_promises={"en": "To speak up.\nTo listen."}, coalition_promises={"en": "To inform."}
    )
    text = read(f"{HOME}join/")
    for part in ("<li>To speak up.</li><li>To listen.</li>", "<li>To inform.</li>", 'href="/en/quiet-fields/checklist/"'):
        assert part in text


# Who stands behind it.


def test_endorsers_are_counted_and_named_apart_from_members(call: Version) -> None:
    endorse(call, "Rosa Okello")
    endorse(call, "Ana Lima", "parliamentarian")
    endorse(call, "Green Bakery", "company")
    text = read(f"{HOME}who/")
    assert "It is also endorsed by 1 organisation, 1 company, 1 member of parliament and 1 individual." in text
    members, endorsers = text.split('id="endorsers"')
    for name in ("Rosa Okello", "Ana Lima", "Green Bakery", "Northern Lawyers"):
        assert name not in members
        assert name in endorsers


def test_whoever_endorsed_what_has_since_changed_is_not_dropped_and_not_counted_as_behind_it(call: Version, opened: Cast) -> None:
    endorse(call, "Rosa Okello")
    adopt(opened.quiet_fields)
    text = read(f"{HOME}who/")
    assert "1 endorsed an earlier version and has not said yet whether they stand behind version 2 too." in text
    assert "Rosa Okello" in text.split('id="earlier"')[1]
    assert "1 individual" not in text


def test_an_editorial_change_leaves_everybody_where_they_stand(call: Version, opened: Cast) -> None:
    endorse(call, "Rosa Okello")
    adopt(opened.quiet_fields, is_material=False)
    assert "1 individual" in read(f"{HOME}who/")


def test_of_many_members_some_are_named_on_the_first_page_and_all_on_the_next(call: Version, opened: Cast) -> None:
    for number in range(40):
        make_member(opened.quiet_fields, opened.operator, f"Group {number:02}", "KE")
    first, who = read(), read(f"{HOME}who/")
    assert len(re.findall(r"Group \d\d", first)) in range(18, 25)
    assert "All 42 who are named" in first
    assert len(re.findall(r"Group \d\d", who)) == 40


def test_bodies_that_are_public_show_the_organisations_that_sit_there_and_no_person(call: Version, opened: Cast) -> None:
    today = time.now().date()
    for names, is_public in (({"en": "Steering circle"}, True), ({"en": "Quiet circle"}, False)):
        body = Body.objects.create(coalition=opened.quiet_fields, kind="other", names=names, is_public=is_public)
        for organisation in (opened.sahel, opened.lantern):
            Seat.objects.create(body=body, coalition=opened.quiet_fields, organisation=organisation, starts_on=today)
    text = read(f"{HOME}who/")
    circle = text.split("Steering circle")[1]
    assert "Forum Humanité Sahel" in circle
    for hidden in ("Lantern", "Amina", "Quiet circle"):
        assert hidden not in text


# Versions.


def test_an_earlier_version_is_marked_and_leads_to_the_one_in_force(call: Version, opened: Cast) -> None:
    adopt(opened.quiet_fields, {"en": ("Something new", ["Ask for more."])})
    old, new = read(f"{HOME}call/1/"), read(f"{HOME}call/2/")
    assert CALL["en"][1][0] in old
    assert "superseded" in old
    assert 'href="/en/quiet-fields/">Version 2 is in force.' in old
    assert "superseded" not in new
    assert "The third demand is new." in new
    assert 'href="/en/quiet-fields/call/1/"' in read()


@pytest.mark.parametrize("path", ["call/0/", "call/9/", "call/", "call/1/x/", "charter/", "charter/1/", "nothing/"])
def test_what_is_not_there_is_not_there(call: Version, path: str) -> None:
    assert Client().get(f"{HOME}{path}").status_code == 404


def test_a_charter_is_read_by_itself_and_linked_where_there_is_one(call: Version, opened: Cast) -> None:
    adopt(opened.quiet_fields, {"en": ("What we owe each other", ["Answer within a week."])}, kind="charter")
    assert "Answer within a week." in read(f"{HOME}charter/")
    assert 'href="/en/quiet-fields/charter/"' in read(f"{HOME}who/")


# What is told to programs.


def test_search_engines_and_messengers_are_told_what_the_page_is(call: Version) -> None:
    text = read(f"{HOME}who/")
    for part in (
        '<link rel="canonical" href="http://localhost:8000/en/quiet-fields/who/">',
        '<link rel="alternate" hreflang="ar" href="http://localhost:8000/ar/quiet-fields/who/">',
        '<link rel="alternate" hreflang="x-default" href="http://localhost:8000/go/quiet-fields">',
        '<link rel="alternate" type="application/atom+xml" href="/en/quiet-fields/feed.xml"',
        '<meta property="og:title" content="Who stands behind Quiet Fields Coalition">',
    ):
        assert part in text


def test_the_plain_text_holds_the_call_and_where_it_stands(call: Version) -> None:
    response = Client().get("/ar/quiet-fields/call.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    text = response.content.decode()
    assert text.startswith(CALL["ar"][0])
    assert f"\n٢. {CALL['ar'][1][1]}\n" in text
    assert text.endswith("http://localhost:8000/go/quiet-fields\n")


def test_the_code_is_a_picture_that_holds_the_short_address(call: Version) -> None:
    response = Client().get(f"{HOME}qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert Tree.fromstring(response.content).tag == "{http://www.w3.org/2000/svg}svg"


@pytest.mark.parametrize(
    ("preferred", "language"), [("", "en"), ("ar-LB,ar;q=0.9,en;q=0.8", "ar"), ("de,fr;q=0.5", "fr"), ("de", "en"), ("*", "en"), ("xx;q=what", "en")]
)
def test_the_short_address_leads_everybody_to_their_language(call: Version, preferred: str, language: str) -> None:
    response = Client().get("/go/quiet-fields", headers={"accept-language": preferred} if preferred else None)
    assert (response.status_code, response["Location"]) == (302, f"/{language}/quiet-fields/")
    assert response["Vary"] == "Accept-Language"
    assert response["Cache-Control"] == "public, max-age=30"


def test_the_short_address_asks_nobody_who_they_are(call: Version, opened: Cast, as_account: AsAccount) -> None:
    client = as_account(opened.leila)
    client.cookies["language"] = "ar"
    with CaptureQueriesContext(connection) as queries:
        response = client.get("/go/quiet-fields/")
    assert response["Location"] == HOME
    assert not response.cookies
    assert len(queries) == 1


def test_the_short_address_of_pages_that_are_closed_is_that_of_none(cast: Cast) -> None:
    closed, never = Client().get("/go/quiet-fields"), Client().get("/go/no-such-coalition")
    assert closed.status_code == never.status_code == 404
    assert closed.content == never.content


# The feed.


def entries(path: str = f"{HOME}feed.xml") -> dict[str, str]:
    """Return the feed as {identifier: title and words}."""
    feed = Tree.fromstring(Client().get(path).content)
    found = feed.findall(f"{ATOM}entry")
    return {str(one.findtext(f"{ATOM}id")).rpartition(":")[2]: f"{one.findtext(f'{ATOM}title')} {one.findtext(f'{ATOM}summary')}" for one in found}


def joined(cast: Cast, name: str, day: date, naming: Naming = Naming.PUBLIC) -> None:
    organisation = make_member(cast.quiet_fields, cast.operator, name, "KE", naming=naming)
    Membership.objects.filter(organisation=organisation).update(joined_on=day, joined_precision="day")


def test_the_feed_tells_of_versions_of_the_opening_and_of_members_day_by_day(call: Version, opened: Cast) -> None:
    day = time.now().date() - timedelta(days=5)
    for name in ("Zebra Group", "Ant Group"):
        joined(opened, name, day)
    told = entries()
    assert told["call-1"] == "Version 1 of the call was adopted Adopted on 14 March 2026."
    assert "Quiet Fields Coalition opened its pages" in told["opened"]
    assert "Ant Group and Zebra Group" in told[f"members-{day}"]


def test_the_same_news_has_the_same_name_in_every_language(call: Version) -> None:
    assert set(entries()) == set(entries("/ar/quiet-fields/feed.xml"))


def test_a_day_is_told_once_it_is_over_everywhere(call: Version, opened: Cast) -> None:
    joined(opened, "Ant Group", date(2026, 11, 10))
    for day, told in ((10, False), (11, False), (12, True)):
        with travel(datetime(2026, 11, day, 12, tzinfo=UTC), tick=False):
            assert ("members-2026-11-10" in entries()) is told


def test_whoever_is_not_named_leaves_the_feed_as_it_is_to_the_last_byte(call: Version, opened: Cast) -> None:
    before = Client().get(f"{HOME}feed.xml")
    for naming in (Naming.MEMBERS, Naming.COORDINATORS):
        joined(opened, f"Shy {naming}", time.now().date() - timedelta(days=5), naming)
    after = Client().get(f"{HOME}feed.xml")
    assert (after.content, after["ETag"]) == (before.content, before["ETag"])


def test_whoever_lets_themselves_be_named_later_is_new_on_that_day(call: Version, opened: Cast) -> None:
    """Else the day on which it joined would tell that it was one of those who were not named until now."""
    long_ago = time.now().date() - timedelta(days=90)
    Membership.objects.filter(organisation=opened.campos).update(joined_on=long_ago, joined_precision="day")
    organisations.choose_naming(opened.campos, Naming.PUBLIC, by=opened.operator)
    with travel(time.now() + timedelta(days=3)):
        told = entries()
    assert f"members-{long_ago}" not in told
    assert "Campos Livres" in told[f"members-{time.now().date()}"]


# Cost.


@pytest.mark.parametrize("page", ["", "who/", "join/", "call/1/", "feed.xml", "call.txt"])
def test_a_page_asks_few_things_however_many_stand_behind_it(call: Version, opened: Cast, page: str) -> None:
    with CaptureQueriesContext(connection) as few:
        read(HOME + page)
    for number in range(30):
        make_member(opened.quiet_fields, opened.operator, f"Group {number}", "KE")
        endorse(call, f"Person {number}")
    with CaptureQueriesContext(connection) as many:
        read(HOME + page)
    assert len(many) == len(few) <= 21
