"""What can be found of the texts: what each version says in each language, and who endorsed with which words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commoncall.call.models import Endorsement, Version, Wording
from commoncall.call.queries import endorsements, texts
from commoncall.kernel.authority import Actor
from commoncall.kernel.search.kinds import Part, Text, itself, search_kind

State = Version.State


def _versions(coalition: UUID) -> QuerySet[Version]:
    return Version.objects.filter(coalition_id=coalition).exclude(state=State.DISCARDED)


def _said(rows: Collection[UUID]) -> Iterable[Text]:
    """Each version in the languages in which it can be read: the authoritative one, and translations that are ready."""
    found = Wording.objects.filter(version__in=rows).exclude(version__state=State.DISCARDED).select_related("version")
    for one in found.order_by("version", "language"):
        version = one.version
        if one.language != version.language and not one.is_ready:
            continue
        yield Text(
            row=version.pk,
            subject=version.pk,
            coalition=version.coalition_id,
            at=version.adopted_at or version.begun_at,
            title=one.title,
            body="\n".join([one.preamble, *one.demands, one.closing]),
            language=one.language,
        )


TEXTS = search_kind("texts", _("Texts"), address="text-found", parts=[Part("version", _versions, _said, texts.visible_to, {"text": itself})])


def _given(coalition: UUID) -> QuerySet[Endorsement]:
    return Endorsement.objects.filter(coalition_id=coalition, organisation__isnull=False)


def _signed(rows: Collection[UUID]) -> Iterable[Text]:
    for one in Endorsement.objects.filter(pk__in=rows, organisation__isnull=False).select_related("organisation"):
        told = [one.signatory, one.signatory_function, one.authority, one.reservations, one.came_how]
        title = one.organisation.name if one.organisation else ""
        yield Text(one.pk, one.pk, one.coalition_id, one.endorsed_at, title, body="\n".join(filter(None, told)), borrowed=True)


def _known(actor: Actor) -> QuerySet[Endorsement]:
    return endorsements.visible_to(actor)


ENDORSEMENTS = search_kind(
    "endorsements", _("Endorsements"), address="endorsement", parts=[Part("endorsement", _given, _signed, _known, {"endorsement": itself})]
)
