"""What the membership asks of organisations."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.asks.kinds import ask_kind

CONFIRM = ask_kind(
    "membership.confirm",
    _("Look at what is noted of your organisation"),
    _("Is it right, do the right people act for %(organisation)s, and is it named as far as it should be?"),
    "member",
    "member",
    "members",
)

HEARING = ask_kind(
    "membership.hearing",
    _("Answer to the notice that your organisation was given"),
    _("A procedure was opened about %(organisation)s. Read what it is about, and answer in writing."),
    "procedure",
    "procedure",
)
MENTOR = ask_kind(
    "membership.mentor",
    _("Help a newcomer settle in"),
    _("%(newcomer)s has joined. The coordinators ask whether %(organisation)s will answer its questions in the first weeks."),
    "mentor",
    "mentor",
)

CHECK = ask_kind(
    "membership.check",
    _("Check an application"),
    _("%(name)s has applied. Does it meet the conditions?"),
    "application",
    "application",
    "applications",
)
CONSULTATION = ask_kind(
    "membership.consultation",
    _("Say what you know of an applicant"),
    _("%(name)s has applied. Is your organisation in favour, against, or without a view?"),
    "application-say",
    "application",
    "applications",
)
VOTE = ask_kind(
    "membership.vote",
    _("Answer about an application"),
    _("Is %(name)s to be admitted? Your seat is asked."),
    "application-vote",
    "application",
    "applications",
)
OBJECTION = ask_kind(
    "membership.objection",
    _("Object to an admission, if you do"),
    _("%(name)s is to be admitted. Whoever does not answer in time consents."),
    "application-say",
    "application",
    "applications",
)
DECIDE = ask_kind(
    "membership.decide",
    _("Decide on an application"),
    _("What is to become of the application of %(name)s?"),
    "application-decide",
    "application",
    "applications",
)
CHOOSE_MENTOR = ask_kind(
    "membership.choose_mentor",
    _("Find a mentor for a newcomer"),
    _("%(newcomer)s has joined. Who will answer its questions in the first weeks?"),
    "mentor",
)
