"""What is known of an organisation when it is compared, and what the comparison answers."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Whether an organisation is one of those known already."""

    SAME = "same"
    DOUBTFUL = "doubtful"
    NONE = "none"


class Reason(StrEnum):
    """What speaks for or against two organisations being one; a face gives it words."""

    SAME_NAME = "same_name"
    SAME_PART_OF_NAME = "same_part_of_name"
    ALMOST_SAME_NAME = "almost_same_name"
    LONGER_NAME = "longer_name"
    SAME_ACRONYM = "same_acronym"
    SAME_WEBSITE = "same_website"
    SAME_EMAIL_DOMAIN = "same_email_domain"
    OTHER_COUNTRY = "other_country"
    COUNTRY_NOT_KNOWN = "country_not_known"
    ONE_IS_INTERNATIONAL = "one_is_international"
    ONE_NAMES_A_PLACE = "one_names_a_place"


@dataclass(frozen=True)
class Known:
    """An organisation as far as comparing needs it; the first of its names is the one shown."""

    id: str
    names: tuple[str, ...]
    acronym: str = ""
    countries: frozenset[str] = frozenset()
    international: bool = False
    domain: str = ""
    email_domains: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Candidate:
    """One organisation that may be the one looked for, and why."""

    id: str
    name: str
    certain: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Match:
    """The answer for one organisation: the verdict, and the candidates with the likeliest first."""

    verdict: Verdict
    candidates: tuple[Candidate, ...] = ()

    @property
    def id(self) -> str:
        """The organisation that it is, when that is certain; empty otherwise."""
        return self.candidates[0].id if self.verdict is Verdict.SAME else ""
