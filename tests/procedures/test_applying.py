"""Applying from the first mail to handing in; links that are lost, forwarded or used twice; drafts that nobody goes on with."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from commoncall.kernel import events, time
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.refusals import Conflict, Refusal, TooMany
from commoncall.membership.actions.applying import filling
from commoncall.membership.models import Admission, Application
from commoncall.membership.queries import applicants
from commoncall.membership.rules.applying import KEPT_FOR, TOLD_BEFORE
from commoncall.procedures import applying
from tests.cast import Cast, make_member

ADDRESS = "teresa@tern.example"
WHOLE = {
    "name": "Tern Watch",
    "country": "KE",
    "kind": "ngo",
    "about": "Watches terns.",
    "naming": "coordinators",
    "contact_name": "Teresa Tern",
    "authority": "As its director.",
}


def started(cast: Cast, address: str = ADDRESS) -> tuple[Application, str]:
    key = applying.start(cast.quiet_fields, address)
    application = applicants.by_key(cast.quiet_fields, key)
    assert application is not None
    return application, key


def handed_in(cast: Cast, address: str = ADDRESS, **more: str) -> tuple[Application, str]:
    application, key = started(cast, address)
    by = applicants.actor_of(application)
    applying.save(application, key, {**WHOLE, **more}, {}, by=by)
    filling.confirm(application, address, by=by)
    accept(application, key)
    return applying.submit(application, key, by=by).application, key


def accept(application: Application, key: str) -> None:
    asked = applying.asking(application.coalition)
    ticked = asked.accepted(call=True, charter=True, promises=True, language="en")
    applying.save(application, key, ticked, {}, by=applicants.actor_of(application))


def mails(address: str = ADDRESS) -> list[Message]:
    return list(Message.objects.filter(address=address).order_by("written_at", "id"))


def links(mail: Message) -> list[str]:
    return re.findall(re.escape(settings.ADDRESS) + r"(/\S+)", mail.text)


def again_token(mail: Message, number: int = 0) -> str:
    return [link for link in links(mail) if "/again/" in link][number].rstrip("/").rpartition("/")[2]


def test_the_link_goes_out_at_once_and_can_be_read_by_nobody_else(cast: Cast) -> None:
    application, key = started(cast)
    (mail,) = mails()
    assert key in links(mail)[0]
    # Whoever reads the outbox does not get at what opens an application.
    assert mail.is_secret
    assert application.confirmed_at is None


def test_the_mailed_link_proves_the_address_and_the_browsers_own_does_not(cast: Cast) -> None:
    application, key = started(cast)
    mark = links(mails()[0])[0].rstrip("/").rpartition("/")[2]
    assert applying.proved(application, mark) == ADDRESS
    assert applying.proved(application, "0" * 32) == ""
    by = applicants.actor_of(application)
    changed = applying.save(application, key, {"contact_address": "other@tern.example"}, {}, by=by)
    assert applying.proved(changed, mark) == ""
    with pytest.raises(Conflict):
        applying.confirm(changed, mark, by=by)
    other = links(mails("other@tern.example")[0])[0].rstrip("/").rpartition("/")[2]
    assert applying.confirm(changed, other, by=by).confirmed_at is not None


def test_a_mark_is_good_for_one_application_alone(cast: Cast) -> None:
    first, _key = started(cast)
    second, _key = started(cast)
    mark = links(mails()[0])[0].rstrip("/").rpartition("/")[2]
    assert applying.proved(first, mark) == ADDRESS
    assert applying.proved(second, mark) == ""


def test_changing_the_address_again_and_again_does_not_write_to_everybody(cast: Cast) -> None:
    application, key = started(cast)
    by = applicants.actor_of(application)
    for number in range(applying.MAILED.times):
        application = applying.save(application, key, {"contact_address": f"t{number}@tern.example"}, {}, by=by)
    with pytest.raises(TooMany):
        applying.save(application, key, {"contact_address": "once-more@tern.example"}, {}, by=by)
    assert Message.objects.exclude(address=ADDRESS).count() <= applying.MAILED.times


def test_handing_in_is_answered_by_mail_and_announced(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: object
) -> None:
    heard: list[filling.HandedIn] = []
    monkeypatch.setitem(events._handlers, filling.HandedIn, [heard.append])
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        application, key = handed_in(cast)
    assert [one.application_id for one in heard] == [application.pk]
    mail = mails()[-1]
    assert "Tern Watch was handed in" in mail.text
    assert links(mail)[0].rstrip("/").endswith(key)


def test_what_was_accepted_is_kept_word_for_word(cast: Cast) -> None:
    words = {"en": "We do our part.\nWe say so early.", "fr": "Nous faisons notre part."}
    Admission.objects.create(coalition=cast.quiet_fields, member_promises=words, coalition_promises={"en": "You hear from us."})
    application, _key = handed_in(cast)
    promises = {"language": "en", "member": ["We do our part.", "We say so early."], "coalition": ["You hear from us."]}
    assert application.promises == promises
    Admission.objects.update(member_promises={"en": "Something else."})
    assert Application.objects.get().promises == promises


def test_what_has_changed_since_it_was_accepted_is_asked_for_again(cast: Cast) -> None:
    Admission.objects.create(coalition=cast.quiet_fields, member_promises={"en": "We do our part."})
    application, key = started(cast)
    by = applicants.actor_of(application)
    applying.save(application, key, WHOLE, {}, by=by)
    filling.confirm(application, ADDRESS, by=by)
    accept(application, key)
    Admission.objects.update(member_promises={"en": "We do twice our part."})
    with pytest.raises(Refusal) as refused:
        applying.submit(application, key, by=by)
    assert [(gap.field, gap.why) for gap in refused.value.facts["gaps"]] == [("promises", "changed")]  # type: ignore[attr-defined]


def test_nobody_learns_that_somebody_else_applied_or_belongs(cast: Cast) -> None:
    """Not by the same name, not by another spelling of it, and least of all of one that is named to nobody."""
    make_member(cast.quiet_fields, cast.operator, "Tern Watch", "KE")
    handed_in(cast, "first@tern.example")
    handed_in(cast, "second@tern.example", name="Tern-Watch")
    handed_in(cast, "third@tern.example", name="Hidden Lantern Circle")
    for address in ("second@tern.example", "third@tern.example"):
        for mail in mails(address):
            assert len([link for link in links(mail) if "/apply/" in link]) == 1
            assert "other application" not in mail.text
            assert "earlier" not in mail.text


def test_whoever_applies_twice_gets_the_way_to_their_own_earlier_application(cast: Cast) -> None:
    first, _key = handed_in(cast)
    second, key = started(cast)
    assert "There is another application" in mails()[-1].text
    by = applicants.actor_of(second)
    applying.save(second, key, WHOLE | {"name": "Tern-Watch"}, {}, by=by)
    filling.confirm(second, ADDRESS, by=by)
    accept(second, key)
    assert applying.submit(second, key, by=by).was_here_before
    assert applicants.under_way_besides(Application.objects.get(pk=second.pk))
    token = again_token(mails()[-1])
    assert applying.found_again(cast.quiet_fields, token) == first


def test_no_mail_to_an_address_that_is_not_proved_holds_words_of_whoever_filled_in_the_form(cast: Cast) -> None:
    """Else an application could be used to send words of one's own to strangers, in the name of the coalition."""
    application, key = started(cast, "somebody@tern.example")
    by, words = applicants.actor_of(application), "Win a prize at prize.example"
    applying.save(application, key, {"name": words, "contact_address": ADDRESS}, {}, by=by)
    applying.propose_address(application, key, "third@tern.example", by=by)
    applying.send_link(cast.quiet_fields, ADDRESS)
    applying.start(cast.quiet_fields, ADDRESS)
    with time_machine.travel(time.now() + KEPT_FOR - TOLD_BEFORE + timedelta(hours=1)):
        applying.let_drafts_fade()
    written = [*mails(), *mails("third@tern.example")]
    assert len(written) >= 5
    assert not [mail.kind for mail in written if "prize" in mail.subject + mail.text + mail.html]


def test_of_two_who_use_one_link_at_once_one_makes_a_key(cast: Cast) -> None:
    started(cast)
    applying.send_link(cast.quiet_fields, ADDRESS)
    token = again_token(mails()[-1])
    both = [applying.found_again(cast.quiet_fields, token) for _time in range(2)]
    assert both[0] is not None
    assert both[1] is not None
    key = applying.replace_key(both[0])
    with pytest.raises(Conflict):
        applying.replace_key(both[1])
    assert applicants.by_key(cast.quiet_fields, key) == both[0]


def test_mails_are_in_the_language_in_which_it_was_read_last(cast: Cast) -> None:
    application, key = started(cast)
    with translation.override("fr"):
        applying.save(application, key, {"name": "Tern Watch"}, {}, by=applicants.actor_of(application))
    applying.mail_link(Application.objects.get(), key, by=applicants.actor_of(application))
    assert [mail.language for mail in mails()] == ["en", "fr"]
    assert "/fr/quiet-fields/apply/" in mails()[-1].text


def test_a_lost_link_is_replaced_by_whoever_reads_the_address_once(cast: Cast) -> None:
    application, key = started(cast)
    applying.send_link(cast.quiet_fields, "Teresa@tern.example")
    token = again_token(mails()[-1])
    # Asking for another link takes nothing away from whoever has one.
    assert applicants.by_key(cast.quiet_fields, key) == application
    assert applying.found_again(cast.quiet_fields, token) == application
    other = applying.replace_key(application)
    assert applicants.by_key(cast.quiet_fields, key) is None
    assert applicants.by_key(cast.quiet_fields, other) == application
    assert applying.found_again(cast.quiet_fields, token) is None
    assert other in links(mails()[-1])[0]


@pytest.mark.parametrize("broken", ["", "x", "a:b:c", "eyJhIjoxfQ:1abc:zzz"])
def test_links_that_are_not_ours_lead_nowhere(cast: Cast, broken: str) -> None:
    assert applying.found_again(cast.quiet_fields, broken) is None


def test_a_link_is_good_for_a_month_and_in_its_own_coalition(cast: Cast) -> None:
    started(cast)
    applying.send_link(cast.quiet_fields, ADDRESS)
    token = again_token(mails()[-1])
    assert applying.found_again(cast.open_water, token) is None
    with time_machine.travel(time.now() + applying.AGAIN_LASTS + timedelta(minutes=1)):
        assert applying.found_again(cast.quiet_fields, token) is None


def test_asking_for_a_link_does_the_same_for_an_address_that_nobody_knows(cast: Cast) -> None:
    started(cast)
    with CaptureQueriesContext(connection) as known:
        applying.send_link(cast.quiet_fields, ADDRESS)
    with CaptureQueriesContext(connection) as unknown:
        applying.send_link(cast.quiet_fields, "nobody@tern.example")
    assert not mails("nobody@tern.example")
    told = [[query["sql"].split(" ")[0] for query in asked] for asked in (known, unknown)]
    assert told[0].count("INSERT") == told[1].count("INSERT") == 1


def test_a_draft_goes_after_sixty_days_and_its_writer_is_told_before(cast: Cast) -> None:
    application, key = started(cast)
    applying.save(application, key, {"name": "Tern Watch"}, {}, by=applicants.actor_of(application))
    begun = time.now()
    with time_machine.travel(begun + timedelta(days=45)):
        assert applying.let_drafts_fade() == 0
        assert len(mails()) == 1
    with time_machine.travel(begun + timedelta(days=46, minutes=1)):
        assert applying.let_drafts_fade() == 0
        assert applying.let_drafts_fade() == 0
    assert len(mails()) == 2
    assert "vanishes" in mails()[-1].text
    with time_machine.travel(begun + timedelta(days=60, minutes=2)):
        assert applying.let_drafts_fade() == 1
    assert not Application.objects.exists()
    assert applicants.by_key(cast.quiet_fields, key) is None


def test_whoever_goes_on_with_a_draft_keeps_it(cast: Cast) -> None:
    application, key = started(cast)
    by = applicants.actor_of(application)
    applying.save(application, key, {"name": "Tern Watch"}, {}, by=by)
    begun = time.now()
    with time_machine.travel(begun + timedelta(days=50)):
        applying.let_drafts_fade()
        other = applying.replace_key(application)
        applying.save(application, other, {"about": "Watches terns."}, {}, by=by)
    with time_machine.travel(begun + timedelta(days=70)):
        assert applying.let_drafts_fade() == 0
    assert Application.objects.count() == 1


def test_nobody_is_written_to_about_a_draft_in_which_nothing_stands(cast: Cast) -> None:
    """An address that somebody else typed gets the first mail and no other."""
    started(cast)
    with time_machine.travel(time.now() + timedelta(days=61)):
        assert applying.let_drafts_fade() == 1
    assert len(mails()) == 1


def test_what_was_handed_in_never_fades(cast: Cast) -> None:
    handed_in(cast)
    with time_machine.travel(time.now() + timedelta(days=400)):
        assert applying.let_drafts_fade() == 0
    assert Application.objects.count() == 1


def test_a_worker_that_was_down_still_gives_time_after_telling(cast: Cast) -> None:
    application, key = started(cast)
    applying.save(application, key, {"name": "Tern Watch"}, {}, by=applicants.actor_of(application))
    begun = time.now()
    with time_machine.travel(begun + timedelta(days=90)):
        assert applying.let_drafts_fade() == 0
    with time_machine.travel(begun + timedelta(days=90 + 13)):
        assert applying.let_drafts_fade() == 0
    with time_machine.travel(begun + timedelta(days=90 + 15)):
        assert applying.let_drafts_fade() == 1
