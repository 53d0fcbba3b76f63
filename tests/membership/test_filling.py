"""What applicants do themselves: nothing that they wrote is lost, and nobody learns of it before they hand it in."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from commoncall.kernel import time
from commoncall.kernel.authority import VISITOR
from commoncall.kernel.history.models import Entry
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible, Refusal
from commoncall.membership.actions.applying import filling
from commoncall.membership.models import Admission, Application, Path, Question, Window
from commoncall.membership.queries import applicants
from tests.cast import Cast

WHOLE = {
    "name": "Tern Watch",
    "other_names": [{"text": "مرصد الخرشنة", "language": "ar"}, {"text": " ", "language": ""}],
    "country": "KE",
    "kind": "ngo",
    "about": "Watches terns.",
    "naming": "members",
    "contact_name": "Teresa Tern",
    "authority": "As its director.",
}


def begun(cast: Cast, address: str = "teresa@tern.example") -> Application:
    return filling.begin(cast.quiet_fields, "en", address=address, by=VISITOR)[0]


def whole(cast: Cast, address: str = "teresa@tern.example") -> Application:
    draft = begun(cast, address)
    by = applicants.actor_of(draft)
    filling.save(draft, WHOLE, by=by)
    return filling.confirm(draft, address, by=by)


def entries(cast: Cast) -> list[Entry]:
    return list(Entry.objects.filter(chain=cast.quiet_fields.chain, kind__startswith="membership.application").select_related("particulars"))


def test_the_key_opens_it_and_is_kept_nowhere(cast: Cast) -> None:
    draft, key = filling.begin(cast.quiet_fields, "fr", address="Teresa@Tern.example ", by=VISITOR)
    assert applicants.by_key(cast.quiet_fields, key) == draft
    assert applicants.by_key(cast.open_water, key) is None
    assert applicants.by_key(cast.quiet_fields, key[:-1]) is None
    assert key.encode() not in bytes(draft.key_hash or b"")
    assert (draft.contact_address, draft.language, draft.category) == ("teresa@tern.example", "fr", "ordinary")


def test_where_several_categories_are_open_none_is_chosen_beforehand(cast: Cast) -> None:
    Path.objects.create(coalition=cast.quiet_fields, category="observer")
    assert begun(cast).category == ""


@pytest.mark.parametrize("closed", ["admission", "path"])
def test_nobody_begins_where_applications_are_not_taken(cast: Cast, closed: str) -> None:
    if closed == "admission":
        Admission.objects.create(coalition=cast.quiet_fields, is_open=False)
    else:
        Path.objects.create(coalition=cast.quiet_fields, category="ordinary", is_open=False)
    with pytest.raises(Conflict):
        begun(cast)


def test_how_far_a_name_may_be_known_is_never_taken_for_granted(cast: Cast) -> None:
    draft = whole(cast)
    Application.objects.update(naming="")
    with pytest.raises(Refusal) as refused:
        filling.submit(draft, by=applicants.actor_of(draft))
    assert [gap.field for gap in refused.value.facts["gaps"]] == ["naming"]  # type: ignore[attr-defined]


def test_each_step_adds_to_what_there_is(cast: Cast) -> None:
    draft = begun(cast)
    by = applicants.actor_of(draft)
    filling.save(draft, {"name": "Tern Watch", "website": "tern.example"}, by=by)
    filling.save(draft, {"contact_name": "Teresa Tern"}, by=by)
    kept = filling.save(draft, {"about": "Watches terns."}, by=by)
    assert (kept.name, kept.contact_name) == ("Tern Watch", "Teresa Tern")
    assert applicants.filled(kept).profile.website == "https://tern.example"
    assert applicants.filled(kept).profile.about == "Watches terns."


def test_what_is_not_understood_is_kept_until_it_is_mended(cast: Cast) -> None:
    draft = begun(cast)
    by = applicants.actor_of(draft)
    kept = filling.save(draft, {}, typed={"languages": "Elvish", "works_in": "Atlan\x00tis\ud800"}, by=by)
    assert applicants.typed(kept) == {"languages": "Elvish", "works_in": "Atlantis?"}
    kept = filling.save(draft, {"languages": ("fr",)}, by=by)
    assert applicants.typed(kept) == {"works_in": "Atlantis?"}
    assert applicants.filled(kept).profile.languages == ("fr",)


def test_what_is_too_long_is_cut_and_never_fails(cast: Cast) -> None:
    draft = begun(cast)
    kept = filling.save(draft, {"name": "T" * 900, "question_x": "y" * 90_000}, typed={"website": "z" * 90_000}, by=applicants.actor_of(draft))
    assert len(kept.name) == 300
    assert len(kept.answers["x"]) == len(applicants.typed(kept)["website"]) == 5_000


def test_another_address_counts_only_after_its_link_was_used(cast: Cast) -> None:
    draft = whole(cast)
    by = applicants.actor_of(draft)
    kept = filling.save(draft, {"contact_address": "office@tern.example"}, by=by)
    assert kept.confirmed_at is None
    assert filling.confirm(kept, "office@tern.example", by=by).confirmed_at is not None


def test_a_draft_names_nobody_in_the_history(cast: Cast) -> None:
    draft = whole(cast)
    filling.withdraw(draft, by=applicants.actor_of(draft))
    assert not Application.objects.exists()
    assert [entry.kind for entry in entries(cast)] == ["membership.application_begun", "membership.application_discarded"]
    told = str([(entry.facts, entry.particulars.data) for entry in entries(cast)])
    assert "Tern" not in told
    assert "tern.example" not in told


def test_handing_in_locks_it_and_is_recorded_by_name(cast: Cast) -> None:
    draft = whole(cast)
    by = applicants.actor_of(draft)
    kept = filling.submit(draft, by=by)
    assert (kept.state, kept.submitted_at is not None) == ("checking", True)
    entry = entries(cast)[-1]
    assert entry.kind == "membership.application_handed_in"
    assert entry.particulars.data["name"] == "Tern Watch"
    assert entry.particulars.data["by"] == "Teresa Tern"
    assert "Tern" not in str(entry.facts)
    for deed in (lambda: filling.submit(draft, by=by), lambda: filling.save(draft, {"name": "Gull Watch"}, by=by)):
        with pytest.raises(Conflict) as refused:
            deed()
        assert refused.value.code == "handed_in"
    assert Application.objects.get().name == "Tern Watch"


def test_what_is_missing_is_told_and_nothing_is_handed_in(cast: Cast) -> None:
    required = Question.objects.create(coalition=cast.quiet_fields, text={"en": "Why?"}, is_required=True)
    draft = whole(cast)
    with pytest.raises(Refusal) as refused:
        filling.submit(draft, call=draft.pk, by=applicants.actor_of(draft))
    assert refused.value.code == "missing"
    assert [gap.field for gap in refused.value.facts["gaps"]] == [f"question_{required.pk}", "call"]  # type: ignore[attr-defined]
    assert Application.objects.get().state == "draft"


def test_a_draft_can_be_saved_outside_a_window_and_is_handed_in_within_one(cast: Cast) -> None:
    now = time.now()
    window = Window.objects.create(coalition=cast.quiet_fields, opens_at=now + timedelta(days=9), closes_at=now + timedelta(days=20))
    draft = whole(cast)
    by = applicants.actor_of(draft)
    with pytest.raises(Conflict) as refused:
        filling.submit(draft, by=by)
    assert refused.value.code == "closed"
    assert applicants.offer(cast.quiet_fields).reception.opens_at == window.opens_at
    with time_machine.travel(now + timedelta(days=10)):
        assert filling.submit(draft, by=by).state == "checking"


def test_what_was_handed_in_can_be_withdrawn_until_it_is_decided(cast: Cast) -> None:
    draft = whole(cast)
    by = applicants.actor_of(draft)
    filling.submit(draft, by=by)
    kept = filling.withdraw(draft, by=by)
    assert kept is not None
    assert kept.state == "withdrawn"
    assert entries(cast)[-1].kind == "membership.application_withdrawn"
    Application.objects.update(state="admitted")
    with pytest.raises(Conflict):
        filling.withdraw(draft, by=by)


def test_how_somebody_is_reached_can_be_corrected_while_it_is_under_way(cast: Cast) -> None:
    draft = whole(cast)
    by = applicants.actor_of(draft)
    filling.submit(draft, by=by)
    kept = filling.correct_contact(draft, filling.Contact("Tomas Tern", "Chair"), by=by)
    assert (kept.contact_name, kept.contact_function) == ("Tomas Tern", "Chair")
    assert entries(cast)[-1].particulars.data["before"] == ["Teresa Tern", "", ""]
    with pytest.raises(Refusal):
        filling.correct_contact(draft, filling.Contact(" "), by=by)
    filling.propose_address(draft, "tomas@tern.example", by=by)
    assert Application.objects.get().contact_address == "teresa@tern.example"
    assert filling.confirm(draft, "tomas@tern.example", by=by).contact_address == "tomas@tern.example"
    assert applicants.typed(Application.objects.get()) == {}


def test_another_key_replaces_the_one_before(cast: Cast) -> None:
    draft, key = filling.begin(cast.quiet_fields, "en", address="teresa@tern.example", by=VISITOR)
    other = filling.replace_key(draft, by=applicants.actor_of(draft))
    assert applicants.by_key(cast.quiet_fields, key) is None
    assert applicants.by_key(cast.quiet_fields, other) == draft
    assert Application.objects.get().confirmed_at is not None


def test_nobody_without_the_key_does_anything(cast: Cast) -> None:
    draft = whole(cast)
    elsewhere = applicants.actor_of(Application(coalition=cast.open_water))
    for by in (VISITOR, elsewhere, cast.actor(cast.leila), cast.actor(cast.amina)):
        for deed in (filling.submit, filling.withdraw, filling.replace_key):
            with pytest.raises(NotAllowed):
                deed(draft, by=by)
    assert Application.objects.get().state == "draft"


def test_a_draft_that_is_gone_is_not_brought_back(cast: Cast) -> None:
    draft = whole(cast)
    by = applicants.actor_of(draft)
    stale = Application.objects.select_related("coalition").get()
    filling.withdraw(draft, by=by)
    with pytest.raises(NotVisible), transaction.atomic():
        filling.save(stale, {"name": "Back"}, by=by)
    assert not Application.objects.exists()
