"""What can be found of decisions: what was asked, and what the register says of the outcome. Answers are read on the page alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commoncall.decisions.models import Decision
from commoncall.decisions.queries import decisions
from commoncall.kernel.search.kinds import Part, Text, itself, search_kind


def _rows(coalition: UUID) -> QuerySet[Decision]:
    return Decision.objects.filter(coalition_id=coalition)


def _said(rows: Collection[UUID]) -> Iterable[Text]:
    for one in Decision.objects.filter(pk__in=rows).select_related("version__text").order_by("pk"):
        text = one.version.text.title if one.version else ""
        yield Text(
            row=one.pk,
            subject=one.pk,
            coalition=one.coalition_id,
            at=one.closed_at or one.opened_at or one.begun_at,
            title=one.title,
            also=() if text in {"", one.title} else (text,),
            body="\n".join(part for part in (one.question, one.disagreement, one.decided_how, one.source) if part),
            language=one.language,
            where=(one.pk,),
            label=one.label,
        )


DECISIONS = search_kind(
    "decisions",
    _("Decisions"),
    address="decision",
    parts=[Part("decision", _rows, _said, decisions.visible_to, {"decision": itself})],
)
