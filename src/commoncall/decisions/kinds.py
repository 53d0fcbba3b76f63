"""What decisions ask of organisations and of the coordinators. Each is answered on the page of the decision."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.asks.kinds import ask_kind

ANSWER = ask_kind(
    "decisions.answer",
    _("Decide for your organisation"),
    _("What does %(organisation)s answer to “%(title)s”?"),
    "decision",
    "decision-answers",
    "decisions",
)
ACKNOWLEDGE = ask_kind(
    "decisions.acknowledge",
    _("Acknowledge what was adopted"),
    _("“%(title)s” was adopted. Each organisation acknowledges it, or leaves. Does %(organisation)s acknowledge it?"),
    "decision",
    "decision",
    "decisions",
)
REVIEW = ask_kind(
    "decisions.review",
    _("Look at a decision again"),
    _("The day has come on which “%(title)s” was to be looked at again. Does it still hold?"),
    "decision",
    "decision",
    "decisions",
)
UNSEAL = ask_kind(
    "decisions.unseal",
    _("A secret vote cannot be opened"),
    _("The time of decision %(number)s is over, but its ballots could not be opened. It stays open until that is settled; no ballot is lost."),
    "decision",
    "decision",
    "decisions",
)
