"""A member is suspended as it should be: notice, answer, hearing, decision, and an assembly; then the suspension is lifted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from commoncall.kernel import time
from commoncall.membership.models import Membership, Proceeding
from tests.scene import Scene
from tests.stories.conftest import Story, latest_mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def day(days: int) -> str:
    return (time.now() + timedelta(days=days)).date().isoformat()


def test_a_member_is_heard_suspended_and_taken_back(quiet_fields: Scene, tell: Callable[..., Story]) -> None:
    cast = quiet_fields.cast
    story = tell(f"/quiet-fields/members/{cast.sahel.pk}/", account=cast.leila)
    story.press("Open a procedure", role="link")
    story.see("opening a procedure")
    story.type("The reason", "It signed a statement in the name of all of us, without asking anybody.")
    story.press("Open it")
    story.reads("Nothing has changed for the organisation", "Still missing")
    story.see("the procedure with what is missing")
    story.press("Note the facts", role="link")
    story.type(
        "Facts gathered",
        "The statement of 3 November; a call with its office on 9 November; two letters from members who were asked why they had signed.",
    )
    story.press("Record", exact=True)
    story.press("Give written notice", role="link")
    story.type("The notice", "The committee considers suspending your organisation. You can answer in writing, and you are invited to be heard.")
    story.type("Time to answer", day(10))
    story.type("Hearing", f"{day(5)}T14:00")
    story.see("the notice")
    story.press("Give notice", exact=True)
    story.reads("Say where it is heard.")
    story.see("the place is missing")
    story.type("Where it is heard", "By call, https://meet.example/hearing")
    story.press("Give notice", exact=True)
    story.reads("on its way to all who act for the organisation")
    story.see("noticed")

    mail = latest_mail("amina@amina.example")
    assert "The committee considers suspending" in mail.text
    assert latest_mail("oumar@oumar.example").kind == mail.kind == "membership.notice_of_hearing"
    amina = tell(f"/quiet-fields/procedures/{Proceeding.objects.get(membership=cast.sahel.pk).pk}/", account=cast.amina)
    assert amina.page.url.split("/", 3)[3] in mail.text
    amina.reads("Your organisation was given notice")
    amina.see("what the organisation reads")
    assert "Suspend" not in amina.page.locator("aside").inner_text().split("\n")
    home = tell("/quiet-fields/", account=cast.oumar)
    home.reads("Answer to the notice that your organisation was given")
    amina.press("Answer", role="link", exact=True)
    amina.type("Your answer", "The ministry asked us at noon for one o’clock. We were wrong to sign for everybody, and have said so to the ministry.")
    amina.see("answering")
    amina.press("Record the answer")
    amina.reads("Your answer is recorded", "Answered in writing")
    assert "We were wrong to sign for everybody" in latest_mail("leila@leila.example").text
    other = tell(f"/quiet-fields/members/{cast.sahel.pk}/", account=cast.mina)
    assert "rocedure" not in other.words

    story.page.goto("/quiet-fields/standing/")
    story.see("what is under way")
    story.follow("Forum Humanité Sahel")
    assert not story.page.locator("a[href$='/suspend/']").count()
    # The hearing is still to come, so the address itself refuses too.
    story.page.goto(story.page.url + "suspend/")
    story.see("it cannot be suspended yet")
    story.reads("the hearing: it has neither answered nor been heard")
    Proceeding.objects.filter(membership=cast.sahel.pk).update(noticed_at=time.now() - timedelta(days=12), hearing_at=time.now() - timedelta(days=2))
    story.page.goto(story.page.url.replace("suspend/", "heard/"))
    story.type("When it was heard", f"{day(-2)}T14:00")
    story.type("What was said", "Amina Diallo said that it would not happen again. Two members asked for a correction in public.")
    story.press("Record", exact=True)
    # The ladder could decide it, but this was decided at a meeting.
    story.press("Note that it was decided elsewhere to suspend it", role="link")
    story.type("The meeting that decided it", "Steering committee, 14th meeting, item 3")
    story.type("Decided on", day(0))
    story.press("Suspend", exact=True)
    story.reads("Say which assembly will hear it", "Say on which day that assembly meets")
    story.type("The assembly that will hear it", "The general assembly in Nairobi")
    story.type("The day of that assembly", day(60))
    story.see("the decision")
    story.press("Suspend", exact=True)
    story.reads("It has no vote and is not counted")
    story.see("suspended")
    assert Membership.objects.get(pk=cast.sahel.pk).standing == "suspended"

    public = tell("/en/quiet-fields/")
    assert "Forum Humanité Sahel" not in public.words
    other.page.reload()
    other.reads("Suspended since")
    assert "Steering committee" not in other.words
    other.see("what others read")
    amina.page.reload()
    amina.reads("The general assembly in Nairobi")
    amina.see("what the suspended organisation reads")
    assert "You can contest it there" in latest_mail("oumar@oumar.example").text

    story.press("Lift the suspension", role="link")
    story.type("Who decided that, and why", "The committee on 2 December: the correction was published.")
    story.see("lifting it")
    story.press("Lift the suspension", exact=True)
    story.reads("The organisation is in good standing")
    story.see("lifted")
    assert Membership.objects.get(pk=cast.sahel.pk).standing == "good"
    public.page.reload()
    assert "Forum Humanité Sahel" in public.words
