"""The English sentences of questions, errors and notes, by code; templates for `sentence % params`."""


def _(sentence: str) -> str:
    """Mark a sentence for translation and leave it as it is."""
    return sentence


QUESTIONS = {
    "country_place": _("“%(text)s” is a place. In which country is the organisation?"),
    "country_several": _("“%(text)s” can mean more than one country. Which one?"),
    "country_close": _("“%(text)s” is no country as written. Which one is meant?"),
    "country_within": _("Which country does “%(text)s” mean?"),
    "country_wider": _("“%(text)s” is wider than a country. Where is the organisation at home?"),
    "country_unknown": _("“%(text)s” is not known as a country. Which one is meant?"),
    "prose": _("The column “%(column)s” holds longer texts, such as “%(text)s”. What should become of them?"),
    "date_order": _("In the column “%(column)s”, is “%(text)s” written with the day first or with the month first?"),
    "date": _("“%(text)s” is not a date that can be read. Which day, month or year is meant?"),
    "language": _("“%(text)s” is not known as a language. Which one is meant?"),
    "yes_no": _("Does “%(text)s” in the column “%(column)s” mean yes or no?"),
    "category": _("Which category of membership does “%(text)s” mean?"),
    "email": _("“%(text)s” is not an e-mail address. What is the right one?"),
    "website": _("“%(text)s” is not the address of a website. What is the right one?"),
    "same_organisation": _("“%(text)s” looks like an organisation that is there already. The same, or another?"),
}

ERRORS = {
    "no_name": _("The row has no name of an organisation, and no row above it to which it could belong."),
    "name_too_long": _("The name has more than %(limit)s characters."),
    "unsafe_address": _("“%(text)s” is not the address of a website and could do harm."),
    "wrong_answer": _("The answer “%(answer)s” to the question about “%(text)s” cannot be used."),
    "belongs_to_error": _("This row belongs to row %(row)s, which has an error."),
}

NOTES = {
    "belongs_to": _("Taken as part of row %(row)s."),
    "other_value": _("“%(text)s” in the column “%(column)s” was not used: row %(row)s says “%(used)s”."),
    "kept_value": _("“%(text)s” in the column “%(column)s” was not used: “%(used)s” stays."),
    "month_only": _("“%(text)s” names no day; the month is kept."),
    "year_only": _("“%(text)s” names no day; the year is kept."),
    "kind_as_tag": _("“%(text)s” is no kind of organisation that is known; it was kept as a tag."),
    "more_websites": _("Only the first of several websites was kept: “%(text)s”."),
    "address_of_another": _("“%(text)s” is the address of %(person)s; %(name)s is kept without an address."),
    "name_kept": _("The name stays “%(used)s”; the row writes “%(text)s”."),
    "waits": _("Waits for row %(row)s, to which it belongs and which has a question."),
    "left_out": _("Left out as you chose."),
    "cut": _("“%(text)s” in the column “%(column)s” was cut: it has more than %(limit)s characters."),
}
