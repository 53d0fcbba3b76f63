"""What the public reads is for the coordinators to say, and each of it stands in the history; as does who takes the register along."""

from __future__ import annotations

import pytest

from commoncall.decisions.actions import exporting, publishing
from commoncall.decisions.models import Decision
from commoncall.decisions.queries import ladder, public, register
from commoncall.kernel.authority import VISITOR
from commoncall.kernel.history import queries as history
from commoncall.kernel.history.models import Entry
from commoncall.kernel.labels import Label
from commoncall.kernel.parties.models import Coalition
from commoncall.kernel.refusals import Conflict, NotAllowed, NotVisible
from commoncall.procedures.undoing import undo
from tests.decisions.deciding import Stage, at_its_end


def last(kind: str) -> Entry:
    return Entry.objects.filter(kind=kind).latest("at")


def test_what_was_decided_is_put_into_the_public_register_and_taken_out_again(stage: Stage) -> None:
    coalition = stage.cast.quiet_fields
    Coalition.objects.filter(pk=coalition.pk).update(is_public=True)
    decision = at_its_end(stage.opened())
    assert public.identifiers(coalition) == []
    publishing.show(decision, by=stage.leila)
    assert public.identifiers(coalition) == [decision.pk]
    with pytest.raises(Conflict):
        publishing.show(decision, by=stage.leila)
    undo(last("decisions.shown_in_public").id, by=stage.leila)
    assert public.identifiers(coalition) == []
    undo(last("decisions.hidden_from_public").id, by=stage.leila)
    assert public.identifiers(coalition) == [decision.pk]


def test_only_coordinators_publish_and_only_what_is_decided(stage: Stage) -> None:
    decision = stage.opened()
    with pytest.raises(Conflict):
        publishing.show(decision, by=stage.leila)
    at_its_end(decision)
    with pytest.raises((NotAllowed, NotVisible)):
        publishing.show(decision, by=stage.amina)
    with pytest.raises((NotAllowed, NotVisible)):
        publishing.show_ladder(stage.cast.quiet_fields, True, by=stage.amina)
    with pytest.raises((NotAllowed, NotVisible)):
        publishing.show_ladder(stage.cast.open_water, True, by=stage.leila)
    assert not Decision.objects.get(pk=decision.pk).is_public


def test_how_we_decide_is_shown_where_the_coalition_wants_it_and_recorded_once(stage: Stage) -> None:
    coalition = stage.cast.quiet_fields
    assert not ladder.is_shown(coalition)
    for _twice in range(2):
        publishing.show_ladder(coalition, True, by=stage.leila)
    assert ladder.is_shown(coalition)
    assert Entry.objects.filter(kind="decisions.ladder_shown").count() == 1
    undo(last("decisions.ladder_shown").id, by=stage.leila)
    assert not ladder.is_shown(coalition)


def test_whoever_takes_the_register_along_is_noted_for_the_coordinators(stage: Stage) -> None:
    stage.opened()
    found = register.whole(stage.leila)
    exporting.took_along(found, Label.AMBER, {"words": "geneva", "state": ""}, by=stage.amina)
    entry = last("decisions.exported")
    assert entry.facts == {"count": 1, "label": "amber", "numbers": [found[0].number]}
    assert entry.particulars.data["asked"] == {"words": "geneva"}
    assert "1 entry (TLP:AMBER)" in history.told([entry])[0].sentence
    assert entry in history.visible_to(stage.leila)
    assert entry not in history.visible_to(stage.nour)
    with pytest.raises(NotVisible):
        exporting.took_along(found, Label.AMBER, {}, by=VISITOR)
