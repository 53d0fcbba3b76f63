"""What there is to choose from, for the forms of the faces."""

from commoncall.call.models import Endorsement, EndorserKind
from commoncall.kernel.refusals import Words

#: Who endorses from outside: {value: words}.
ENDORSER_KINDS: dict[str, Words] = dict(EndorserKind.choices)

#: How an endorsement can have come: {value: words}.
WAYS: dict[str, Words] = dict(Endorsement.Came.choices)
