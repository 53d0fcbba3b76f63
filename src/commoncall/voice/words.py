"""What is said of letters and signatures in words that several faces share: why somebody may not sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from commoncall.kernel import languages
from commoncall.voice.models import Letter, Who
from commoncall.voice.rules.eligibility import Why

if TYPE_CHECKING:
    from commoncall.voice.rules.eligibility import Asked


def why(reason: Why, letter: Letter) -> str:
    """Return in a sentence why somebody may not sign a letter."""
    match reason:
        case Why.NOT_ASKED:
            return _("This letter is signed by others: %(who)s.") % {"who": who(letter)}
        case Why.NOT_A_MEMBER:
            return _("This letter is signed by organisations that belong to the coalition.")
        case Why.SUSPENDED:
            return _("The organisation is suspended. Until that ends it cannot sign letters.")
        case Why.REGION:
            return _("This letter is signed from certain regions alone, and the organisation’s country lies in none of them.")
        case Why.STATUS:
            return _("This letter is signed by organisations with this status alone: %(status)s.") % {"status": letter.status}


def who(letter: Letter | Asked) -> str:
    """Return who signs a letter, as a list in words."""
    return languages.listed(str(Who(one).label) for one in Who.values if one in letter.who)
