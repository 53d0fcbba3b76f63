"""Several names in one sentence, joined as the reader's language joins them."""

from collections.abc import Iterable

from babel.lists import format_list

from commoncall.kernel.refusals import Words
from commoncall.web.moments import locale_of_reader


def joined(names: Iterable[Words]) -> str:
    """Return names as a list within a sentence: ``English, French and Arabic``."""
    return format_list([str(name) for name in names], style="standard", locale=locale_of_reader())
