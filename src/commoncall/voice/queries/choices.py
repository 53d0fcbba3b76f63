"""What there is to choose among, for faces."""

from django.utils.translation import gettext_lazy

from commoncall.kernel.refusals import Words
from commoncall.voice.models import Doubt, Letter, Signature, Who
from commoncall.voice.rules import eligibility
from commoncall.voice.rules.eligibility import Asked

STATES = Letter.State
WHO = Who
CAME = Signature.Came
SETTLED = Doubt.Settled

#: As what somebody signs from outside.
KINDS: dict[str, Words] = {
    Who.ORGANISATION: gettext_lazy("An organisation"),
    Who.PARLIAMENTARIAN: gettext_lazy("A member of a parliament"),
    Who.LOCAL_AUTHORITY: gettext_lazy("A city or other local authority"),
    Who.EXPERT: gettext_lazy("A scientist or other expert"),
    Who.INDIVIDUAL: gettext_lazy("Somebody for themselves"),
}


def kinds_outside(letter: Letter) -> list[tuple[str, Words]]:
    """Return as what one can sign a letter from outside, to be chosen from; nothing where nobody outside is asked."""
    return [(kind, KINDS[kind]) for kind in eligibility.kinds_outside(Asked(letter.who, letter.regions, letter.status))]
