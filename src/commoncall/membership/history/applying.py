"""The kinds of entry that applicants make themselves, by the link in their mail. Drafts are theirs alone: no entry names one."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.history.kinds import Audience, kind

BEGUN = kind("membership.application_begun", _("Somebody began an application."), audience=Audience.COORDINATORS)
HANDED_IN = kind("membership.application_handed_in", _("%(by)s handed in the application of %(name)s."), audience=Audience.COORDINATORS)
APPLICANT_WITHDREW = kind("membership.application_withdrawn", _("%(by)s withdrew the application of %(name)s."), audience=Audience.COORDINATORS)
CONTACT_CORRECTED = kind(
    "membership.application_contact_corrected",
    _("%(by)s corrected how whoever applies for %(name)s can be reached."),
    audience=Audience.COORDINATORS,
)
DRAFT_DISCARDED = kind(
    "membership.application_discarded", _("A draft of an application was thrown away by whoever wrote it."), audience=Audience.COORDINATORS
)
DRAFT_LAPSED = kind(
    "membership.application_lapsed", _("A draft of an application vanished: nobody had gone on with it."), audience=Audience.COORDINATORS
)
