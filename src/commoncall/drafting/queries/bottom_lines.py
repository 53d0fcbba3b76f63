"""Reading bottom lines: an organisation its own, drafters where a text touches one, without whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commoncall.drafting.models import BottomLine, Version
from commoncall.drafting.rules import lines
from commoncall.drafting.rules.paragraphs import read
from commoncall.kernel.authority import Actor
from commoncall.kernel.refusals import NotVisible
from commoncall.kernel.search.queries.stems import stems
from commoncall.membership.models import Standing

_WARNINGS = {
    BottomLine.About.WORDS: gettext_lazy("An organisation never signs these words."),
    BottomLine.About.SUBJECT: gettext_lazy("An organisation never signs anything on this subject."),
    BottomLine.About.TACTIC: gettext_lazy("An organisation never supports this tactic."),
}


@dataclass(frozen=True)
class Caution:
    """That a paragraph, in one language, holds words which an organisation never signs: as they stand there, and what is told of them."""

    paragraph: str
    words: str
    text: str
    language: str


def own(actor: Actor) -> QuerySet[BottomLine]:
    """Return the bottom lines of the organisation for which the actor acts; nobody reads those of others."""
    if actor.organisation_id is None or actor.preview or not actor.is_inside:
        return BottomLine.objects.none()
    lines_of_own = BottomLine.objects.filter(coalition_id=actor.coalition_id, organisation_id=actor.organisation_id)
    return lines_of_own.select_related("organisation", "noted_by").order_by("noted_at", "id")


def one(actor: Actor, bottom_line_id: UUID | None) -> BottomLine:
    """Return a bottom line of the actor's own organisation; raise ``NotVisible`` where there is none."""
    found = own(actor).filter(pk=bottom_line_id).first()
    if found is None:
        raise NotVisible(_("There is no such bottom line here."))
    return found


def warnings(version: Version) -> list[Caution]:
    """Return where a version, in any of its languages, touches a bottom line of any organisation of the coalition; for its drafters.

    In three queries. What two organisations would have told alike is told once, so that nobody can count them.
    """
    noted = BottomLine.objects.filter(coalition=version.coalition_id).exclude(organisation__membership__standing=Standing.LEFT)
    known = [(phrase, warning or str(_WARNINGS[BottomLine.About(about)])) for words, warning, about in _rows(noted) for phrase in words]
    if not known:
        return []
    told = dict.fromkeys(warning for _phrase, warning in known)
    texts = {one.language: [(each.key, each.text) for each in read(one.paragraphs)] for one in version.wordings.order_by("language")}
    sought = {warning: [phrase for phrase, other in known if other == warning] for warning in told}
    search = lines.Search(sought)
    known_stems = stems(search.wanted(texts))
    found = [Caution(key, words, warning, language) for language, key, words, warning in search.find(texts, known_stems)]
    return list(dict.fromkeys(found))


def _rows(noted: QuerySet[BottomLine]) -> Iterable[tuple[list[str], str, str]]:
    # By their words, not by who noted them when: the order must not tell which belong together.
    return sorted(noted.values_list("words", "warning", "about"), key=lambda row: (row[0], row[1]))
