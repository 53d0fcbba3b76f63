"""What can be found of texts that are drafted: what each version says in each language. Of several versions of a text the nearest is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commoncall.drafting.models import Version, Wording
from commoncall.drafting.queries import texts
from commoncall.kernel.search.kinds import Part, Text, itself, search_kind


def _versions(coalition: UUID) -> QuerySet[Version]:
    return Version.objects.filter(coalition_id=coalition)


def _said(rows: Collection[UUID]) -> Iterable[Text]:
    found = Wording.objects.filter(version__in=rows).select_related("version__text")
    for one in found.order_by("version", "language"):
        version = one.version
        yield Text(
            row=version.pk,
            subject=version.text_id,
            coalition=version.coalition_id,
            at=version.begun_at,
            title=one.title or version.text.title,
            also=() if one.title in {"", version.text.title} else (version.text.title,),
            body="\n".join(str(each["text"]) for each in one.paragraphs),
            language=one.language,
            where=(version.pk,),
            label=version.text.label,
        )


def _of_texts(touched: Collection[UUID]) -> Iterable[UUID]:
    return Version.objects.filter(text__in=touched).values_list("pk", flat=True)


DRAFTS = search_kind(
    "drafts",
    _("Texts that are drafted"),
    address="draft-version",
    parts=[Part("draft_version", _versions, _said, texts.versions_visible_to, {"draft_version": itself, "drafted_text": _of_texts})],
)
