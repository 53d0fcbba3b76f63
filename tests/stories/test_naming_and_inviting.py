"""A member takes its name out of the public's sight; a coordinator invites people, who come in and act."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.models import Organisation, Person
from tests.scene import Scene
from tests.stories.conftest import Story, code_in, latest_mail, link_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_member_chooses_how_it_is_named_and_is_gone_from_the_public_page(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    public = tell("/en/quiet-fields/")
    public.see("the public page before")
    assert "Forum Humanité Sahel" in public.words
    story = tell("/quiet-fields/members/", account=quiet_fields.cast.amina)
    story.follow("Forum Humanité Sahel")
    story.see("one’s own organisation")
    story.page.locator("a[href$='/naming/']").first.click()
    story.see("how it is named")
    story.choose("Named to members only")
    story.press("Record")
    story.page.wait_for_url(lambda url: not url.endswith("/naming/"))
    story.see("recorded")
    public.page.reload()
    public.see("the public page afterwards")
    assert "Sahel" not in public.page.content()
    observer = tell("/quiet-fields/members/", account=quiet_fields.cast.deniz)
    assert "Sahel" not in observer.words
    coordinator = tell("/quiet-fields/members/", account=quiet_fields.cast.leila)
    assert "Forum Humanité Sahel" in coordinator.words
    assert Organisation.objects.get(pk=quiet_fields.cast.sahel.pk).naming == "members"


def test_an_invitation_is_looked_at_sent_and_accepted(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    address = "ingrid@quiet-fields.example"
    story = tell("/quiet-fields/invitations/", account=quiet_fields.cast.leila)
    story.see("whom to invite")
    story.page.get_by_label("Ingrid Moe").check()
    story.press("Write to those who are ticked")
    story.reads("What the invitation says")
    story.see("the words")
    story.press("Look at the mails")
    story.reads("Look at it, then send it")
    story.see("the letters")
    assert not Message.objects.filter(address=address).exists()
    story.press("Send a test to me")
    story.reads("A test is on its way to leila@leila.example")
    assert not Message.objects.filter(address=address).exists()
    story.press("Send 1 invitation")
    story.reads("1 invitation is on its way")
    story.see("sent")
    mail = latest_mail(address)
    assert mail.language == "fr"
    guest = tell(link_in(mail), locale="en")
    guest.see("behind the link of the invitation")
    assert guest.page.locator("[name=address]").input_value() == address
    guest.press("Send me a code")
    guest.page.locator("[name=code]").fill(code_in(latest_mail(address)))
    guest.page.wait_for_timeout(300)
    if "/sign-in/code/" in guest.page.url:
        guest.press("Sign in", exact=True)
    guest.page.wait_for_url(lambda url: "/sign-in/" not in url)
    guest.see("inside")
    assert "Al-Amal Survivors’ Network" in guest.words or "Quiet Fields Coalition" in guest.words
    person = Person.objects.get(coalition=quiet_fields.cast.quiet_fields, name="Ingrid Moe")
    assert person.account is not None


def test_looking_as_a_member_shows_what_a_member_sees_and_lets_nothing_be_done(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    story = tell("/quiet-fields/members/", account=quiet_fields.cast.leila)
    assert "Hidden Lantern Circle" in story.words
    story.page.goto("/quiet-fields/look-as/")
    story.choose("An observer")
    story.press("Look", exact=True)
    story.page.goto("/quiet-fields/members/")
    story.see("as an observer sees it")
    assert "Hidden Lantern Circle" not in story.words
    assert "Campos Livres" not in story.words
    story.page.goto("/quiet-fields/look-as/")
    story.press("Go back to yourself")
    story.page.goto("/quiet-fields/members/")
    assert "Hidden Lantern Circle" in story.words
