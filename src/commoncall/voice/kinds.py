"""What the voice asks of organisations, of their people and of the coordinators."""

from django.utils.translation import gettext_lazy as _

from commoncall.kernel.asks.kinds import ask_kind

SIGN = ask_kind(
    "voice.sign",
    _("Sign a letter for your organisation"),
    _("Does %(organisation)s sign “%(title)s”?"),
    "letter-sign",
    "letter-signatures",
    "letters",
)
RENEW = ask_kind(
    "voice.renew",
    _("Sign again: the words have changed"),
    _("“%(title)s” has other words than the letter that %(organisation)s signed. Does it sign the new one too?"),
    "letter-sign",
    "letter-signatures",
    "letters",
)
AUTHORISE = ask_kind(
    "voice.authorise",
    _("A colleague asks for your signature"),
    _("You hold the authority to sign “%(title)s” for %(organisation)s. A colleague asks you to do it."),
    "letter-sign",
    "letter-signatures",
    "letters",
)
CONFIRM_ENTERED = ask_kind(
    "voice.confirm_entered",
    _("Look at a signature that was entered for you"),
    _("A coordinator noted that %(organisation)s signs “%(title)s”. Is that right?"),
    "letter-sign",
    "letter-signatures",
    "letters",
)
PUBLISH = ask_kind(
    "voice.publish",
    _("Publish what was adopted"),
    _("“%(title)s” was adopted (decision %(number)s). Publish it in the coalition’s name, with its members or without."),
    "statement-publish",
)
OPEN_AGAIN = ask_kind(
    "voice.open_again",
    _("A letter could not be opened"),
    _("“%(title)s” was to open by itself, but its words had been unlocked, or its time to sign was over. It is still being prepared."),
    "letter",
)
SIGN_HERE = ask_kind(
    "voice.sign_here",
    _("Sign a letter for your organisation"),
    _("Somebody tried on the public page to sign “%(title)s” for %(organisation)s. Its own people do that here."),
    "letter-sign",
    "letter-signatures",
    "letters",
)
