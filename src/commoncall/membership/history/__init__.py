"""The kinds of entry that the membership makes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from commoncall.kernel import languages
from commoncall.kernel.history.kinds import Audience, kind
from commoncall.kernel.labels import Label
from commoncall.membership.history import admitting as admitting
from commoncall.membership.history import leaving  # noqa: F401 - declares the kinds of leaving
from commoncall.membership.history.words import CATEGORIES, FIELDS, STANDINGS


def _fields(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"fields": languages.listed(FIELDS.get(name, name) for name in parts.get("fields", ()))}


def _categories(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: CATEGORIES.get(parts.get(name, ""), parts.get(name)) for name in ("before", "category")}


def _standings(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: STANDINGS.get(parts.get(name, ""), parts.get(name)) for name in ("before", "standing")}


def _export(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    count = parts.get("count", 0)
    label = str(Label(parts["label"]).label) if parts.get("label") in set(Label) else parts.get("label")
    number = ngettext("%(n)s organisation", "%(n)s organisations", count) % {"n": count}
    return {"number": number, "label": label, "form": str(parts.get("form", "")).upper()}


DESCRIBED = kind(
    "membership.described", _("%(by)s changed what is noted of %(organisation)s: %(fields)s."), audience=Audience.ORGANISATION, words=_fields
)
DATED = kind(
    "membership.dated", _("%(by)s changed since when %(organisation)s belongs, and what it endorsed before."), audience=Audience.ORGANISATION
)
CATEGORY_SET = kind(
    "membership.category_set",
    _("%(by)s changed the category of %(organisation)s from %(before)s to %(category)s."),
    audience=Audience.ORGANISATION,
    words=_categories,
)
STANDING_SET = kind(
    "membership.standing_set",
    _("%(by)s changed the standing of %(organisation)s from %(before)s to %(standing)s. The reason: %(reason)s"),
    audience=Audience.ORGANISATION,
    words=_standings,
)
NETWORK_JOINED = kind(
    "membership.network_joined", _("%(by)s noted that %(organisation)s belongs to the network %(network)s."), audience=Audience.COORDINATORS
)
NETWORK_LEFT = kind(
    "membership.network_left", _("%(by)s noted that %(organisation)s no longer belongs to the network %(network)s."), audience=Audience.COORDINATORS
)
TAG_PUT = kind("membership.tag_put", _("%(by)s tagged %(organisation)s with “%(tag)s”."), audience=Audience.COORDINATORS)
TAG_REMOVED = kind("membership.tag_removed", _("%(by)s took the tag “%(tag)s” off %(organisation)s."), audience=Audience.COORDINATORS)
NOTE_WRITTEN = kind("membership.note_written", _("%(by)s wrote a note on %(organisation)s."), audience=Audience.COORDINATORS)
NOTE_CORRECTED = kind("membership.note_corrected", _("%(by)s corrected a note on %(organisation)s."), audience=Audience.COORDINATORS)
NOTE_REMOVED = kind("membership.note_removed", _("%(by)s removed a note on %(organisation)s."), audience=Audience.COORDINATORS)
COLUMN_ADDED = kind("membership.column_added", _("%(by)s added the column “%(column)s” to the directory."), audience=Audience.COORDINATORS)
COLUMN_CHANGED = kind(
    "membership.column_changed", _("%(by)s changed the column “%(before)s” of the directory; it is now “%(column)s”."), audience=Audience.COORDINATORS
)
COLUMNS_ORDERED = kind("membership.columns_ordered", _("%(by)s changed the order of the directory’s own columns."), audience=Audience.COORDINATORS)
COLUMN_LISTED = kind(
    "membership.column_listed", _("%(by)s put the column “%(column)s” into the list of organisations."), audience=Audience.COORDINATORS
)
COLUMN_UNLISTED = kind(
    "membership.column_unlisted", _("%(by)s took the column “%(column)s” out of the list of organisations."), audience=Audience.COORDINATORS
)
COLUMN_REMOVED = kind(
    "membership.column_removed",
    _("%(by)s removed the column “%(column)s” from the directory, with what stood in it."),
    audience=Audience.COORDINATORS,
)
VALUES_SET = kind(
    "membership.values_set", _("%(by)s changed what stands in the coalition’s own columns for %(organisation)s."), audience=Audience.COORDINATORS
)
FILTER_SAVED = kind("membership.filter_saved", _("%(by)s saved the filter “%(filter)s”."), audience=Audience.PERSON)
FILTER_REMOVED = kind("membership.filter_removed", _("%(by)s removed the saved filter “%(filter)s”."), audience=Audience.PERSON)
EXPORTED = kind(
    "membership.exported", _("%(by)s downloaded the list of %(number)s (%(form)s, %(label)s)."), audience=Audience.COORDINATORS, words=_export
)
IMPORTED = kind(
    "membership.imported",
    _("%(by)s took in the list “%(file)s”: %(new_organisations)s new organisations, %(changed_organisations)s changed, %(new_people)s new people."),
    audience=Audience.COORDINATORS,
)
IMPORT_DISCARDED = kind(
    "membership.import_discarded", _("%(by)s threw the list “%(file)s” away without taking it in."), audience=Audience.COORDINATORS
)
IMPORT_UNDONE = kind(
    "membership.import_undone",
    _(
        "%(by)s undid the import of “%(file)s”: %(removed)s organisations taken out again, "
        "%(kept)s left as they are because somebody has used them since."
    ),
    audience=Audience.COORDINATORS,
)
