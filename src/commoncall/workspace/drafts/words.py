"""Sentences about texts that are being written, whole in each language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commoncall.kernel import languages, time
from commoncall.kernel.refusals import Words
from commoncall.web.moments import exactly, full_date, numeral, time_of_day, zone_city

if TYPE_CHECKING:
    from commoncall.drafting.models import Amendment, Comment, Version
    from commoncall.drafting.rules.redline import Counts

#: What became of an amendment: the kind of status, and its words.
TREATED: dict[str, tuple[str, Words]] = {
    "": ("warn", gettext_lazy("Not treated yet")),
    "accept": ("good", gettext_lazy("Proposed: accept")),
    "modify": ("good", gettext_lazy("Proposed: accept with changes")),
    "refuse": ("stop", gettext_lazy("Proposed: refuse")),
    "vote": ("warn", gettext_lazy("Proposed: let a vote decide")),
}
REPLIED: dict[str, tuple[str, Words]] = {
    "agree": ("quiet", gettext_lazy("The proposer agrees.")),
    "insist": ("stop", gettext_lazy("The proposer insists.")),
}
COMMENT_TREATED: dict[str, tuple[str, Words]] = {
    "": ("warn", gettext_lazy("Not treated yet")),
    "taken": ("good", gettext_lazy("Taken up")),
    "partly": ("good", gettext_lazy("Taken up in part")),
    "not": ("quiet", gettext_lazy("Not taken up")),
}
STRENGTH: dict[str, Words] = {"must": gettext_lazy("must"), "should": gettext_lazy("should")}

#: What a translation is worth, beside the authoritative words.
TRANSLATED: dict[str, tuple[str, Words]] = {
    "missing": ("quiet", gettext_lazy("Not written yet")),
    "out_of_date": ("warn", gettext_lazy("Made of earlier words")),
    "unchecked": ("warn", gettext_lazy("Not checked yet")),
    "checked": ("good", gettext_lazy("Checked")),
}


def instant(at: datetime) -> str:
    """Return an instant whole: the day and hour in UTC, and the hour where the reader is."""
    city = zone_city()
    return _("%(instant)s (%(time)s in %(city)s)") % {"instant": exactly(at), "time": time_of_day(at), "city": city} if city else exactly(at)


def edition(version: Version) -> str:
    """Return which version of its text it is."""
    return _("Version %(number)s") % {"number": numeral(version.number)}


def how_it_stands(version: Version) -> str:
    """Return in a sentence or two where a version stands, and until when amendments are taken."""
    parts = {"number": numeral(version.number)}
    if version.state == "draft":
        return _("Version %(number)s is being written. Amendments come later.") % parts
    if version.state == "open":
        if version.amendments_until is None:
            return _("Version %(number)s is open to amendments, until the drafting group closes it.") % parts
        until = {"until": instant(version.amendments_until)}
        if version.amendments_until <= time.now():
            return _("Version %(number)s was open to amendments until %(until)s.") % (parts | until)
        return _("Version %(number)s is open to amendments until %(until)s.") % (parts | until)
    if version.state == "closed" and version.opened_at is None:
        return _("Version %(number)s was decided on and returned. Its words stay; another draft begins with the next version.") % parts
    if version.state == "closed":
        return _("Version %(number)s takes no more amendments. Those that came are treated.") % parts
    if version.state == "locked":
        return _("Version %(number)s is locked: its words stay as they are for a decision.") % parts
    if version.state == "published":
        day = {"day": full_date(version.published_at)} if version.published_at else {"day": ""}
        return _("Version %(number)s, published on %(day)s.") % (parts | day)
    return _("Version %(number)s was taken further in a later version.") % parts


def how_many(amendments: int, organisations: int) -> str:
    """Return how many amendments there are, from how many organisations."""
    if not amendments:
        return _("No amendments yet.")
    parts = [
        ngettext("%(n)s amendment so far.", "%(n)s amendments so far.", amendments) % {"n": numeral(amendments)},
        ngettext("%(n)s organisation takes part.", "%(n)s organisations take part.", organisations) % {"n": numeral(organisations)},
    ]
    return " ".join(parts)


def name_of(number: int) -> str:
    """Return what an amendment is called within its version: ``A3``."""
    return _("A%(number)s") % {"number": numeral(number)}


def names_of(numbers: Sequence[int]) -> str:
    """Return several amendments in one line."""
    return languages.listed(name_of(one) for one in numbers)


def colliding(numbers: Sequence[int]) -> str:
    """Return that several amendments go over the same words."""
    return ngettext("%(n)s amendment changes the same words.", "%(n)s amendments change the same words.", len(numbers)) % {"n": numeral(len(numbers))}


def treatment(amendment: Amendment) -> tuple[str, Words]:
    """Return the status of an amendment as the drafting group has it: what was taken into a version says so."""
    if amendment.withdrawn_at:
        return "quiet", _("Withdrawn")
    if amendment.merged_into_id:
        return "good", _("Taken into the next version")
    return TREATED[amendment.treatment]


def comment_treatment(comment: Comment) -> tuple[str, Words]:
    """Return the status of a comment."""
    return ("quiet", _("Withdrawn")) if comment.withdrawn_at else COMMENT_TREATED[comment.treatment]


def in_language(code: str) -> str:
    """Return that something was written in another language than the one that is read."""
    return _("Written in this language: %(language)s.") % {"language": languages.name_of(code, languages.current())}


def counted(counts: Counts, *, has_other_title: bool = False) -> str:
    """Return how two versions differ: how many paragraphs were changed, moved, added and removed, and how many stayed.

    It stands within a sentence, after which versions these are.
    """
    changed, moved = counts.changed + counts.moved_and_changed, counts.moved + counts.moved_and_changed
    if not changed + moved + counts.added + counts.removed:
        return _("only the title is another") if has_other_title else _("both say the same, word for word")
    told = (
        (changed, ngettext("%(n)s paragraph changed", "%(n)s paragraphs changed", changed)),
        (moved, ngettext("%(n)s moved", "%(n)s moved", moved)),
        (counts.added, ngettext("%(n)s added", "%(n)s added", counts.added)),
        (counts.removed, ngettext("%(n)s removed", "%(n)s removed", counts.removed)),
        (counts.kept, ngettext("%(n)s the same", "%(n)s the same", counts.kept)),
    )
    return languages.listed(words % {"n": numeral(number)} for number, words in told if number)


def in_paragraphs(numbers: Sequence[str]) -> str:
    """Return in which paragraphs an amendment does something."""
    named = [number for number in numbers if number]
    return _("In paragraphs %(numbers)s.") % {"numbers": languages.listed(named)} if len(named) > 1 else ""


def beginning_of(text: str) -> str:
    """Return the first words of a paragraph that has no number, by which it is named."""
    plain = " ".join(text.split())
    return _("“%(words)s”") % {"words": plain if len(plain) <= 40 else plain[:40].rpartition(" ")[0] + "…"}
