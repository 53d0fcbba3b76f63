"""What every mail about a text under discussion tells, and how it is written to many."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from babel.lists import format_list
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from commoncall.drafting import permissions
from commoncall.drafting.models import Text, Version
from commoncall.drafting.queries import asked
from commoncall.kernel.authority import Actor, system
from commoncall.kernel.outbox import actions as outbox
from commoncall.kernel.outbox.models import Message
from commoncall.procedures import letters
from commoncall.procedures.deciding.readers import Reader, readers

#: By which a mail says in its head which version it is about.
ABOUT = "X-Commoncall-Version"


def clock_of(version: Version) -> Actor:
    """Return the clock, at work in a version's coalition."""
    return system().within(version.coalition_id, version.coalition.chain_id)


def those_who_amend(version: Version, organisations: Iterable[UUID]) -> list[Reader]:
    """Return who amends texts for these organisations and reads mail: by the text's topic, or a mandate for drafting."""
    return readers(version.coalition, organisations, version.text.topic, permissions.TOPIC)


def those_who_amended(version: Version, organisations: Iterable[UUID]) -> list[Reader]:
    """Return who reads mail for those of these organisations that may amend the version still, and so read it: none once its label was narrowed."""
    may_read = {one.pk for one in asked.who_may_amend(version)}
    return those_who_amend(version, may_read.intersection(organisations))


def post(kind: str, template: str, version: Version, to: Iterable[Reader], told: Callable[[Reader], dict[str, object]]) -> list[Message]:
    """Write one mail to each reader, in their language."""
    envelopes = []
    for one in to:
        with translation.override(one.language):
            context = _shared(version, one) | told(one)
        envelopes.append(
            letters.enveloped(
                kind,
                template,
                context,
                to=one.address,
                language=one.language,
                coalition=version.coalition,
                person=one.person,
                organisation=one.organisations[0] if len(one.organisations) == 1 else None,
                headers={ABOUT: str(version.pk)},
            )
        )
    return outbox.post_all(envelopes, coalition=version.coalition, by=clock_of(version)) if envelopes else []


def _shared(version: Version, reader: Reader) -> dict[str, object]:
    return {
        "title": version.text.title,
        "number": version.number,
        "kind": str(Text.Kind(version.text.kind).label),
        "name": reader.person.name,
        "organisations": format_list([one.name for one in reader.organisations], locale=reader.language.replace("-", "_")),
        "several": len(reader.organisations) > 1,
        "link": settings.ADDRESS + reverse("draft-version", args=[version.coalition.slug, version.pk]),
    }


def taken_up(identifier: UUID, **still: datetime | str | None) -> Version | None:
    """Take hold of a version that is ``still`` as it was found, unless another has it in hand; part of a transaction."""
    free = Version.objects.select_for_update(skip_locked=True, no_key=True, of=("self",)).select_related("text", "coalition")
    return free.filter(pk=identifier, **still).first()
