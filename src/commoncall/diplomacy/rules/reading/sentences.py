"""What is said about a file, a line of it or an act: codes and English sentences, templates for ``sentence % params``.

Where a code is missing here, it is one of the kernel's about tables (``kernel.tables.refusals``).
"""


def _(sentence: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return sentence


#: Why a file is not read.
REFUSALS = {
    "no_headings": _("The first row has no headings. Name the columns: Participant, Signature, Ratification."),
    "no_names": _("No column has the participants. Its heading is to be Participant, State or Country; found were: %(headings)s."),
    "no_acts": _("No column has dates of signature or ratification. Found were: %(headings)s."),
    "no_table": _("The page holds no table of participants. Save the page that shows the status of one treaty."),
    "cut_off": _("The page is cut off in the middle: %(lines)s participants were found, fewer than there are. Save it once more."),
    "cut_short": _("The page is cut off before its table of participants. Save it once more."),
    "page_too_large": _("The page is larger than the %(limit)s MB that can be read."),
    "web_archive": _("This is a web archive. Save the page once more, as “Web page, HTML only”."),
    "too_many_lines": _("The table has %(lines)s rows for one treaty; at most %(limit)s can be read. Is this a status table?"),
    "too_many_names": _("The table has %(names)s names that belong to no state. Does the right column have the heading Participant?"),
    "other_treaty": _("The file is about “%(found)s”, not about “%(wanted)s”."),
}

#: Why a line is not taken.
PROBLEMS = {
    "unreadable": _("“%(text)s” is not a date as depositaries write it, such as 3 Dec 2008 a."),
    "no_such_day": _("There is no day “%(text)s”."),
    "ambiguous_day": _("In “%(text)s”, day and month could be either. Write it as 2008-12-03."),
    "open_bracket": _("In “%(text)s”, a bracket is not closed."),
    "kind_missing": _("Nothing says what was done on “%(text)s”: ratification, accession or something else."),
    "contradiction": _("“%(text)s” contradicts another column of the same row."),
    "twice": _("It says otherwise of the same act than row %(other)s."),
    "merged": _("Its cells are merged, so that nobody can tell what belongs to whom. Split them."),
    "no_name": _("It names no participant."),
    "in_the_future": _("The day %(on)s lies in the future."),
    "before_opening": _("The day %(on)s is before %(since)s, when the treaty was opened for signature."),
}

#: What a person should know; nothing of it stops anything.
NOTICES = {
    "signed_twice": _("%(participant)s signs a second time, on %(on)s."),
    "bound_twice": _("%(participant)s consents to be bound on %(on)s, although it did so on %(since)s already."),
    "signed_after_closing": _("%(participant)s signs on %(on)s; the treaty could be signed until %(since)s."),
    "acceded_after_signing": _("%(participant)s accedes on %(on)s, although it had signed: it would rather have ratified."),
    "acceded_too_early": _("%(participant)s accedes on %(on)s, before the treaty allows that."),
    "rejoined": _("%(participant)s joins again on %(on)s, after it had withdrawn."),
    "left_unbound": _("%(participant)s withdraws on %(on)s, although it was not bound."),
    "before_it_existed": _("%(participant)s exists since %(since)s; the act of %(on)s was another state’s, which it continues."),
    "left_undated": _("%(participant)s has withdrawn; the table does not say when."),
    "other_parties": _("The page counts %(said)s parties; its table has %(counted)s."),
    "other_signatories": _("The page counts %(said)s signatories; its table has %(counted)s."),
    "other_entry": _("The page says that the treaty entered into force on %(said)s; known is %(counted)s."),
    "unclear_withdrawal": _("A footnote about %(name)s tells of a withdrawal that is not plain. Read it, and enter what it says by hand."),
    "other_title": _("The page is about “%(title)s”. Is this the right treaty?"),
    "no_day": _("The file does not say of what day it is. Today’s is noted."),
    "older": _("The table is of %(on)s; known is one of %(since)s. What it lacks is kept."),
    "part": _("%(missing)s known participants are not in the table. It is taken as a part of the whole, and they are kept."),
}
