"""What the call asks of organisations and of their people. Each is answered where the text is endorsed."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.asks.kinds import ask_kind

REAFFIRM = ask_kind(
    "call.reaffirm",
    _("Re-affirm: the text has changed"),
    _("Version %(number)s asks for something else than what %(organisation)s endorsed. Does it stand behind the new version?"),
    "endorse-version",
    "text-follow-up",
    "texts",
)
SIGN = ask_kind(
    "call.sign",
    _("Sign for your organisation"),
    _("A colleague asks you to sign version %(number)s for %(organisation)s. One click is enough."),
    "endorse-version",
    "text-found",
    "texts",
)
CONFIRM_ENTERED = ask_kind(
    "call.confirm_entered",
    _("Look at an endorsement that was entered for you"),
    _("A coordinator noted that %(organisation)s endorsed version %(number)s. Is that right?"),
    "endorsement",
    "endorsement",
    "texts",
)
ENDORSE_HERE = ask_kind(
    "call.endorse_here",
    _("Endorse for your organisation"),
    _("Somebody tried on the public page to endorse version %(number)s for %(organisation)s. Its own people do that here."),
    "endorse-version",
    "text-found",
    "texts",
)
BRING_INTO_FORCE = ask_kind(
    "call.bring_into_force",
    _("Bring an adopted text into force"),
    _("“%(title)s” was adopted and published. Take its words over, and say who is asked to re-affirm."),
    "text-take",
)
