"""Signing a letter from outside: a form, a link in a mail, one button; nothing without it, and nothing that tells who is known here."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from commoncall.kernel import time
from commoncall.kernel.accounts.models import Limit
from commoncall.kernel.asks.models import Ask
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import coalitions
from commoncall.kernel.parties.models import Mandate
from commoncall.kernel.refusals import Conflict
from commoncall.procedures import outside_signatures, own_links
from commoncall.voice.actions import letters
from commoncall.voice.models import Letter, Signature
from commoncall.voice.queries import public
from commoncall.web.guarding import TRAP, Gate
from tests import spoken
from tests.cast import Cast

FORM = "/en/quiet-fields/letters/1/sign/"
ROSA = {
    "kind": "individual",
    "name": "Rosa Quispe",
    "affiliation": "Lima",
    "country": "PE",
    "naming": "public",
    "address": "rosa@rosa.example",
}


@pytest.fixture
def letter(cast: Cast) -> Letter:
    """A letter that everybody may sign, on a public page."""
    coalitions.open_site(cast.quiet_fields, True, by=cast.operator)
    found = spoken.opened(cast.quiet_fields, "Let the hedges stand", cast.actor(cast.leila), closes_at=time.now() + timedelta(days=9))
    return Letter.objects.select_related("coalition", "version__text").get(pk=found.pk)


@pytest.fixture
def visitor() -> Client:
    return Client()


_networks = iter(range(1, 1 << 24))


def send(visitor: Client, cast: Cast, path: str = FORM, **typed: str) -> HttpResponse:
    """Send the form as somebody does who took half a minute over it."""
    stamp = Gate("sign", cast.quiet_fields).stamp(time.now() - timedelta(seconds=30))
    number = next(_networks)
    network = f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::1"
    return visitor.post(path, ROSA | {"shown": stamp, TRAP: ""} | typed, REMOTE_ADDR=network)


def mails(address: str = "rosa@rosa.example") -> list[Message]:
    return list(Message.objects.filter(address=address).order_by("written_at"))


def link_to(address: str = "rosa@rosa.example") -> str:
    found = re.search(r"https?://[^/\s]+(/\S+/signature/\S+)", mails(address)[-1].text)
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


def named(letter: Letter) -> list[str]:
    found = public.signatories(letter)
    return [one.name for part in (found.first, found.added) for one in (*(each for group in part.by_country for each in group.named), *part.people)]


# The way through.


def test_from_the_form_over_the_mail_under_the_letter(visitor: Client, cast: Cast, letter: Letter) -> None:
    shown = text(visitor.get(FORM))
    assert "Let the hedges stand" in shown
    assert "The Minister of Hedges" in shown
    assert "Wrens call at dawn." in shown
    answer = send(visitor, cast)
    assert answer.status_code == 302, text(answer)
    assert answer["Location"] == "/en/quiet-fields/letters/1/sign/sent/"
    assert "Look into your mail" in text(visitor.get(answer["Location"]))
    link = link_to()
    assert "Nothing counts yet" in text(visitor.get(link))
    assert Signature.objects.get().signed_at is None, "opening a link did something"
    assert named(letter) == []
    assert press(visitor, link).status_code == 302
    assert "Rosa Quispe has signed" in text(visitor.get(link))
    assert named(letter) == ["Rosa Quispe"]
    assert "Rosa Quispe" in text(visitor.get("/en/quiet-fields/letters/1/"))


def test_no_page_of_it_sets_a_cookie_or_is_kept_or_needs_a_script(visitor: Client, cast: Cast, letter: Letter) -> None:
    send(visitor, cast)
    link = link_to()
    for path in (FORM, f"{FORM}sent/", "/en/quiet-fields/signature/link/", link, f"{link}correct/", f"{link}withdraw/"):
        for language in ("en", "fr", "ar"):
            response = visitor.get(path.replace("/en/", f"/{language}/"))
            assert response.status_code == 200, path
            assert "no-store" in response["Cache-Control"], path
            assert not response.cookies, path
            assert "<script" not in text(response), path
            assert len(response.content) < 60_000, path
            assert "csrfmiddlewaretoken" not in text(response), path
    assert not send(visitor, cast, name="Somebody else").cookies


def test_a_letter_that_is_closed_says_since_when_and_takes_nothing(visitor: Client, cast: Cast, letter: Letter) -> None:
    send(visitor, cast)
    link = link_to()
    letters.close(letter, by=cast.actor(cast.leila))
    shown = visitor.get(FORM)
    assert "It has been closed since" in text(shown)
    assert "<form" not in text(shown)
    send(visitor, cast, name="Too Late")
    assert not Signature.objects.filter(name="Too Late").exists()
    own = text(visitor.get(link))
    assert "can no longer be confirmed" in own
    late = visitor.post(link, {"deed": "confirm"})
    assert late.status_code == 409
    assert "The letter was closed to signatures on" in text(late)
    assert Signature.objects.get().signed_at is None


def test_where_there_is_no_public_letter_there_is_no_form(visitor: Client, cast: Cast, letter: Letter) -> None:
    assert visitor.get(FORM.replace("/1/", "/2/")).status_code == 404
    Letter.objects.update(is_public=False)
    assert visitor.get(FORM).status_code == send(visitor, cast).status_code == 404
    Letter.objects.update(is_public=True)
    coalitions.open_site(cast.quiet_fields, False, by=cast.operator)
    assert visitor.get(FORM).status_code == 404


def test_a_letter_for_members_alone_is_signed_in_the_workspace(visitor: Client, cast: Cast, letter: Letter) -> None:
    Letter.objects.update(who=["members"])
    shown = visitor.get(FORM)
    assert "signed in the workspace" in text(shown)
    assert "<form" not in text(shown)


@pytest.mark.parametrize(
    ("terms", "typed", "words"),
    [
        ({"regions": ["002"]}, {}, "signed from certain regions alone"),
        ({"status": "ECOSOC"}, {"kind": "organisation", "name": "Rook Ring"}, "with this status alone: ECOSOC"),
        ({"who": ["expert", "parliamentarian"]}, {"kind": ""}, "Choose one"),
    ],
)
def test_whoever_may_not_sign_reads_why(visitor: Client, cast: Cast, letter: Letter, terms: Any, typed: Any, words: str) -> None:
    Letter.objects.update(**terms)
    answer = send(visitor, cast, **typed)
    assert answer.status_code == 422
    assert words in text(answer)
    assert not mails()
    assert not Signature.objects.exists()


def test_whoever_has_what_is_asked_for_signs(visitor: Client, cast: Cast, letter: Letter) -> None:
    Letter.objects.update(regions=["002"], status="ECOSOC")
    sent = send(visitor, cast, kind="organisation", name="Rook Ring", country="KE", has_status="on", authoriser="Rook Rand", capacity="chair")
    assert sent.status_code == 302, text(sent)
    press(visitor, link_to())
    kept = Signature.objects.get()
    assert (kept.has_status, kept.authoriser, kept.capacity, kept.signed_at is not None) == (True, "Rook Rand", "chair", True)


# What nobody learns.


def test_the_answer_is_the_same_for_an_address_that_is_known(visitor: Client, cast: Cast, letter: Letter) -> None:
    unknown = send(visitor, cast)
    press(visitor, link_to())
    known = send(visitor, cast)
    assert (unknown.status_code, unknown["Location"], unknown.content) == (known.status_code, known["Location"], known.content)
    path = "/en/quiet-fields/signature/link/"
    asked = [send(visitor, cast, path=path, address=address) for address in ("rosa@rosa.example", "nobody@nobody.example")]
    assert asked[0].content == asked[1].content
    assert len(mails()) == 1
    assert not mails("nobody@nobody.example")


def test_where_endorsers_are_asked_only_whoever_reads_the_address_learns_whether_it_endorses(visitor: Client, cast: Cast, letter: Letter) -> None:
    Letter.objects.update(who=["endorsers"])
    assert send(visitor, cast).status_code == 302
    answer = press(visitor, link_to())
    assert answer.status_code == 409
    assert "This letter is signed by others" in text(answer)
    assert Signature.objects.get().signed_at is None


def test_one_mail_a_day_goes_to_an_address_and_holds_no_word_of_the_form(visitor: Client, cast: Cast, letter: Letter) -> None:
    for number in range(4):
        send(visitor, cast, name=f"BUY NOW {number}", capacity="CHEAP STORE")
    assert len(mails()) == 1
    mail = mails()[0]
    assert "BUY" not in mail.subject + mail.text + mail.html
    assert "CHEAP" not in mail.text + mail.html
    assert mail.is_secret
    page = text(visitor.get(link_to()))
    assert "BUY NOW 3" in page, "what was asked later cannot be reached from the one mail"


def test_an_unlisted_member_is_answered_like_everybody_and_a_listed_one_is_asked_inside(visitor: Client, cast: Cast, letter: Letter) -> None:
    unlisted = send(visitor, cast, kind="organisation", name="Hidden Lantern Circle", address="a@a.example")
    unknown = send(visitor, cast, kind="organisation", name="Harbour Choir", address="b@b.example")
    assert (unlisted.status_code, unlisted["Location"]) == (unknown.status_code, unknown["Location"])
    assert not Ask.objects.filter(kind="voice.sign_here").exists()
    for _time in range(3):
        listed = send(visitor, cast, kind="organisation", name="forum humanite sahel", address="c@c.example")
    assert "Forum Humanité Sahel belongs to Quiet Fields Coalition already" in text(listed)
    assert [one.organisation for one in Ask.objects.filter(kind="voice.sign_here")] == [cast.sahel]
    assert not mails("c@c.example")


def test_asking_for_the_link_is_counted_alike_for_an_address_that_is_known_and_one_that_is_not(visitor: Client, cast: Cast, letter: Letter) -> None:
    send(visitor, cast)
    press(visitor, link_to())
    Limit.objects.all().delete()
    for address in ("rosa@rosa.example", "nobody@nobody.example"):
        outside_signatures.send_link(cast.quiet_fields, address, "en")
        assert not own_links.may_write("link of signer", cast.quiet_fields, address), address
    assert len(mails()) == 2
    assert not mails("nobody@nobody.example")
    send(visitor, cast, address="nobody@nobody.example", name="Nobody Yet")
    assert len(mails("nobody@nobody.example")) == 1, "whoever asked for a link is kept from the mail with which they sign"


@pytest.mark.parametrize("why", ["nobody acts for it", "its people may sign other letters alone", "it is not asked inside"])
def test_a_member_for_which_nobody_can_sign_inside_is_not_sent_there(visitor: Client, cast: Cast, letter: Letter, why: str) -> None:
    acting = Mandate.objects.filter(organisation=cast.sahel)
    if why.startswith("nobody"):
        acting.update(ends_at=time.now())
    elif why.startswith("its"):
        acting.update(topics=["marshes"])
    else:
        Letter.objects.update(regions=["019"])
    answer = send(visitor, cast, kind="organisation", name="Forum Humanité Sahel")
    assert (answer.status_code, len(mails())) == (302, 1)
    assert not Ask.objects.filter(kind="voice.sign_here").exists()


# One's own page.


def test_the_button_confirms_what_its_page_showed_and_not_what_somebody_sent_since(visitor: Client, cast: Cast, letter: Letter) -> None:
    send(visitor, cast, naming="coordinators")
    link = link_to()
    fields = hidden(visitor.get(link))
    send(visitor, cast, naming="public", affiliation="The Rook Party")
    stale = visitor.post(link, fields)
    assert stale.status_code == 409
    assert "This changed at this very moment." in text(stale)
    assert "The Rook Party" in text(stale)
    assert named(letter) == []
    assert visitor.post(link, hidden(stale)).status_code == 302
    assert named(letter) == ["Rosa Quispe"]


def test_a_link_used_twice_shows_how_it_stands(visitor: Client, cast: Cast, letter: Letter) -> None:
    send(visitor, cast)
    link = link_to()
    assert press(visitor, link).status_code == 302
    again = visitor.post(link, {"deed": "confirm"})
    assert again.status_code == 409
    assert "This has been confirmed already." in text(again)
    assert Signature.objects.count() == 1


@pytest.mark.parametrize("deed", ["", "x", "renew", "again"])
def test_a_button_of_no_page_does_nothing(visitor: Client, cast: Cast, letter: Letter, deed: str) -> None:
    send(visitor, cast)
    assert visitor.post(link_to(), {"deed": deed}).status_code == 409
    assert Signature.objects.get().signed_at is None


def test_correcting_withdrawing_and_signing_again_by_the_link(visitor: Client, cast: Cast, letter: Letter) -> None:
    send(visitor, cast)
    link = link_to()
    press(visitor, link)
    corrected = visitor.post(f"{link}correct/", ROSA | {"name": "Rosa Quispe Mamani", "naming": "coordinators", "language": "fr"})
    assert corrected["Location"] == link.replace("/en/", "/fr/"), text(corrected)
    assert named(letter) == []
    assert visitor.post(f"{link}withdraw/", {"why": "Rain."}).status_code == 302
    assert "Rosa Quispe Mamani has withdrawn" in text(visitor.get(link))
    assert press(visitor, link).status_code == 302
    kept = Signature.objects.get()
    assert (kept.withdrawn_at, kept.withdrawn_why, kept.delivery) == (None, "", None)


def test_whoever_withdraws_after_delivery_is_told_what_that_means(visitor: Client, cast: Cast, letter: Letter) -> None:
    send(visitor, cast)
    link = link_to()
    press(visitor, link)
    batch = letters.make_up(letter, by=cast.actor(cast.leila))
    assert "What was handed over cannot be called back." in text(visitor.get(f"{link}withdraw/"))
    letters.deliver(batch, time.now().date(), "By hand", by=cast.actor(cast.leila))
    assert "handed over to The Minister of Hedges on" in text(visitor.get(f"{link}withdraw/"))
    visitor.post(f"{link}withdraw/", {"why": ""})
    assert "The coordinators tell the addressee" in text(visitor.get(link))
    assert named(letter) == []


def test_throwing_away_what_was_never_confirmed(visitor: Client, cast: Cast, letter: Letter) -> None:
    send(visitor, cast)
    link = link_to()
    assert "It is thrown away" in text(visitor.post(f"{link}withdraw/"))
    assert visitor.get(link).status_code == 404
    assert not Signature.objects.exists()


def test_a_link_of_another_coalition_or_of_an_endorsement_opens_nothing(visitor: Client, cast: Cast, letter: Letter) -> None:
    send(visitor, cast)
    link = link_to().rstrip("/").rpartition("/")[2]
    coalitions.open_site(cast.open_water, True, by=cast.operator.within(cast.open_water.id, cast.open_water.chain_id))
    for path in (f"/en/open-water/signature/{link}/", f"/en/quiet-fields/signature/{link[:-2]}/", f"/en/quiet-fields/endorse/{link}/"):
        assert visitor.get(path).status_code == 404, path


def test_the_changed_letter_is_signed_by_one_button_and_nobody_is_asked_twice(visitor: Client, cast: Cast, letter: Letter) -> None:
    leila = cast.actor(cast.leila)
    send(visitor, cast)
    press(visitor, link_to())
    other = spoken.opened_anew(letter, leila)
    assert outside_signatures.ask_again() == 1
    assert outside_signatures.ask_again() == 0
    assert [one.kind for one in mails()] == ["voice.signer_confirm", "voice.signer_again"]
    link = link_to()
    shown = text(visitor.get(link))
    assert "Does Rosa Quispe sign the changed letter too?" in shown
    assert "Wrens call at dusk." in shown
    assert press(visitor, link).status_code == 302
    assert named(other) == ["Rosa Quispe"]
    assert named(letter) == ["Rosa Quispe"], "what was signed before is gone"
    assert "sign the changed letter" not in text(visitor.get(link))


def test_a_changed_letter_for_those_inside_alone_is_told_of_to_nobody_outside(visitor: Client, cast: Cast, letter: Letter) -> None:
    send(visitor, cast)
    link = link_to()
    press(visitor, link)
    other = spoken.opened_anew(letter, cast.actor(cast.leila))
    Letter.objects.filter(pk=other.pk).update(is_public=False)
    assert outside_signatures.ask_again() == 0
    assert "Wrens call at dusk." not in text(visitor.get(link))
    assert visitor.post(link, {"deed": "renew"}).status_code == 409
    other.refresh_from_db()
    with pytest.raises(Conflict):
        outside_signatures.deeds.renew(Signature.objects.get(), other, by=spoken.OWNER)


def test_only_those_who_may_sign_the_changed_letter_and_have_not_are_asked_to_while_there_is_time(cast: Cast, letter: Letter) -> None:
    for name, country in (("Rook Ring", "KE"), ("Rook Rest", "PE"), ("Rook Roost", "KE")):
        spoken.signed(letter, name, country=country)
    other = spoken.opened_anew(letter, cast.actor(cast.leila))
    spoken.signed(other, "Rook Roost", country="KE")
    closes_at = other.closes_at
    Letter.objects.filter(pk=other.pk).update(regions=["002"], closes_at=time.database_now())
    assert outside_signatures.ask_again() == 0
    Letter.objects.filter(pk=other.pk).update(closes_at=closes_at)
    assert outside_signatures.ask_again() == 2
    assert [one.address for one in Message.objects.filter(kind="voice.signer_again")] == ["rook@ring.example"]
    assert outside_signatures.ask_again() == 0


def test_a_coordinator_who_enters_somebody_writes_to_them(visitor: Client, cast: Cast, letter: Letter) -> None:
    came = outside_signatures.deeds.Came("phone", "Rosa rang on Monday", time.now().date())
    said = spoken.Entry("individual", "Rosa Quispe", "Lima", "PE", address="rosa@rosa.example", language="fr")
    outside_signatures.enter(letter, said, came, by=cast.actor(cast.leila))
    assert [(one.kind, one.language) for one in mails()] == [("voice.signer_entered", "fr")]
    assert "has signed" in text(visitor.get(link_to().replace("/fr/", "/en/")))
