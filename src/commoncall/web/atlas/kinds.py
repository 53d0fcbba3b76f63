"""The kinds of status that a map shows, and how each is said: in the key, and of one state."""

from __future__ import annotations

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commoncall.web.moments import full_date

PARTY, SIGNATORY, LEFT, NONE, UNLISTED = "party", "signatory", "left", "none", "unlisted"

#: The kinds of a map of a treaty, in the order of its key.
STATUSES = (PARTY, SIGNATORY, LEFT, NONE)

#: The steps of a map that counts, from fewest to most.
STEPS = ("n1", "n2", "n3", "n4")

WORDS: dict[str, Promise] = {
    PARTY: pgettext_lazy("a state and a treaty", "State party"),
    SIGNATORY: pgettext_lazy("a state and a treaty", "Signed, not yet joined"),
    LEFT: pgettext_lazy("a state and a treaty", "Withdrew"),
    NONE: pgettext_lazy("a state and a treaty", "Not joined"),
    UNLISTED: pgettext_lazy("a state and a treaty", "Not in the list of states"),
}

#: What is said of one state, where the day is known and where not.
SENTENCES: dict[str, tuple[Promise, Promise]] = {
    PARTY: (gettext_lazy("%(name)s: state party since %(date)s"), gettext_lazy("%(name)s: state party")),
    SIGNATORY: (gettext_lazy("%(name)s: signed on %(date)s, not yet joined"), gettext_lazy("%(name)s: signed, not yet joined")),
    LEFT: (gettext_lazy("%(name)s: withdrew on %(date)s"), gettext_lazy("%(name)s: withdrew")),
    NONE: (gettext_lazy("%(name)s: not joined"), gettext_lazy("%(name)s: not joined")),
}


def sentence(name: str, kind: str, since: date | None = None) -> str:
    """Return what is said of one state, such as ``Chad: state party since 26 March 2013``; its name alone for other kinds."""
    if kind not in SENTENCES:
        return name
    dated, undated = SENTENCES[kind]
    return str(dated) % {"name": name, "date": full_date(since)} if since else str(undated) % {"name": name}


def note_on_boundaries() -> str:
    """Return what stands under every map about the lines on it."""
    return _("The lines on this map express no opinion on the status of any territory or on any border.")


def note_on_projection() -> str:
    """Return what stands under a map about how it is drawn."""
    return _("Areas are true (Equal Earth projection). Dots stand for states too small to be seen.")


def source_of_shapes() -> str:
    """Return where the shapes come from."""
    return _("Shapes: Natural Earth, public domain.")
