"""The invitations as whoever invites sees them: who is outside still, page by page, and the letters beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.design.frames import Link
from commoncall.kernel import languages
from commoncall.kernel.outbox import queries as mail
from commoncall.procedures import invitations
from commoncall.web.moments import numeral
from commoncall.workspace.invitations.draft import GROUPS, Draft

SIZE = 50

STEPS = (gettext_lazy("Who"), gettext_lazy("Words"), gettext_lazy("Look and send"))


@dataclass(frozen=True)
class Row:
    """Somebody who could be invited, and the name of the language in which they are written to."""

    invitee: invitations.Invitee
    language: str


@dataclass(frozen=True)
class Page:
    """A page of people, and where the others are."""

    rows: list[Row]
    first: int
    last: int
    total: int
    previous: str
    next: str


def choice(request: HttpRequest) -> dict[str, Any]:
    """Return what the first step shows: one group of those who are outside still."""
    actor = request.actor  # type: ignore[attr-defined]
    counts = {code: chosen(actor).count() for code, chosen in GROUPS.items()}
    group = request.GET.get("who", "")
    group = group if group in GROUPS else "new" if counts["new"] else "waiting"
    paginator = Paginator(GROUPS[group](actor), SIZE)
    paginator.count = counts[group]
    page = paginator.get_page(request.GET.get("page"))
    people = invitations.invitees(request.standing.coalition, page.object_list)  # type: ignore[attr-defined, arg-type]
    rows = [Row(one, languages.name_of(one.language, languages.current())) for one in people]
    return {
        "group": group,
        "count": counts[group],
        "page": _page(page, rows, group),
        "questions": _questions(counts, group) if all(counts.values()) else [],
        "lede": _lede(counts),
        "steps": STEPS,
        "some_can": any(one.can_be_invited for one in people),
    }


def _page(page: Any, rows: list[Row], group: str) -> Page:
    previous = f"?who={group}&page={page.previous_page_number()}" if page.has_previous() else ""
    following = f"?who={group}&page={page.next_page_number()}" if page.has_next() else ""
    return Page(rows, page.start_index(), page.end_index(), page.paginator.count, previous, following)


def _questions(counts: dict[str, int], group: str) -> list[Link]:
    new = _("Not invited yet (%(n)s)") % {"n": numeral(counts["new"])}
    waiting = _("Invited, and not here yet (%(n)s)") % {"n": numeral(counts["waiting"])}
    return [Link(new, "?who=new", group == "new"), Link(waiting, "?who=waiting", group == "waiting")]


def _lede(counts: dict[str, int]) -> str:
    new, waiting = counts["new"], counts["waiting"]
    sentences = []
    if new:
        sentences.append(ngettext("%(n)s person has not been invited yet.", "%(n)s people have not been invited yet.", new) % {"n": numeral(new)})
    if waiting:
        told = ngettext("%(n)s was invited and has not come in.", "%(n)s were invited and have not come in.", waiting)
        sentences.append(told % {"n": numeral(waiting)})
    return " ".join(sentences) or _("Everybody who may act here has come in.")


@dataclass(frozen=True)
class Sample:
    """One letter as it will be, in one language."""

    language: str
    code: str
    direction: str
    reach: str
    subject: str
    text: str


def samples(request: HttpRequest, plan: invitations.Plan, draft: Draft) -> list[Sample]:
    """Return, for each language, the letter to the first who is reached in it."""
    firsts: dict[str, invitations.Invitee] = {}
    for one in plan.reached:
        firsts.setdefault(one.language, one)
    return [_sample(request, firsts[code], people, draft) for code, people in plan.by_language.items()]


def _sample(request: HttpRequest, invitee: invitations.Invitee, people: int, draft: Draft) -> Sample:
    coalition, actor = request.standing.coalition, request.actor  # type: ignore[attr-defined]
    letter = invitations.letter_to(invitee, coalition, draft.texts, by=actor)
    told = ngettext("For %(n)s person. As %(name)s reads it:", "For %(n)s people. As %(name)s reads it:", people)
    return Sample(
        language=languages.name_of(invitee.language, languages.current()),
        code=invitee.language,
        direction=languages.direction(invitee.language),
        reach=told % {"n": numeral(people), "name": invitee.person.name},
        subject=letter.subject,
        text=mail.without_stop_address(letter.text),
    )


def reach(plan: invitations.Plan) -> dict[str, str]:
    """Return in words whom the invitation reaches, and whom not and why."""
    number = len(plan.reached)
    told = {"reached": ngettext("This reaches %(n)s person.", "This reaches %(n)s people.", number) % {"n": numeral(number)}}
    if plan.silenced:
        silenced = ngettext("%(n)s asked for silence and is left out.", "%(n)s asked for silence and are left out.", plan.silenced)
        told["silenced"] = silenced % {"n": numeral(plan.silenced)}
    if plan.too_soon:
        soon = ngettext("%(n)s was invited less than a day ago.", "%(n)s were invited less than a day ago.", plan.too_soon)
        told["too_soon"] = soon % {"n": numeral(plan.too_soon)}
    return told
