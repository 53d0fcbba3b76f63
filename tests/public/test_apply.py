"""The pages of applying: the same for everybody who has no key, and nothing of anybody for whoever guesses one."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from commoncall.kernel import time
from commoncall.kernel.accounts.rules import Rate
from commoncall.kernel.authority import VISITOR
from commoncall.kernel.outbox.models import Message
from commoncall.kernel.parties.actions import coalitions
from commoncall.membership.actions.applying import filling
from commoncall.membership.models import Admission, Application, Path, Question
from commoncall.membership.queries import applicants
from commoncall.web import guarding
from commoncall.web.guarding import TRAP, Gate
from tests.cast import Cast
from tests.fuzz.nasties import VALUES

ADDRESS = "teresa@tern.example"


@pytest.fixture
def opened(cast: Cast) -> Cast:
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    return cast


def draft(cast: Cast, **values: str) -> tuple[Application, str]:
    application, key = filling.begin(cast.quiet_fields, "en", address=ADDRESS, by=VISITOR)
    return filling.save(application, values, by=applicants.actor_of(application)), key


def address(name: str, *parts: str, language: str = "en") -> str:
    return reverse(name, args=[language, "quiet-fields", *parts])


def sends(cast: Cast, name: str, typed: str, **more: str) -> object:
    stamp = Gate("apply", cast.quiet_fields).stamp(time.now() - timedelta(minutes=1))
    return Client().post(address(name), {"address": typed, "shown": stamp, TRAP: "", **more})


def test_a_coalition_without_a_public_page_takes_no_applications_either(cast: Cast) -> None:
    for path in ("apply/", "apply/link/", "apply/no-key/", "apply/no-key/organisation/", "apply/again/x/", "checklist/"):
        there, nowhere = (Client().get(f"/en/{slug}/{path}") for slug in ("quiet-fields", "no-such-coalition"))
        assert there.status_code == nowhere.status_code == 404
        assert there.content.decode().replace("quiet-fields", "") == nowhere.content.decode().replace("no-such-coalition", "")


@pytest.mark.parametrize("closed", ["admission", "path"])
def test_where_none_are_taken_that_is_all_that_is_said(opened: Cast, closed: str) -> None:
    if closed == "admission":
        Admission.objects.create(coalition=opened.quiet_fields, is_open=False)
    else:
        Path.objects.create(coalition=opened.quiet_fields, category="ordinary", is_open=False)
    told = Client().get(address("apply"))
    assert told.status_code == 200
    assert "Applications are not taken at present" in told.content.decode()
    assert "<form" not in told.content.decode()
    sends(opened, "apply", ADDRESS)
    assert not Application.objects.exists()


def test_beginning_writes_to_the_address_and_goes_on_at_once(opened: Cast) -> None:
    answer = sends(opened, "apply", ADDRESS)
    application = Application.objects.get()
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert Client().get(answer["Location"])["Location"].endswith("/organisation/")  # type: ignore[index]
    assert Message.objects.get().address == application.contact_address == ADDRESS


def test_programs_do_not_begin(opened: Cast) -> None:
    for more in ({TRAP: "https://spam.example"}, {"shown": "made up"}, {"shown": Gate("endorse", opened.quiet_fields).stamp()}):
        assert sends(opened, "apply", ADDRESS, **more).status_code == 422  # type: ignore[attr-defined]
    assert not Application.objects.exists()
    assert not Message.objects.exists()


def test_nobody_begins_without_end_from_one_place(opened: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarding, "FROM_NETWORK", Rate(3, timedelta(hours=1)))
    answers = [sends(opened, "apply", f"t{number}@t{number}.example").status_code for number in range(5)]  # type: ignore[attr-defined]
    assert answers == [302, 302, 302, 422, 422]
    assert Application.objects.count() == Message.objects.count() == 3


def test_asking_for_a_link_is_answered_alike_for_every_address(opened: Cast) -> None:
    draft(opened)
    known, unknown = (sends(opened, "apply-link", typed) for typed in (ADDRESS, "nobody@tern.example"))
    assert known.status_code == unknown.status_code == 200  # type: ignore[attr-defined]
    told = known.content.decode().replace(ADDRESS, "")  # type: ignore[attr-defined]
    assert told == unknown.content.decode().replace("nobody@tern.example", "")  # type: ignore[attr-defined]
    assert Message.objects.count() == 1


def test_a_key_that_opens_nothing_is_answered_alike(opened: Cast) -> None:
    """One that never was, one of another coalition, one that was replaced, one whose draft is gone."""
    gone, gone_key = draft(opened)
    filling.withdraw(gone, by=applicants.actor_of(gone))
    replaced, old_key = draft(opened)
    filling.replace_key(replaced, by=applicants.actor_of(replaced))
    _other, other_key = filling.begin(opened.open_water, "en", by=VISITOR)
    told = []
    for key in ("made-up", other_key, old_key, gone_key):
        for name, more in (("apply-open", ()), ("apply-step", ("organisation",)), ("apply-contact", ()), ("apply-withdraw", ())):
            for method in ("get", "post"):
                answer = getattr(Client(), method)(address(name, key, *more))
                assert answer.status_code == 404
                told.append((name, answer.content.decode().replace(key, "")))
    assert len(set(told)) == 4


def test_no_page_is_kept_and_none_sets_a_cookie(opened: Cast) -> None:
    _application, key = draft(opened, name="Tern Watch")
    for path in (address("apply"), address("apply-link"), address("apply-step", key, "organisation"), address("apply-step", key, "review")):
        answer = Client().get(path)
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert "noindex" in answer.content.decode()
        assert answer["Referrer-Policy"] == "same-origin"


def test_the_mailed_link_changes_nothing_by_being_opened(opened: Cast) -> None:
    sends(opened, "apply", ADDRESS)
    mail = Message.objects.get()
    path = next(word for word in mail.text.split() if "/proof/" in word).partition("//")[2].partition("/")[2]
    for _twice in range(2):
        assert b"Go on" in Client().get(f"/{path}").content
    assert Application.objects.get().confirmed_at is None
    for _twice in range(2):
        assert Client().post(f"/{path}").status_code == 302
    assert Application.objects.get().confirmed_at is not None


def test_saving_while_typing_answers_with_the_instant(opened: Cast) -> None:
    _application, key = draft(opened)
    answer = Client().post(address("apply-save", key, "organisation"), {"name": "Tern Watch", "languages": "Elvish"})
    told = json.loads(answer.content)
    kept = Application.objects.get()
    assert told["at"] == kept.saved_at.isoformat()
    assert kept.name == "Tern Watch"
    assert applicants.typed(kept) == {"languages": "Elvish"}
    page = Client().get(address("apply-step", key, "organisation")).content.decode()
    assert f'data-state="{told["state"]}"' in page
    assert Client().post(address("apply-save", key, "organisation"), {"name": "Heron", "over": told["state"]}).status_code == 200
    late = Client().post(address("apply-save", key, "organisation"), {"name": "Gull", "over": told["state"]})
    assert late.status_code == 412, "it was typed over what somebody has changed since"
    about = {"about": "We count what falls on towns.", "over": "0"}
    assert Client().post(address("apply-save", key, "about"), about).status_code == 412
    assert Client().post(address("apply-save", key, "about"), about | {"over": ""}).status_code == 200
    assert Client().post(address("apply-save", key, "about"), about).status_code == 200, "the same words once more are no other words"
    assert Application.objects.get().name == "Heron"
    Application.objects.update(state="checking", submitted_at=time.now())
    assert Client().post(address("apply-save", key, "organisation"), {"name": "Gull"}).status_code == 409


def test_half_an_address_is_not_written_to(opened: Cast) -> None:
    """While it is typed, an address that may go on is kept and not used."""
    _application, key = draft(opened)
    Client().post(address("apply-save", key, "people"), {"contact_name": "Teresa", "contact_address": "t@tern.exam"})
    kept = Application.objects.get()
    assert (kept.contact_address, kept.contact_name) == (ADDRESS, "Teresa")
    assert not Message.objects.exists()
    assert 'value="t@tern.exam"' in Client().get(address("apply-step", key, "people")).content.decode()
    Client().post(address("apply-step", key, "people"), {"contact_name": "Teresa", "contact_address": "t@tern.example", "go": "next"})
    assert Application.objects.get().contact_address == "t@tern.example"
    assert Message.objects.get().address == "t@tern.example"


@pytest.mark.slow
@pytest.mark.parametrize("step", ["category", "organisation", "people", "about", "naming", "pledge"])
def test_whatever_is_sent_to_a_step_is_kept_or_told(opened: Cast, step: str) -> None:
    Path.objects.create(coalition=opened.quiet_fields, category="observer")
    Question.objects.create(coalition=opened.quiet_fields, kind="choice", text={"en": "How?"}, options=[{"key": "a", "text": {"en": "So"}}])
    _application, key = draft(opened)
    page = Client().get(address("apply-step", key, step)).content.decode()
    names = [part.partition('"')[0] for part in page.split('name="')[1:] if not part.startswith(("viewport", "theme", "color", "robots"))]
    for value in VALUES.values():
        sent = {name: value.encode("utf-8", "surrogatepass") for name in names if name != "go"}
        for go in ("next", "save", "back"):
            assert Client().post(address("apply-step", key, step), {**sent, "go": go}).status_code in {302, 400, 413, 422, 429}
        assert Client().post(address("apply-save", key, step), sent).status_code in {200, 400, 413, 429}
        shown = Client().get(address("apply-step", key, step))
        assert shown.status_code == 200
        assert b"<script>alert" not in shown.content
        assert Client().get(address("apply-step", key, "review")).status_code == 200


def test_words_of_the_coalition_run_nothing(opened: Cast) -> None:
    hostile = {"fr": "<script>alert(1)</script>"}
    Question.objects.create(coalition=opened.quiet_fields, text=hostile, hint=hostile, is_required=True)
    Admission.objects.create(coalition=opened.quiet_fields, introduction=hostile, member_promises=hostile, coalition_promises=hostile)
    _application, key = draft(opened)
    for path in (address("apply"), *(address("apply-step", key, step) for step in ("about", "pledge", "review"))):
        page = Client().get(path).content
        assert b"<script>alert" not in page
        assert b"&lt;script&gt;" in page


def test_a_step_that_is_none_is_not_there(opened: Cast) -> None:
    _application, key = draft(opened)
    for step in ("category", "made-up", "REVIEW"):
        assert Client().get(address("apply-step", key, step)).status_code == 404
    assert Client().post(address("apply-save", key, "review")).status_code == 404


def test_after_handing_in_the_form_leads_to_how_far_it_has_come(opened: Cast) -> None:
    _application, key = draft(opened, name="Tern Watch")
    Application.objects.update(state="checking", submitted_at=time.now())
    for step in ("organisation", "review"):
        for method in ("get", "post"):
            assert getattr(Client(), method)(address("apply-step", key, step))["Location"] == address("apply-open", key)


def test_an_applicant_is_told_the_outcome_and_nothing_of_what_others_said(opened: Cast) -> None:
    application, key = draft(opened, name="Tern Watch")
    now = time.now()
    Application.objects.update(
        state="declined", submitted_at=now, decided_at=now, decided_where="The committee, on 3 May", reasons="It works in no country of ours."
    )
    application.refresh_from_db()
    application.opinions.create(stage="consultation", organisation=opened.sahel, answer="no", comment="We know them too well.", asked_at=now)
    application.findings.create(criterion="non_violence", met="no", note="Look at their posters.", found_at=now)
    page = Client().get(address("apply-open", key)).content.decode()
    for told in ("Declined", "It works in no country of ours.", "The committee, on 3 May"):
        assert told in page
    for hidden in ("too well", "Sahel", "posters", "Withdraw the application"):
        assert hidden not in page


def test_the_form_stays_open_to_whoever_has_the_key_when_the_page_is_closed(opened: Cast) -> None:
    _application, key = draft(opened)
    coalitions.open_site(opened.quiet_fields, False, by=opened.actor(opened.leila))
    assert Client().get(address("apply-step", key, "organisation")).status_code == 200
    assert Client().get(address("apply")).status_code == 404


def test_the_checklist_sends_nothing(opened: Cast) -> None:
    page = Client().get(address("checklist")).content.decode()
    assert "<form" not in page
    assert page.count("<fieldset") == 8
    assert Client().post(address("checklist"), {"aims": "no"}).status_code == 405
