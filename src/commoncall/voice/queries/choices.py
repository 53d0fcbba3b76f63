"""What there is to choose among, for faces."""

from commoncall.voice.models import Doubt, Letter, Signature, Who

STATES = Letter.State
WHO = Who
CAME = Signature.Came
SETTLED = Doubt.Settled
