"""Find out which rows speak of one organisation, and which of those that are known it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from commoncall.kernel.text.names import normalise
from commoncall.membership.rules.importing.addresses import email_domain, website_domain
from commoncall.membership.rules.importing.drafts import Answers, Draft, shortened
from commoncall.membership.rules.importing.shapes import KnownOrganisation, Option
from commoncall.membership.rules.matching.index import Index
from commoncall.membership.rules.matching.shapes import Candidate, Known, Reason, Verdict

ANOTHER = "new"
LEAVE_OUT = "leave"
_EXISTING = "existing:"
_ROW = "row:"
_BY_LETTERS_ALONE = frozenset({Reason.SAME_ACRONYM, Reason.SAME_PART_OF_NAME, Reason.LONGER_NAME})


@dataclass
class Group:
    """The rows that speak of one organisation, and the known one that it is, if any."""

    drafts: list[Draft]
    existing: KnownOrganisation | None = None
    is_left_out: bool = False
    keeps_name: bool = False

    @property
    def leader(self) -> Draft:
        """The row in which the organisation stands first."""
        return self.drafts[0]


def group_rows(drafts: Sequence[Draft], existing: Iterable[KnownOrganisation], answers: Answers) -> list[Group]:
    """Every row in exactly one group, in the order of the rows with which the groups begin."""
    return _Grouping(existing, answers).group(drafts)


class _Grouping:
    """Goes down the rows once and remembers what it has seen."""

    def __init__(self, existing: Iterable[KnownOrganisation], answers: Answers) -> None:
        self._answers = answers
        self._existing = {each.id: each for each in existing}
        self._index = Index(_known_organisation(each) for each in self._existing.values())
        self._groups: list[Group] = []
        self._of_row: dict[str, Group] = {}
        self._of_existing: dict[str, Group] = {}
        self._last: Group | None = None

    def group(self, drafts: Sequence[Draft]) -> list[Group]:
        """Put each row where it belongs."""
        for draft in drafts:
            if self._carries_on(draft):
                self._join(self._last or self._groups[-1], draft)
            elif not draft.name:
                draft.refuse("no_name")
                self._begin(draft)
            else:
                self._place(draft)
        return self._groups

    def _carries_on(self, draft: Draft) -> bool:
        """Whether a row belongs to the one above: no name but a person, or the very same name."""
        if self._last is None or not self._last.leader.name:
            return False
        if not draft.name:
            return bool(draft.people)
        if f"organisation:{draft.number}" in self._answers:
            return False
        above = self._last.leader
        countries = set(draft.values.get("countries", ())), set(above.values.get("countries", ()))
        agree = not countries[0] or not countries[1] or bool(countries[0] & countries[1])
        return agree and draft.name.casefold() == above.name.casefold()

    def _begin(self, draft: Draft, existing: KnownOrganisation | None = None) -> Group:
        """A group of its own for a row."""
        group = Group([draft], existing)
        self._groups.append(group)
        self._of_row[f"{_ROW}{draft.number}"] = group
        if existing:
            self._of_existing[existing.id] = group
        self._last = group if draft.name else None
        return group

    def _join(self, group: Group, draft: Draft) -> None:
        group.drafts.append(draft)
        if draft.number != group.leader.number:
            draft.note("belongs_to", row=str(group.leader.number))
        self._of_row[f"{_ROW}{draft.number}"] = group
        self._last = group

    def _place(self, draft: Draft) -> None:
        """The group of a row with a name: by the answer that was given, else by its likeness."""
        wanted = _known_row(draft)
        key = f"organisation:{draft.number}"
        if (answer := self._answers.get(key)) is not None:
            self._place_as_answered(draft, answer)
        else:
            match = self._index.find(wanted)
            if match.verdict is Verdict.SAME:
                self._place_at(draft, match.id, match.candidates[0].reasons)
            else:
                self._begin(draft)
            if match.verdict is Verdict.DOUBTFUL:
                options = [*map(_option, match.candidates), Option(ANOTHER), Option(LEAVE_OUT)]
                draft.ask(key, "same_organisation", "name", *options, text=shortened(draft.name))
        group = self._of_row[f"{_ROW}{draft.number}"]
        if group.existing is None and group.leader is draft:
            self._index.add(wanted)

    def _place_as_answered(self, draft: Draft, answer: str) -> None:
        if answer == LEAVE_OUT:
            self._begin(draft).is_left_out = True
            draft.note("left_out")
        elif answer == ANOTHER:
            self._begin(draft)
        elif answer in self._of_row or (answer.startswith(_EXISTING) and answer.removeprefix(_EXISTING) in self._existing):
            self._place_at(draft, answer, ())
        else:
            self._begin(draft)
            draft.refuse("wrong_answer", answer=shortened(answer), text=shortened(draft.name))

    def _place_at(self, draft: Draft, place: str, reasons: Sequence[Reason]) -> None:
        """Join the group of an organisation that was found, or begin the one of a known organisation."""
        known = self._existing.get(place.removeprefix(_EXISTING)) if place.startswith(_EXISTING) else None
        group = self._of_existing.get(known.id) if known else self._of_row[place]
        if group:
            self._join(group, draft)
        elif known:
            self._begin(draft, known).keeps_name = bool(_BY_LETTERS_ALONE.intersection(reasons))


def _option(candidate: Candidate) -> Option:
    return Option(candidate.id, candidate.name, tuple(reason.value for reason in candidate.reasons))


def _known_organisation(each: KnownOrganisation) -> Known:
    """A known organisation as the comparison wants it."""
    values = each.values
    return Known(
        id=f"{_EXISTING}{each.id}",
        names=(*each.names, *(other["text"] for other in values.get("other_names", ()))),
        acronym=str(values.get("acronym", "")),
        countries=frozenset(values.get("countries", ())),
        international=bool(values.get("international")),
        domain=website_domain(str(values.get("website", ""))),
        email_domains=_domains(email for person in each.people for email in person.emails),
    )


def _known_row(draft: Draft) -> Known:
    """A row as the comparison wants it."""
    values = draft.values
    return Known(
        id=f"{_ROW}{draft.number}",
        names=(draft.name, *(other["text"] for other in values.get("other_names", ()))),
        acronym=str(values.get("acronym", "")),
        countries=frozenset(values.get("countries", ())),
        international=bool(values.get("international")),
        domain=website_domain(str(values.get("website", ""))),
        email_domains=_domains(email for person in draft.people for email in person.emails),
    )


def _domains(emails: Iterable[str]) -> frozenset[str]:
    return frozenset(domain for email in emails if (domain := email_domain(email)))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names differ in dress alone."""
    return normalise(one) == normalise(other)
