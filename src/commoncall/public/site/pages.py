"""What stands on a coalition's public page, in one language; the workspace shows the same to preview it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commoncall.design.frames import Frame, Link
from commoncall.kernel import languages
from commoncall.kernel.countries import queries as countries
from commoncall.kernel.parties import queries as parties
from commoncall.membership.queries.roll import Roll, public_roll
from commoncall.web import gatherings
from commoncall.web.arrangements.sentences import articles
from commoncall.web.moments import numeral
from commoncall.web.words import Words, words_of

if TYPE_CHECKING:
    from commoncall.kernel.parties.models import Coalition
