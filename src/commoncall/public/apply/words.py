"""What applying says: the steps, the choices and their consequences, what is missing, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from commoncall.kernel import languages
from commoncall.kernel.labels import Naming
from commoncall.kernel.parties import queries as parties
from commoncall.kernel.refusals import Words
from commoncall.membership.queries.applicants import Stage
from commoncall.membership.rules.admitting import Way
from commoncall.membership.rules.applying import Gap, same_promises
from commoncall.web.arrangements.sentences import ADMITTED_BY
from commoncall.web.moments import numeral
from commoncall.web.words import words_of

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition
    from commoncall.membership.models import Application
    from commoncall.procedures.applying import Asking

STEPS: Mapping[str, Words] = {
    "category": pgettext_lazy("a step of applying", "As what"),
    "organisation": pgettext_lazy("a step of applying", "Names and place"),
    "people": pgettext_lazy("a step of applying", "People"),
    "about": pgettext_lazy("a step of applying", "What you do"),
    "naming": pgettext_lazy("a step of applying", "Being named"),
    "pledge": pgettext_lazy("a step of applying", "What we promise"),
    "review": pgettext_lazy("a step of applying", "Hand in"),
}

#: What a page asks in its title, where that is not what the step is called.
TITLES: Mapping[str, Words] = {
    **STEPS,
    "category": gettext_lazy("As what do you apply?"),
    "naming": gettext_lazy("How far may your name be known?"),
}

#: What stands under the title of each step.
LEDES: Mapping[str, Words] = {
    "category": gettext_lazy("It can be changed until you hand in."),
    "organisation": gettext_lazy("What is not known yet can stay empty; you are told at the end what is still missing."),
    "people": gettext_lazy("Nobody but the coordinators sees how people are reached."),
    "about": gettext_lazy("A few sentences are enough. Write in the language in which you work best."),
    "naming": gettext_lazy("It can be changed at any time later. It does not bear on the decision."),
    "pledge": gettext_lazy("What you accept here is kept word for word, in the language in which you read it."),
    "review": gettext_lazy("Look through it once more. After handing in you can withdraw it, and correct how you are reached."),
}

NAMING: Mapping[Naming, Words] = {
    Naming.PUBLIC: gettext_lazy("Named in public"),
    Naming.MEMBERS: gettext_lazy("Named inside only"),
    Naming.COORDINATORS: gettext_lazy("Named to the coordinators only"),
}

_CATEGORIES: Mapping[str, Words] = {
    "ordinary": gettext_lazy("As an ordinary %(member)s"),
    "extraordinary": gettext_lazy("As an extraordinary %(member)s"),
    "affiliated": gettext_lazy("As an affiliated group"),
    "observer": gettext_lazy("As an observer"),
    "individual": gettext_lazy("As a person, for yourself"),
}
_CONSEQUENCES: Mapping[str, Words] = {
    "ordinary": gettext_lazy("With a vote, and with what is promised on both sides."),
    "extraordinary": gettext_lazy("Takes part in everything and supports it, without a vote."),
    "affiliated": gettext_lazy("In touch with the others, without a vote and with fewer duties."),
    "observer": gettext_lazy("Reads and listens, without a vote."),
    "individual": gettext_lazy("For people who do not belong through an organisation. Without a vote."),
}

FIELDS: Mapping[str, Words] = {
    "category": gettext_lazy("As what you apply"),
    "name": gettext_lazy("Name"),
    "country": gettext_lazy("Country"),
    "kind": gettext_lazy("Kind"),
    "website": gettext_lazy("Website"),
    "works_in": gettext_lazy("Works in"),
    "languages": gettext_lazy("Languages"),
    "contact_name": gettext_lazy("Contact person"),
    "contact_address": gettext_lazy("E-mail address"),
    "authority": gettext_lazy("By what right the contact person signs"),
    "about": gettext_lazy("What you do"),
    "naming": gettext_lazy("How far your name may be known"),
    "promises": gettext_lazy("What both sides promise"),
    "confirmed": gettext_lazy("Your address"),
}
_WHY: Mapping[str, Words] = {
    "empty": "",
    "unclear": gettext_lazy("What stands there could not be understood."),
    "changed": gettext_lazy("This has changed since you accepted it. Read it again."),
}


def categories(offered: Iterable[str], coalition: Coalition) -> list[tuple[str, str]]:
    """Return the categories that are open, in the coalition's own words."""
    return [(category, category_words(category, coalition)) for category in offered]


def category_words(category: str, coalition: Coalition) -> str:
    """Return as what somebody applies, in the coalition's own words."""
    return str(_CATEGORIES[category]) % {"member": words_of(coalition)["member"]} if category in _CATEGORIES else ""


def category_consequences(coalition: Coalition) -> dict[str, str]:
    """Return what each category brings with it."""
    return {category: str(words) for category, words in _CONSEQUENCES.items()}


def naming_consequence(naming: Naming, coalition: Coalition) -> str:
    """Return what a choice of naming brings about for whoever makes it."""
    return {
        Naming.PUBLIC: _("Your name stands on the public page and under what the coalition publishes."),
        Naming.MEMBERS: _("The %(members)s see your name. In public you are counted at most, among those who are not named."),
        Naming.COORDINATORS: _("Only those who coordinate the coalition and those who decide see your name, and whomever you choose later."),
    }[naming] % words_of(coalition)


def pledge_labels(asking: Asking) -> dict[str, str]:
    """Return what is to be ticked, for those texts and promises that there are."""
    called = words_of(asking.coalition)
    labels = {}
    if asking.call is not None:
        labels["call"] = _("We endorse the %(call)s.") % called
    if asking.charter is not None:
        labels["charter"] = _("We accept the %(charter)s.") % called
    promises = asking.offer.promises(languages.current())
    if promises["member"] or promises["coalition"]:
        labels["promises"] = _("We promise what stands here for us, and count on what is promised to us.")
    return labels


def is_accepted(application: Application, asking: Asking, name: str) -> bool:
    """Tell whether a text, or what both sides promise, was accepted as it stands now."""
    if name == "promises":
        kept = application.promises
        return bool(kept) and same_promises(kept, asking.offer.promises(kept.get("language", "")))
    accepted, version = getattr(application, f"{name}_version"), getattr(asking, name)
    return version is not None and accepted == version.pk


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, as its reader is told, with the way to where it is put right."""

    label: str
    words: str
    address: str


def lack(gap: Gap, asking: Asking, key: str) -> Lack:
    """Return in words what is missing, and where."""
    step = reverse("apply-step", args=[languages.current(), asking.coalition.slug, key, gap.step])
    return Lack(_label(gap, asking), str(_WHY[gap.why]), f"{step}#id_{gap.field}")


def _label(gap: Gap, asking: Asking) -> str:
    called = words_of(asking.coalition)
    if gap.field in ("call", "charter"):
        return capfirst(called[gap.field])
    if gap.field.startswith("question_"):
        asked = {f"question_{question.pk}": languages.pick(question.text) for question in asking.offer.questions}
        return asked.get(gap.field, "")
    return str(FIELDS.get(gap.field) or STEPS[gap.step])


def who_decides(way: Way, coalition: Coalition) -> str:
    """Return who decides on an application, as a sentence."""
    arranged = parties.arrangements(coalition).admitted_by
    return str(ADMITTED_BY[way.by(arranged).decided_by]) % words_of(coalition)


def deciders(ways: Mapping[str, Way], coalition: Coalition) -> list[str]:
    """Return who decides: in one sentence, or one for each category where they differ."""
    told = {category: who_decides(way, coalition) for category, way in ways.items()}
    if len(set(told.values())) == 1:
        return [next(iter(told.values()))]
    return [_("%(category)s: %(sentence)s") % {"category": category_words(category, coalition), "sentence": one} for category, one in told.items()]


def who_is_heard(way: Way, coalition: Coalition) -> str:
    """Return who is heard before that, as a sentence; nothing where nobody is."""
    sentences = {
        "country": _("The %(members)s in your country are asked first, and have time to answer."),
        "all": _("All %(members)s are asked first, and have time to answer."),
    }
    return sentences.get(way.consults, "") % words_of(coalition)


def how_long(way: Way) -> str:
    """Return how long it takes from handing in to the outcome at most, once it was checked."""
    days = way.decision_days + (way.consultation_days if way.consults != "nobody" else 0)
    words = ngettext(
        "Once it was looked through, the outcome comes within %(n)s day as a rule.",
        "Once it was looked through, the outcome comes within %(n)s days as a rule.",
        days,
    )
    return words % {"n": numeral(days)}


def stage(one: Stage, application: Application, called: Mapping[str, str]) -> str:
    """Return what a stage is called for whoever applies."""
    if one.name == "outcome":
        return str(_OUTCOMES.get(application.state, _("Outcome")))
    words = {
        "received": _("Handed in"),
        "checking": _("Looked through by the coordinators"),
        "consulting": _("%(members)s are consulted"),
        "deciding": _("Decision"),
    }
    return capfirst(words[one.name] % called)


_OUTCOMES: Mapping[str, Words] = {
    "admitted": gettext_lazy("Admitted"),
    "declined": gettext_lazy("Declined"),
    "withdrawn": gettext_lazy("Withdrawn by you"),
}

#: How things stand, under the title of the page that an applicant comes back to.
STANDS: Mapping[str, Words] = {
    "checking": gettext_lazy("It has arrived. The coordinators look through it now."),
    "consulting": gettext_lazy("Others are asked about it now."),
    "deciding": gettext_lazy("It lies with those who decide."),
    "admitted": gettext_lazy("You belong now."),
    "declined": gettext_lazy("It was declined. The reasons stand below."),
    "withdrawn": gettext_lazy("You have withdrawn it. Nobody decides on it any more."),
}


def shown(form: Any) -> list[tuple[Any, str]]:
    """Return what stands in a form as pairs of label and words, for reading; what is empty is left out."""
    pairs = [(form.fields[name].label, _value(form, name)) for name in form.fields]
    return [(label, value) for label, value in pairs if value]


def pledged(form: Any) -> list[tuple[str, str]]:
    """Return what is accepted, as pairs of what it is and the sentence that was ticked."""
    called = words_of(form.asking.coalition)
    titles = {"call": capfirst(called["call"]), "charter": capfirst(called["charter"]), "promises": str(FIELDS["promises"])}
    return [(titles[name], str(field.label)) for name, field in form.fields.items() if form[name].value()]


def _value(form: Any, name: str) -> str:
    value = form[name].value()
    choices = getattr(form.fields[name], "choices", None)
    if choices:
        return str(dict(choices).get(value, "")) if value else ""
    if isinstance(value, bool):
        return _("Yes") if value else ""
    return str(value or "")
