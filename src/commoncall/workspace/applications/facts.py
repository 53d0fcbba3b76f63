"""What an applicant says of itself, as rows for a page: as much as its reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.membership.queries import admission, applications
from commoncall.membership.queries.applications import Sight
from commoncall.membership.queries.choices import KINDS
from commoncall.membership.queries.rows import host
from commoncall.membership.rules.profiles import is_web_address
from commoncall.web.lists import joined

if TYPE_CHECKING:
    from commoncall.membership.models import Application


@dataclass(frozen=True)
class Fact:
    """One thing that is noted: what it is called, what it is, and an address if it leads somewhere."""

    term: str
    value: str
    address: str = ""


def particulars(application: Application, sight: Sight) -> list[Fact]:
    """Return what an applicant says of itself, without what would reach its people; what is empty is left out."""
    return [fact for fact in _particulars(application, sight) if fact.value]


def _particulars(application: Application, sight: Sight) -> Iterator[Fact]:
    profile, code = applications.profile_of(application), languages.current()
    yield Fact(_("Acronym"), application.acronym)
    yield Fact(_("Country"), _("International") if profile.is_international and not profile.country else _country(profile.country))
    yield Fact(_("Works in"), joined(_country(one) for one in profile.works_in))
    yield Fact(_("Kind"), str(dict(KINDS.choices).get(profile.kind, "")))
    yield Fact(_("Languages"), joined(languages.name_of(one, code) for one in profile.languages))
    yield Fact(_("Size"), profile.size)
    if profile.led_by_affected is not None:
        yield Fact(_("Led by"), _("Affected people") if profile.led_by_affected else _("Others than affected people"))
    if is_web_address(profile.website):
        yield Fact(_("Website"), host(profile.website), profile.website)
    if sight > Sight.CONSULTED:
        yield Fact(_("Registration"), profile.registration)
        yield Fact(_("Headed by"), application.head)


def _country(code: str) -> str:
    return countries.name(code, form="plain") if countries.exists(code) else ""


def contact(application: Application) -> list[Fact]:
    """Return who speaks for an applicant and how they are reached; for coordinators alone."""
    rows = (
        Fact(_("Name"), application.contact_name),
        Fact(_("Function"), application.contact_function),
        Fact(_("E-mail"), application.contact_address, f"mailto:{application.contact_address}" if application.contact_address else ""),
        Fact(_("Telephone"), application.contact_phone),
        Fact(_("By what right"), application.authority),
        Fact(_("Writes in"), languages.name_of(application.language, languages.current())),
    )
    return [fact for fact in rows if fact.value]


def answers(application: Application) -> list[Fact]:
    """Return the coalition's own questions, retired ones included, with what was answered; one query."""
    told = []
    for question in admission.questions(application.coalition, retired=True):
        given = application.answers.get(str(question.pk), "")
        if given != "":
            told.append(Fact(languages.pick(question.text), _answer(question, given)))
    return told


def _answer(question: object, given: object) -> str:
    kind, options = question.kind, question.options  # type: ignore[attr-defined]
    if kind == "yes_no":
        return _("Yes") if str(given) in {"yes", "True", "true"} else _("No")
    if kind == "choice":
        return next((languages.pick(one["text"]) for one in options if one["key"] == given), str(given))
    return str(given)


def promises(application: Application) -> list[tuple[str, list[str]]]:
    """Return what both sides promised, as it was accepted."""
    kept = application.promises or {}
    sides = ((_("What the applicant promises"), kept.get("member")), (_("What the coalition promises"), kept.get("coalition")))
    return [(title, list(lines)) for title, lines in sides if lines]
