"""What the page of the first week names, in a constant number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.call.queries import endorsements, texts
from commoncall.kernel import languages
from commoncall.kernel.authority import Actor
from commoncall.kernel.parties import queries as parties
from commoncall.leadership import queries as leadership
from commoncall.membership.queries import welcome
from commoncall.web.moments import numeral
from commoncall.web.words import words_of

if TYPE_CHECKING:
    from commoncall.call.models import Version
    from commoncall.kernel.parties.models import Coalition, Organisation


@dataclass(frozen=True)
class Thing:
    """A thing worth doing: what it is, why, where it is done, and whether it has been."""

    title: str
    why: str
    address: str
    link: str
    is_done: bool


@dataclass(frozen=True)
class Known:
    """Somebody worth knowing: a name, what they do here, and the language in which to write to them."""

    name: str
    note: str
    language: str


def shown(actor: Actor, coalition: Coalition) -> dict[str, Any]:
    """Return what the template ``workspace/welcome/welcome.html`` names."""
    version = texts.in_force(coalition, "call")
    own = parties.organisations_visible_to(actor).filter(pk=actor.organisation_id).first() if actor.organisation_id else None
    things = _things(actor, coalition, own, version) if own else []
    ready = sum(one.is_done for one in things)
    return {
        "own": own,
        "coordinators": [_coordinator(one) for one in parties.coordinating(coalition)],
        "committee": _committee(actor, coalition),
        "wording": texts.wording_for(version, languages.current()) if version else None,
        "call_address": reverse("text", args=[coalition.slug, "call"]),
        "helper": welcome.helper(actor),
        "things": things,
        "how_far": ngettext("%(done)s of %(n)s thing is done.", "%(done)s of %(n)s things are done.", len(things))
        % {"done": numeral(ready), "n": numeral(len(things))},
        "is_new": welcome.is_new(actor),
    }


def _coordinator(mandate: Any) -> Known:
    person = mandate.person
    return Known(person.name, mandate.function, languages.name_of(person.language, languages.current()) if person.language else "")


def _committee(actor: Actor, coalition: Coalition) -> list[Known]:
    body = leadership.committee(coalition)
    if body is None:
        return []
    seats = [held for bench in leadership.benches(actor, [body.pk]) for held in bench.seats]
    return [_seat(held) for held in seats]


def _seat(held: leadership.Held) -> Known:
    people = ", ".join(one.person.name for one in held.sitting)
    spoken = next((one.person.language for one in held.sitting if one.person.language), "")
    name = held.organisation.name if held.organisation else people
    return Known(name, people if held.organisation else "", languages.name_of(spoken, languages.current()) if spoken else "")


def _things(actor: Actor, coalition: Coalition, own: Organisation, version: Version | None) -> list[Thing]:
    slug, called, done = coalition.slug, words_of(coalition), welcome.progress(actor)
    record = reverse("member", args=[slug, own.pk])
    found = [
        Thing(
            _("Look at what is noted of you"),
            _("Whether it is right, in which languages you work, and how far you want to be named."),
            record,
            _("Your record"),
            done.looked_after_record and done.says_languages,
        )
    ]
    if version is not None:
        parts = {"call": called["call"]}
        why = _("Read what all of you stand for, and put your organisation’s name to it where it has not been done.")
        stands = endorsements.stands_behind(own, version) is not None
        title = _("Endorse the %(call)s") % parts
        found.append(Thing(title, why, reverse("text", args=[slug, "call"]), capfirst(called["call"]), stands))
    invite = reverse("member-person-new", args=[slug, own.pk])
    words = _("So that your organisation is heard when you are away.")
    found.append(Thing(_("Add a colleague who acts for you too"), words, invite, _("Add a person"), done.colleagues > 1))
    return found
