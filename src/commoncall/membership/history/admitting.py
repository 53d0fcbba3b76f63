"""The kinds of entry that admission makes, from what a coalition arranges for it to the decision on an application."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.history.kinds import Audience, kind
from commoncall.membership.history.words import ANSWERS, CATEGORIES


def _category(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"category": CATEGORIES.get(parts.get("category", ""), parts.get("category"))}


def _answer(parts: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"answer": ANSWERS.get(parts.get("answer", ""), parts.get("answer"))}


# What a coalition arranges.
ADMISSION_OPENED = kind("membership.admission_opened", _("%(by)s opened the coalition for applications."))
ADMISSION_CLOSED = kind("membership.admission_closed", _("%(by)s closed the coalition for applications."))
ADMISSION_WORDED = kind("membership.admission_worded", _("%(by)s changed what stands over the application form, or what both sides promise."))
PATH_SET = kind("membership.path_set", _("%(by)s changed by which stages one joins in the category “%(category)s”."), words=_category)
QUESTION_ADDED = kind("membership.question_added", _("%(by)s added a question to the application form: %(question)s"), audience=Audience.COORDINATORS)
QUESTION_CHANGED = kind(
    "membership.question_changed", _("%(by)s changed a question of the application form: %(question)s"), audience=Audience.COORDINATORS
)
QUESTIONS_ORDERED = kind(
    "membership.questions_ordered", _("%(by)s changed the order of the questions of the application form."), audience=Audience.COORDINATORS
)
QUESTION_RETIRED = kind(
    "membership.question_retired", _("%(by)s no longer asks this in the application form: %(question)s"), audience=Audience.COORDINATORS
)
QUESTION_TAKEN_UP = kind(
    "membership.question_taken_up", _("%(by)s asks this in the application form again: %(question)s"), audience=Audience.COORDINATORS
)
WINDOW_OPENED = kind("membership.window_opened", _("%(by)s set a time for applications, from %(opens)s to %(closes)s."))
WINDOW_REMOVED = kind("membership.window_removed", _("%(by)s took back the time for applications from %(opens)s to %(closes)s."))

# What happens to an application.
CHECKED = kind("membership.application_checked", _("%(by)s checked the application of %(name)s."), audience=Audience.COORDINATORS)
CONTACT_REPLACED = kind(
    "membership.application_contact_replaced",
    _("%(by)s noted that %(now)s speaks for the applicant %(name)s, no longer %(before)s. The reason: %(reason)s"),
    audience=Audience.COORDINATORS,
)
ATTACHED = kind("membership.application_attached", _("%(by)s noted that the applicant %(name)s is %(organisation)s."), audience=Audience.COORDINATORS)
DETACHED = kind(
    "membership.application_detached",
    _("%(by)s noted that the applicant %(name)s is an organisation that is new here."),
    audience=Audience.COORDINATORS,
)
CONSULTATION_BEGUN = kind(
    "membership.consultation_begun", _("%(by)s asked members about the application of %(name)s."), audience=Audience.COORDINATORS
)
CONSULTATION_SKIPPED = kind(
    "membership.consultation_skipped", _("Nobody is consulted on the application of %(name)s."), audience=Audience.COORDINATORS
)
CONSULTATION_ENDED = kind(
    "membership.consultation_ended", _("The consultation on the application of %(name)s has ended."), audience=Audience.COORDINATORS
)
OPINION_GIVEN = kind(
    "membership.opinion_given", _("%(by)s answered about the application of %(name)s: %(answer)s."), audience=Audience.COORDINATORS, words=_answer
)
DECISION_BEGUN = kind("membership.decision_begun", _("The application of %(name)s was put to those who decide."), audience=Audience.COORDINATORS)
DECISION_LATE = kind("membership.decision_late", _("The decision on the application of %(name)s is late."), audience=Audience.COORDINATORS)
ADMITTED = kind("membership.admitted", _("%(organisation)s was admitted."), audience=Audience.ORGANISATION)
DECLINED = kind("membership.declined", _("%(by)s recorded that the application of %(name)s was declined."), audience=Audience.COORDINATORS)
