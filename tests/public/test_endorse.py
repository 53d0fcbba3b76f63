"""Endorsing from outside: a form, a link in a mail, one button; nothing without it, and nothing that tells who is known here."""

from __future__ import annotations

import re
import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from commoncall.call.actions import endorsers as deeds
from commoncall.call.actions import texts
from commoncall.call.models import Endorsement, Endorser, Version
from commoncall.call.queries import endorsers
from commoncall.kernel import time
from commoncall.kernel.accounts.models import Limit
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.history.models import Entry as Line
from commoncall.kernel.outbox.actions import silence
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import coalitions
from commoncall.procedures import outside_endorsements, own_links
from commoncall.web import guarding
from commoncall.web.guarding import OVER_ALL, TRAP, Gate
from tests.call.conftest import adopt, first  # noqa: F401 - fixtures
from tests.call.test_endorsers import KINDS, OWNER, ROSA
from tests.cast import Cast
from tests.fuzz.nasties import VALUES

FORM = "/en/quiet-fields/endorse/"
ROSA_TYPES = {"kind": "individual", "name": "Rosa Quispe", "affiliation": "Lima", "country": "PE", "naming": "public", "address": "rosa@rosa.example"}


@pytest.fixture
def call(first: Version, cast: Cast) -> Version:  # noqa: F811
    """The call in force, open to everybody outside, on a public page."""
    texts.open_to(first.text, KINDS, by=cast.actor(cast.leila))
    coalitions.open_site(cast.quiet_fields, True, by=cast.operator)
    return Version.objects.select_related("text", "coalition").get(pk=first.pk)


@pytest.fixture
def visitor() -> Client:
    return Client()


_networks = iter(range(1, 1 << 24))


def send(visitor: Client, cast: Cast, network: str = "", path: str = FORM, **typed: str) -> HttpResponse:
    """Send the form as somebody does who took half a minute over it."""
    stamp = Gate("endorse", cast.quiet_fields).stamp(time.now() - timedelta(seconds=30))
    number = next(_networks)
    network = network or f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::1"
    return visitor.post(path, ROSA_TYPES | {"shown": stamp, TRAP: ""} | typed, REMOTE_ADDR=network)


def mails(address: str = "rosa@rosa.example") -> list[Message]:
    return list(Message.objects.filter(address=address).order_by("written_at"))


def link_to(address: str = "rosa@rosa.example") -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", mails(address)[-1].text)
    assert found
    return found[1]


def hidden(shown: HttpResponse) -> dict[str, str]:
    """Return what the button on a page sends along."""
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', text(shown)))
    assert fields, text(shown)
    return fields


def press(visitor: Client, link: str) -> HttpResponse:
    """Open a link, and press the button that is on its page."""
    return visitor.post(link, hidden(visitor.get(link)))


def text(response: HttpResponse) -> str:
    return response.content.decode()


# The way through.


def test_from_the_form_over_the_mail_to_the_list(visitor: Client, cast: Cast, call: Version) -> None:
    shown = visitor.get(FORM)
    assert "Keep the fields quiet" in text(shown)
    answer = send(visitor, cast)
    assert answer.status_code == 302
    assert answer["Location"] == "/en/quiet-fields/endorse/sent/"
    assert "Look into your mail" in text(visitor.get(answer["Location"]))
    link = link_to()
    assert "Nothing counts yet" in text(visitor.get(link))
    assert Endorser.objects.get().confirmed_at is None, "opening a link did something"
    assert press(visitor, link).status_code == 302
    assert "Confirmed on" in text(visitor.get(link))
    assert [one.name for group in endorsers.public_endorsers(cast.quiet_fields, call).groups for one in group.named] == ["Rosa Quispe"]


def test_no_page_of_it_sets_a_cookie_or_is_kept_or_needs_a_script(visitor: Client, cast: Cast, call: Version) -> None:
    send(visitor, cast)
    link = link_to()
    for path in (FORM, f"{FORM}sent/", f"{FORM}link/", link, f"{link}correct/", f"{link}withdraw/"):
        for language in ("en", "fr", "ar"):
            response = visitor.get(path.replace("/en/", f"/{language}/"))
            assert response.status_code == 200, path
            assert "no-store" in response["Cache-Control"], path
            assert not response.cookies, path
            assert "<script" not in text(response), path
            assert len(response.content) < 60_000, path
            assert "csrfmiddlewaretoken" not in text(response), path
    assert not send(visitor, cast, name="Somebody else").cookies


@pytest.mark.parametrize("state", ["private", "closed", "nobody", "no text"])
def test_where_nothing_can_be_endorsed_there_is_no_form(visitor: Client, cast: Cast, call: Version, state: str) -> None:
    leila = cast.actor(cast.leila)
    if state == "private":
        coalitions.open_site(cast.quiet_fields, False, by=cast.operator)
    elif state == "closed":
        texts.close(call.text, by=leila)
    elif state == "nobody":
        texts.open_to(call.text, [], by=leila)
    path = FORM if state != "no text" else "/en/open-water/endorse/"
    if state == "no text":
        coalitions.open_site(cast.open_water, True, by=cast.operator.within(cast.open_water.id, cast.open_water.chain_id))
    shown = visitor.get(path)
    assert shown.status_code == (404 if state in {"private", "no text"} else 200)
    assert "<form" not in text(shown)
    send(visitor, cast, path=path)
    assert not Endorser.objects.exists()


def test_what_was_typed_stays_where_something_is_refused(visitor: Client, cast: Cast, call: Version) -> None:
    answer = send(visitor, cast, address="rosa", reservations="Not the second.")
    assert answer.status_code == 422
    assert 'value="Rosa Quispe"' in text(answer)
    assert "Not the second." in text(answer)
    answer = send(visitor, cast, name="See https://elsewhere.example")
    assert "Write no address of a website here" in text(answer)
    assert not mails()


def test_a_program_that_fills_in_everything_at_once_is_sent_back(visitor: Client, cast: Cast, call: Version) -> None:
    quick = Gate("endorse", cast.quiet_fields).stamp()
    assert "quicker than people write" in text(send(visitor, cast, shown=quick))
    assert "people do not see" in text(send(visitor, cast, **{TRAP: "x"}))
    assert not Endorser.objects.exists()


# What nobody learns.


def test_the_answer_is_the_same_for_an_address_that_is_known(visitor: Client, cast: Cast, call: Version) -> None:
    unknown = send(visitor, cast)
    press(visitor, link_to())
    known = send(visitor, cast)
    assert (unknown.status_code, unknown["Location"], unknown.content) == (known.status_code, known["Location"], known.content)
    asked = [send(visitor, cast, path=f"{FORM}link/", address=address) for address in ("rosa@rosa.example", "nobody@nobody.example")]
    assert asked[0].content == asked[1].content


def test_asking_for_the_link_writes_to_those_who_endorse_alone(visitor: Client, cast: Cast, call: Version) -> None:
    send(visitor, cast)
    with time_machine.travel(time.now() + timedelta(days=2)):
        for address in ("Rosa@rosa.example", "nobody@nobody.example"):
            send(visitor, cast, path=f"{FORM}link/", address=address)
        assert len(mails()) == 2
        assert not mails("nobody@nobody.example")
        assert visitor.get(link_to()).status_code == 200


def test_one_mail_a_day_goes_to_an_address_whatever_is_asked(visitor: Client, cast: Cast, call: Version) -> None:
    for number in range(4):
        send(visitor, cast, name=f"Rosa {number}")
    send(visitor, cast, path=f"{FORM}link/")
    assert len(mails()) == 1
    page = text(visitor.get(link_to()))
    assert "Rosa 3" in page, "what was asked later cannot be reached from the one mail"


def test_the_mail_holds_no_word_that_whoever_filled_in_the_form_has_written(visitor: Client, cast: Cast, call: Version) -> None:
    send(visitor, cast, name="BUY NOW", affiliation="CHEAP STORE", reservations="CLICK HERE")
    mail = mails()[0]
    for words in ("BUY", "CHEAP", "CLICK"):
        assert words not in mail.subject + mail.text + mail.html
    assert mail.is_secret


def test_an_unlisted_member_is_answered_like_everybody_and_a_listed_one_is_asked_inside(visitor: Client, cast: Cast, call: Version) -> None:
    unlisted = send(visitor, cast, kind="organisation", name="Hidden Lantern Circle", address="a@a.example")
    unknown = send(visitor, cast, kind="organisation", name="Harbour Choir", address="b@b.example")
    assert (unlisted.status_code, unlisted["Location"]) == (unknown.status_code, unknown["Location"])
    assert not Ask.objects.exists()
    for _time in range(3):
        listed = send(visitor, cast, kind="organisation", name="forum humanite sahel", address="c@c.example")
    assert "Forum Humanité Sahel belongs to Quiet Fields Coalition already" in text(listed)
    assert [one.organisation for one in Ask.objects.filter(kind="call.endorse_here")] == [cast.sahel]
    assert not mails("c@c.example")
    individual = send(visitor, cast, name="forum humanite sahel", address="d@d.example")
    assert individual.status_code == 302, "people are not members"


def test_asking_for_the_link_is_counted_alike_for_an_address_that_is_known_and_one_that_is_not(visitor: Client, cast: Cast, call: Version) -> None:
    send(visitor, cast)
    press(visitor, link_to())
    Limit.objects.all().delete()
    for address in ("rosa@rosa.example", "nobody@nobody.example"):
        outside_endorsements.send_link(cast.quiet_fields, address, "en")
        assert not own_links.may_write("link of endorser", cast.quiet_fields, address), address
    assert len(mails()) == 2
    assert not mails("nobody@nobody.example")
    send(visitor, cast, address="nobody@nobody.example", name="Nobody Yet")
    assert len(mails("nobody@nobody.example")) == 1, "whoever asked for a link is kept from the mail with which they sign"


# Links.


def test_the_button_confirms_what_its_page_showed_and_not_what_somebody_sent_since(visitor: Client, cast: Cast, call: Version) -> None:
    send(visitor, cast)
    link = link_to()
    fields = hidden(visitor.get(link))
    send(visitor, cast, affiliation="The Rook Party")
    stale = visitor.post(link, fields)
    assert stale.status_code == 409
    assert "This changed at this very moment." in text(stale)
    assert "The Rook Party" in text(stale)
    assert not Endorsement.objects.exists()
    assert visitor.post(link, hidden(stale)).status_code == 302


def test_a_link_used_twice_shows_how_it_stands(visitor: Client, cast: Cast, call: Version) -> None:
    send(visitor, cast)
    link = link_to()
    version = hidden(visitor.get(link))
    assert visitor.post(link, version).status_code == 302
    again = visitor.post(link, version)
    assert again.status_code == 409
    assert "This has been confirmed already." in text(again)
    for offered in ("correct/", "withdraw/"):
        assert f"{link}{offered}" in text(again)
    assert Endorsement.objects.count() == 1


def test_whoever_was_forwarded_a_link_reads_whose_it_is_and_not_the_whole_address(visitor: Client, cast: Cast, call: Version) -> None:
    send(visitor, cast)
    shown = text(visitor.get(link_to()))
    assert "Does Rosa Quispe endorse this?" in shown
    assert "r•••@rosa.example" in shown
    assert "rosa@rosa.example" not in shown
    assert "If that is not you" in shown


def test_a_superseded_version_offers_the_present_text(visitor: Client, cast: Cast, call: Version, adopt: Any) -> None:  # noqa: F811
    send(visitor, cast)
    link = link_to()
    adopt("Ban it altogether.")
    shown = text(visitor.get(link))
    assert "Meanwhile version 2 has come into force" in shown
    assert "Ban it altogether." in shown
    stale = visitor.post(link, {"deed": "confirm", "version": "1"})
    assert stale.status_code == 409
    assert "Version 1 is no longer in force" in text(stale)
    assert press(visitor, link).status_code == 302
    assert Endorsement.objects.get().version.number == 2


@pytest.mark.parametrize("version", ["", "x", "9", "-1", "٣", "9" * 50])
def test_a_button_of_no_page_does_nothing(visitor: Client, cast: Cast, call: Version, version: str) -> None:
    send(visitor, cast)
    assert visitor.post(link_to(), {"deed": "confirm", "version": version}).status_code == 409
    assert not Endorsement.objects.exists()


def test_a_link_of_another_coalition_or_of_nobody_opens_nothing(visitor: Client, cast: Cast, call: Version) -> None:
    send(visitor, cast)
    link = link_to().rstrip("/").rpartition("/")[2]
    coalitions.open_site(cast.open_water, True, by=cast.operator.within(cast.open_water.id, cast.open_water.chain_id))
    for path in (f"/en/open-water/endorse/{link}/", f"{FORM}{link[:-2]}/", f"{FORM}made-up/"):
        assert visitor.get(path).status_code == 404, path
        assert visitor.post(path, {"deed": "confirm", "version": "1"}).status_code == 404, path


def test_correcting_and_withdrawing_work_while_the_public_page_is_shut(visitor: Client, cast: Cast, call: Version) -> None:
    send(visitor, cast)
    link = link_to()
    press(visitor, link)
    coalitions.open_site(cast.quiet_fields, False, by=cast.operator)
    typed = ROSA_TYPES | {"naming": "coordinators", "language": "fr"}
    assert visitor.post(f"{link}correct/", typed)["Location"] == link.replace("/en/", "/fr/")
    assert Endorser.objects.get().naming == "coordinators"
    assert visitor.post(f"{link}withdraw/", {"why": ""}).status_code == 302
    assert "no longer endorses it" in text(visitor.get(link))


@pytest.mark.parametrize("path", ["link/", "made-up/", "made-up/correct/", "made-up/withdraw/"])
def test_a_coalition_that_never_opened_its_pages_is_answered_like_one_that_does_not_exist(visitor: Client, cast: Cast, path: str) -> None:
    """Its name is told to nobody from outside, and not even that there is one; a link from a mail shows it to its reader alone."""
    assert not cast.quiet_fields.is_public
    found, nowhere = visitor.get(FORM + path), visitor.get(f"/en/no-such-fields/endorse/{path}")
    assert (found.status_code, found.content) == (404, nowhere.content)
    coalitions.open_site(cast.quiet_fields, True, by=cast.operator)
    coalitions.open_site(cast.quiet_fields, False, by=cast.operator)
    # Whoever endorsed while it was open can still ask for their link.
    assert b"Quiet Fields" in visitor.get(FORM + path).content


def test_throwing_away_what_was_never_confirmed(visitor: Client, cast: Cast, call: Version) -> None:
    send(visitor, cast)
    link = link_to()
    assert "It is thrown away" in text(visitor.post(f"{link}withdraw/"))
    assert visitor.get(link).status_code == 404
    assert not Endorser.objects.exists()


# Mails that come unasked.


def test_after_a_material_change_each_is_asked_once_in_their_language_and_by_one_button(
    visitor: Client,
    cast: Cast,
    call: Version,
    adopt: Any,  # noqa: F811
) -> None:
    send(visitor, cast, path=FORM.replace("/en/", "/fr/"))
    press(visitor, link_to())
    send(visitor, cast, name="Chen Li", address="chen@chen.example")
    press(visitor, link_to("chen@chen.example"))
    silence(cast.quiet_fields, "chen@chen.example", by=OWNER)
    adopt("Ban it altogether.")
    assert outside_endorsements.ask_again() == 2
    assert outside_endorsements.ask_again() == 0
    assert [mail.kind for mail in mails()] == ["call.endorser_confirm", "call.endorser_again"]
    assert len(mails("chen@chen.example")) == 1, "who asked for silence was written to"
    assert link_to().startswith("/fr/quiet-fields/endorse/")
    assert "/silence/" in mails()[-1].text
    english = link_to().replace("/fr/", "/en/")
    assert "Stand behind version 2" in text(visitor.get(english))
    press(visitor, english)
    assert "Confirmed on" in text(visitor.get(english))
    adopt("Ban it all.", is_material=False)
    assert outside_endorsements.ask_again() == 0


@pytest.mark.django_db(transaction=True)
def test_of_several_workers_one_asks_an_endorser(visitor: Client, cast: Cast, call: Version, adopt: Any) -> None:  # noqa: F811
    for name in ("Chen Li", "Rosa Quispe"):
        address = f"{name[:4].lower()}@asked.example"
        send(visitor, cast, name=name, address=address)
        press(visitor, link_to(address))
    adopt("Ban it altogether.")
    asked: list[int] = []

    def work() -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '5s'")
            asked.append(outside_endorsements.ask_again())
        finally:
            connection.close()

    with transaction.atomic():
        list(Endorser.objects.select_for_update().filter(name="Chen Li"))
        other = threading.Thread(target=work)
        other.start()
        other.join()
    assert asked == [1]
    assert outside_endorsements.ask_again() == 1
    assert Message.objects.filter(kind="call.endorser_again").count() == 2


def test_whoever_was_entered_on_paper_is_told_and_corrects_it(visitor: Client, cast: Cast, call: Version) -> None:
    came = deeds.Came("phone", "Rosa rang on Monday", time.now().date())
    outside_endorsements.enter(cast.quiet_fields, call, replace(ROSA, language="fr"), came, by=cast.actor(cast.leila))
    mail = mails()[0]
    assert mail.kind == "call.endorser_entered"
    assert mail.language == "fr"
    assert "endorses it" in text(visitor.get(link_to().replace("/fr/", "/en/")))


def test_no_coordinator_reads_a_link_in_the_outbox(visitor: Client, cast: Cast, call: Version, as_account: Any) -> None:
    send(visitor, cast)
    page = as_account(cast.leila).get(f"/quiet-fields/mail/{mails()[0].pk}/")
    assert page.status_code == 200
    assert "/endorse/" not in text(page)


# What is only counted.


@pytest.fixture
def heron(visitor: Client, cast: Cast, call: Version) -> str:
    """Somebody who confirmed and is only counted."""
    send(visitor, cast, name="Hollow Heron", affiliation="Hollow Harbour", website="https://heron.example", naming="coordinators")
    press(visitor, link_to())
    return "Hollow Heron"


def test_a_name_that_is_only_counted_appears_nowhere(visitor: Client, cast: Cast, heron: str, as_account: Any) -> None:
    paths = ["/en/quiet-fields/", "/fr/quiet-fields/", FORM, f"{FORM}sent/", f"{FORM}link/"]
    seen = [text(visitor.get(path)) for path in paths]
    for account in (cast.amina, cast.deniz, cast.eva):
        member = as_account(account)
        seen += [text(member.get(path)) for path in ("/quiet-fields/", "/quiet-fields/endorsers/", "/quiet-fields/history/")]
        seen.append(text(member.get("/quiet-fields/endorsers/", {"q": "heron"})))
    for page in seen:
        assert "Hollow" not in page
        assert "heron.example" not in page
    assert heron in text(as_account(cast.leila).get("/quiet-fields/endorsers/"))


# Bots.


def siege(visitor: Client, cast: Cast, how_many: int) -> dict[int, int]:
    """Send the form so many times, each time as another bot with an address and a network of its own."""
    answers: dict[int, int] = {}
    for number in range(how_many):
        status = send(visitor, cast, name=f"Bot {number}", address=f"bot{number}@bots{number % 300}.example").status_code
        answers[status] = answers.get(status, 0) + 1
    return answers


def besieged(visitor: Client, cast: Cast, call: Version, how_many: int) -> None:
    with time_machine.travel(time.now(), tick=False):
        assert siege(visitor, cast, how_many) == {302: OVER_ALL.times, 422: how_many - OVER_ALL.times}
        shut = visitor.get(FORM)
        assert (shut.status_code, "Come again" in text(shut)) == (503, True)
        assert Endorser.objects.count() == Message.objects.filter(kind="call.endorser_confirm").count() == OVER_ALL.times
        assert Message.objects.filter(kind="procedures.rush").count() == 1
        assert endorsers.public_endorsers(cast.quiet_fields, call).count == 0
        assert not Line.objects.filter(chain=cast.quiet_fields.chain_id, kind__startswith="call.endorser_c").exists()
        with CaptureQueriesContext(connection) as asked:
            send(visitor, cast, name="One more", address="more@more.example")
        assert len(asked) < 12
    with time_machine.travel(time.now() + timedelta(hours=2)):
        assert send(visitor, cast).status_code == 302
    with time_machine.travel(time.now() + timedelta(days=8)):
        while deeds.forget():
            pass
        assert not Endorser.objects.exists()


def test_bots_are_held_off_and_leave_nothing(visitor: Client, cast: Cast, call: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "OVER_ALL", guarding.Rate(30, timedelta(hours=1)))
    monkeypatch.setattr("tests.public.test_endorse.OVER_ALL", guarding.OVER_ALL)
    besieged(visitor, cast, call, 60)


@pytest.mark.slow
def test_ten_thousand_bots_are_held_off_and_leave_nothing(visitor: Client, cast: Cast, call: Version) -> None:
    besieged(visitor, cast, call, 10_000)


# What nobody expects.


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(VALUES))
def test_nothing_that_is_sent_breaks_the_form_or_the_pages_behind_it(visitor: Client, cast: Cast, call: Version, name: str) -> None:
    nasty = VALUES[name].encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    send(visitor, cast)
    link = link_to()
    for field in ("kind", "name", "affiliation", "country", "website", "naming", "reservations", "address", "wants_news", "shown", TRAP):
        assert send(visitor, cast, **{field: nasty}).status_code in {302, 400, 422}, field
        assert visitor.post(f"{link}correct/", ROSA_TYPES | {"language": "en", field: nasty}).status_code in {302, 400, 422}, field
    assert visitor.post(link, {"deed": nasty, "version": nasty}).status_code == 409
    assert visitor.get(f"{FORM}{quote(nasty[:200], safe='')}/").status_code in {301, 302, 404}
    assert visitor.get(link.replace("/en/", "/ar/")).status_code == 200
