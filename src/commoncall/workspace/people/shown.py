"""What a person may do, as rows of a page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commoncall.kernel.authority import Actor
from commoncall.membership.queries.people import Part, PersonRecord
from commoncall.web.lists import joined
from commoncall.web.moments import full_date


@dataclass(frozen=True)
class Held:
    """A mandate as a row: for whom, what it is called, what it allows, until when, and what the reader may do with it."""

    part: Part
    title: str
    note: str
    until: str
    may_end: bool
    may_lend: bool
    may_make_main: bool


def held(actor: Actor, record: PersonRecord) -> list[Held]:
    """Return what a person may do now as rows."""
    return [_held(actor, record, part) for part in record.line.parts]


def _held(actor: Actor, record: PersonRecord, part: Part) -> Held:
    own = part.organisation_id is not None and part.organisation_id == actor.organisation_id
    may = not actor.preview and (actor.is_coordinator or record.is_self or own)
    return Held(
        part=part,
        title=part.organisation or _("The coalition as such"),
        note=note(part),
        until=until(part),
        may_end=may,
        may_lend=may and not part.deputises_for,
        may_make_main=may and part.organisation_id is not None and not part.is_main_contact and (actor.is_coordinator or own),
    )


def note(part: Part) -> str:
    """Return what stands under a mandate: the function, the topics, in whose place."""
    words = [part.role_words, part.function]
    if part.is_main_contact:
        words.append(_("main contact"))
    if part.topics:
        words.append(_("only on %(topics)s") % {"topics": joined(part.topics)})
    if part.deputises_for:
        words.append(_("stands in for %(name)s") % {"name": part.deputises_for})
    return ", ".join(filter(None, words))


def until(part: Part) -> str:
    """Return from when to when a mandate is good."""
    if part.ends_at is None:
        return _("since %(day)s") % {"day": full_date(part.starts_at)}
    return _("%(first)s to %(last)s") % {"first": full_date(part.starts_at), "last": full_date(part.ends_at)}
