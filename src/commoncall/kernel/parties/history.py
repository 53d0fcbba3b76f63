"""The kinds of entry that the parties make."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.authority import ROLE_NAMES, Role
from commoncall.kernel.history.kinds import Audience, kind
from commoncall.kernel.labels import Naming


def _role(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    role = parts.get("role")
    return {"role": _within(str(ROLE_NAMES[Role(role)])) if role in set(Role) else role}


def _within(words: str) -> str:
    """Return words as they stand within a sentence: without the capital of a heading."""
    return words[:1].lower() + words[1:]


def _naming(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"naming": dict(Naming.choices).get(parts.get("naming", ""), parts.get("naming"))}


COALITION_FOUNDED = kind("parties.coalition_founded", _("%(by)s set up the coalition %(name)s."))
COALITION_REARRANGED = kind("parties.coalition_rearranged", _("%(by)s changed how the coalition works: %(what)s. The reason: %(reason)s"))
COALITION_ARRANGED_BACK = kind("parties.coalition_arranged_back", _("%(by)s took back a change of how the coalition works: %(what)s."))
COALITION_DESCRIBED = kind("parties.coalition_described", _("%(by)s changed the coalition’s name, languages or time zone."))
COALITION_REMOVED = kind(
    "parties.coalition_removed", _("%(by)s removed the coalition %(name)s with all that it held."), audience=Audience.COORDINATORS
)
SITE_OPENED = kind("parties.site_opened", _("%(by)s opened the public page."))
SITE_CLOSED = kind("parties.site_closed", _("%(by)s closed the public page."))
CONTACT_GIVEN = kind("parties.contact_given", _("%(by)s changed where the public writes to."))

ORGANISATION_ENTERED = kind("parties.organisation_entered", _("%(by)s entered %(organisation)s."), audience=Audience.ORGANISATION)
ORGANISATION_RENAMED = kind(
    "parties.organisation_renamed", _("%(by)s changed the name %(before)s to %(organisation)s."), audience=Audience.ORGANISATION
)
ORGANISATION_REMOVED = kind(
    "parties.organisation_removed", _("%(by)s took the record of %(organisation)s out again."), audience=Audience.COORDINATORS
)
NAMING_CHOSEN = kind("parties.naming_chosen", _("%(by)s chose for %(organisation)s: %(naming)s."), audience=Audience.ORGANISATION, words=_naming)

PERSON_ENTERED = kind("parties.person_entered", _("%(by)s entered %(person)s."), audience=Audience.COORDINATORS)
PERSON_CORRECTED = kind("parties.person_corrected", _("%(by)s corrected what is noted of %(person)s."), audience=Audience.COORDINATORS)
PERSON_REMOVED = kind("parties.person_removed", _("%(by)s took the record of %(person)s out again."), audience=Audience.COORDINATORS)
PERSON_JOINED = kind("parties.person_joined", _("%(by)s came into the workspace."), audience=Audience.COORDINATORS)
PERSON_INVITED = kind("parties.person_invited", _("%(by)s invited %(person)s."), audience=Audience.COORDINATORS)

MANDATE_GRANTED = kind(
    "parties.mandate_granted", _("%(by)s made %(person)s %(role)s for %(organisation)s."), audience=Audience.ORGANISATION, words=_role
)
MANDATE_ENDED = kind(
    "parties.mandate_ended", _("%(by)s ended what %(person)s may do as %(role)s for %(organisation)s."), audience=Audience.ORGANISATION, words=_role
)
MANDATE_CHANGED = kind("parties.mandate_changed", _("%(person)s is now %(role)s for %(organisation)s."), audience=Audience.ORGANISATION, words=_role)
MAIN_CONTACT_CHOSEN = kind(
    "parties.main_contact_chosen", _("%(by)s made %(person)s the main contact of %(organisation)s."), audience=Audience.ORGANISATION
)
DEPUTY_APPOINTED = kind(
    "parties.deputy_appointed", _("%(by)s asked %(person)s to deputise for %(absent)s at %(organisation)s."), audience=Audience.ORGANISATION
)

STEWARD_BEGAN = kind("parties.steward_began", _("%(by)s began a steward’s session of %(minutes)s minutes. The reason: %(reason)s"))
STEWARD_ENDED = kind("parties.steward_ended", _("%(by)s ended the steward’s session."))
