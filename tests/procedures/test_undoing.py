"""What was done is undone by a deed of its own, once, by whoever may do what undoes it."""

import pytest

from commoncall.kernel.authority import Role
from commoncall.kernel.history import actions as book
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Entry
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.parties.actions import coalitions, mandates, organisations, people
from commoncall.kernel.parties.rules import Arrangements
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible
from commoncall.procedures import undoing
from tests.cast import Cast


def last(cast: Cast, kind: str) -> Entry:
    return Entry.objects.filter(chain=cast.quiet_fields.chain, kind=kind).latest("id")


def test_a_mandate_that_was_granted_ends_when_that_is_undone(cast: Cast) -> None:
    by = cast.actor(cast.leila)
    person = people.enter(cast.quiet_fields, people.Particulars("Rana Saad"), by=by)
    mandates.grant(mandates.Grant(person, cast.sahel, Role.REPRESENTATIVE), by=by)
    undoing.undo(last(cast, "parties.mandate_granted").id, by=by)
    assert not parties.mandates_in_force().filter(person=person).exists()
    assert last(cast, "parties.mandate_ended").undoes is not None


def test_what_was_undone_cannot_be_undone_again(cast: Cast) -> None:
    by = cast.actor(cast.leila)
    coalitions.open_site(cast.quiet_fields, True, by=by)
    entry = last(cast, "parties.site_opened")
    undoing.undo(entry.id, by=by)
    cast.quiet_fields.refresh_from_db()
    assert not cast.quiet_fields.is_public
    with pytest.raises(Conflict):
        undoing.undo(entry.id, by=by)


def test_a_deed_is_undone_once_even_where_doing_so_again_would_change_nothing(cast: Cast) -> None:
    by = cast.actor(cast.leila)
    organisations.rename(cast.amal, organisations.Names("Al-Amal"), by=by)
    entry = last(cast, "parties.organisation_renamed")
    undoing.undo(entry.id, by=by)
    number = Entry.objects.count()
    with pytest.raises(Conflict):
        undoing.undo(entry.id, by=by)
    assert Entry.objects.count() == number
    cast.amal.refresh_from_db()
    assert cast.amal.name == "Al-Amal Survivors’ Network"


def test_an_undone_change_of_how_it_works_brings_the_former_answer_back(cast: Cast) -> None:
    by = cast.actor(cast.leila)
    before = parties.arrangements(cast.quiet_fields)
    coalitions.rearrange(cast.quiet_fields, Arrangements(voice="each"), reason="Assembly of May.", what="voice", by=by)
    undoing.undo(last(cast, "parties.coalition_rearranged").id, by=by)
    cast.quiet_fields.refresh_from_db()
    assert parties.arrangements(cast.quiet_fields) == before
    back = last(cast, "parties.coalition_arranged_back")
    assert history.told([back])[0].sentence == "Leila Haddad took back a change of how the coalition works: voice."
    undoing.undo(back.id, by=by)
    cast.quiet_fields.refresh_from_db()
    assert parties.arrangements(cast.quiet_fields).voice == "each"


def test_a_change_that_was_changed_again_is_not_taken_back(cast: Cast) -> None:
    by = cast.actor(cast.leila)
    coalitions.rearrange(cast.quiet_fields, Arrangements(voice="each"), reason="May.", what="voice", by=by)
    first = last(cast, "parties.coalition_rearranged")
    coalitions.rearrange(cast.quiet_fields, Arrangements(voice="one"), reason="June.", what="voice", by=by)
    with pytest.raises(Conflict):
        undoing.undo(first.id, by=by)


def test_what_somebody_may_not_see_is_not_there_to_be_undone(cast: Cast) -> None:
    granted = Entry.objects.filter(chain=cast.quiet_fields.chain, kind="parties.mandate_granted", concerns=cast.lantern.id).get()
    with pytest.raises(NotVisible):
        undoing.undo(granted.id, by=cast.actor(cast.amina))
    with pytest.raises(NotVisible):
        undoing.undo(granted.id, by=cast.actor(cast.viktor, cast.open_water))


def test_seeing_an_entry_gives_no_right_to_undo_it(cast: Cast) -> None:
    coalitions.open_site(cast.quiet_fields, True, by=cast.actor(cast.leila))
    with pytest.raises(NotAllowed):
        undoing.undo(last(cast, "parties.site_opened").id, by=cast.actor(cast.amina))
    cast.quiet_fields.refresh_from_db()
    assert cast.quiet_fields.is_public


def test_the_history_still_verifies(cast: Cast) -> None:
    by = cast.actor(cast.leila)
    coalitions.open_site(cast.quiet_fields, True, by=by)
    undoing.undo(last(cast, "parties.site_opened").id, by=by)
    book.seal_all()
    cast.quiet_fields.chain.refresh_from_db()
    assert history.verify(cast.quiet_fields.chain).holds
