"""Compare two organisations and say how sure it is that they are one."""

from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz.distance import DamerauLevenshtein

from commoncall.membership.rules.matching.generic import GENERIC, NUMBERS, PARTS, WIDE
from commoncall.membership.rules.matching.shapes import Reason
from commoncall.membership.rules.matching.spellings import Profile, Spelling


class Sureness(IntEnum):
    """How sure it is that two organisations are one."""

    NO = 0
    MAYBE = 1
    LIKELY = 2
    CERTAIN = 3


class Ground(IntEnum):
    """How two organisations stand to each other by their countries."""

    CONFLICT = 0
    INTERNATIONAL = 1
    UNKNOWN = 2
    AGREE = 3


class Place(IntEnum):
    """How two names stand to each other by the places that they name."""

    OTHER = 0
    UNKNOWN = 1
    SAME = 2


@dataclass(frozen=True)
class Likeness:
    """How sure it is, and why."""

    sureness: Sureness
    reasons: tuple[Reason, ...] = ()


_NONE = Likeness(Sureness.NO)
_GROUND_REASONS = {
    Ground.CONFLICT: Reason.OTHER_COUNTRY,
    Ground.INTERNATIONAL: Reason.ONE_IS_INTERNATIONAL,
    Ground.UNKNOWN: Reason.COUNTRY_NOT_KNOWN,
}


def compare(one: Profile, other: Profile) -> Likeness:
    """The likeness of two organisations: the best that any of their spellings gives."""
    ground = _ground(one, other)
    best = _NONE
    for first in one.spellings:
        for second in other.spellings:
            place = _place(first, second, one, other)
            likeness = _compare_spellings(first, second, place, ground)
            if likeness.sureness is Sureness.NO:
                likeness = _compare_acronyms(first, second, one, other, ground)
            if likeness.sureness > best.sureness:
                best = likeness
    return _with_domains(_with_acronym(best, one, other, ground), one, other, ground)


def _with_acronym(likeness: Likeness, one: Profile, other: Profile, ground: Ground) -> Likeness:
    """Names that are likely the same are so for certain when the acronym is the same too, in one country."""
    if likeness.sureness is Sureness.LIKELY and ground is Ground.AGREE and one.acronyms & other.acronyms:
        return Likeness(Sureness.CERTAIN, (*likeness.reasons, Reason.SAME_ACRONYM))
    return likeness


def _ground(one: Profile, other: Profile) -> Ground:
    """Where two organisations are, seen together."""
    if one.known.countries & other.known.countries:
        return Ground.AGREE
    if one.known.international and other.known.international:
        return Ground.AGREE
    if not one.is_located or not other.is_located:
        return Ground.UNKNOWN
    if one.known.international or other.known.international:
        return Ground.INTERNATIONAL
    return Ground.CONFLICT


def _place(first: Spelling, second: Spelling, one: Profile, other: Profile) -> Place:
    """Whether both names mean the same place: "Fairwatch" of Italy is "Fairwatch Italy"."""
    only_first = first.places - second.places - other.known.countries
    only_second = second.places - first.places - one.known.countries
    if not only_first and not only_second:
        return Place.SAME
    if only_first and only_second:
        return Place.OTHER
    silent = other if only_first else one
    silent_places = second.places if only_first else first.places
    return Place.OTHER if silent.is_located or silent_places else Place.UNKNOWN


def _compare_spellings(first: Spelling, second: Spelling, place: Place, ground: Ground) -> Likeness:
    """Names that are equal, almost equal, or one of them the longer form of the other."""
    if place is Place.OTHER:
        return _NONE
    if first.squeezed == second.squeezed or first.singular == second.singular:
        sureness, reason = _equal(first, second, ground)
    elif first.words == second.words:
        sureness, reason = _turned_around(first, second, ground)
    elif (slip := _slip(first, second)) is not Sureness.NO:
        sureness, reason = _almost(slip, ground), Reason.ALMOST_SAME_NAME
    elif place is Place.SAME:
        sureness, reason = _longer(first, second, ground), Reason.LONGER_NAME
    else:
        return _NONE
    if place is Place.UNKNOWN and sureness:
        return Likeness(Sureness.MAYBE, (reason, Reason.ONE_NAMES_A_PLACE))
    return _with_ground(sureness, reason, ground)


def _with_ground(sureness: Sureness, reason: Reason, ground: Ground) -> Likeness:
    """A likeness whose reasons name what the countries add."""
    if sureness is Sureness.NO:
        return _NONE
    more = _GROUND_REASONS.get(ground)
    return Likeness(sureness, (reason, more) if more and sureness < Sureness.CERTAIN else (reason,))


def _equal(first: Spelling, second: Spelling, ground: Ground) -> tuple[Sureness, Reason]:
    """Equal names are one organisation, unless they stand in different countries or say nothing."""
    telling = bool(first.telling or first.places) or len(first.words) > 3 or bool(first.words & WIDE)
    if not (first.is_whole and second.is_whole):
        sure = ground is Ground.AGREE and len(first.words) >= 3
        return (Sureness.CERTAIN if sure else Sureness.MAYBE), Reason.SAME_PART_OF_NAME
    if ground is Ground.AGREE or (ground is Ground.UNKNOWN and telling):
        return Sureness.CERTAIN, Reason.SAME_NAME
    if ground is Ground.CONFLICT and not telling and not first.places:
        return Sureness.NO, Reason.SAME_NAME
    return Sureness.LIKELY, Reason.SAME_NAME


def _turned_around(first: Spelling, second: Spelling, ground: Ground) -> tuple[Sureness, Reason]:
    """The same words in another order; of two words the order may be the sense: women for peace, peace for women."""
    sureness, reason = _equal(first, second, ground)
    return (sureness if len(first.words) > 2 else min(sureness, Sureness.LIKELY)), reason


def _slip(first: Spelling, second: Spelling) -> Sureness:
    """Whether two names differ by what a hand gets wrong: CERTAIN for a slip, MAYBE for what may be one."""
    shorter, longer = sorted((len(first.squeezed), len(second.squeezed)))
    if shorter < 8 or longer - shorter > 2:
        return Sureness.NO
    allowed = 1 if longer < 20 else 2
    if DamerauLevenshtein.distance(first.squeezed, second.squeezed, score_cutoff=allowed) > allowed:
        return Sureness.NO
    changed = [sorted(first.words - second.words), sorted(second.words - first.words)]
    words = {*changed[0], *changed[1]}
    if words & NUMBERS or any(any(map(str.isdigit, word)) for word in words):
        return Sureness.NO
    if len(changed[0]) == len(changed[1]) and all(len(word) < 4 for word in words):
        return Sureness.NO
    return _kind_of_slip(first.squeezed, second.squeezed, words)


def _kind_of_slip(first: str, second: str, words: set[str]) -> Sureness:
    """In a long word another letter is a slip; in a short one it may make another word: aid and aids, safe and save."""
    substituted = len(first) == len(second) and sorted(first) != sorted(second)
    shortest = 9 if substituted else 6
    return Sureness.CERTAIN if all(len(word) >= shortest for word in words) else Sureness.MAYBE


def _almost(slip: Sureness, ground: Ground) -> Sureness:
    if ground is Ground.CONFLICT:
        return Sureness.MAYBE if slip is Sureness.CERTAIN else Sureness.NO
    if slip is Sureness.CERTAIN and ground is Ground.AGREE:
        return Sureness.CERTAIN
    return Sureness.LIKELY if slip is Sureness.CERTAIN else Sureness.MAYBE


def _longer(first: Spelling, second: Spelling, ground: Ground) -> Sureness:
    """Whether one name may be the longer form of the other, and not a part of that organisation."""
    shorter, longer = (first, second) if first.words < second.words else (second, first)
    if not shorter.words < longer.words or not longer.is_whole:
        return Sureness.NO
    more = longer.words - shorter.words
    if ground is Ground.CONFLICT or more & PARTS:
        return Sureness.NO
    if not shorter.is_whole and ground is not Ground.AGREE:
        return Sureness.NO
    if more <= GENERIC and shorter.telling:
        return Sureness.MAYBE
    covered = len(shorter.squeezed) / len(longer.squeezed)
    named = bool(shorter.telling) or bool(shorter.places & longer.places)
    enough = 0.5 if ground is Ground.AGREE else 0.7
    return Sureness.MAYBE if len(shorter.words) > 1 and named and covered >= enough else Sureness.NO


def _compare_acronyms(first: Spelling, second: Spelling, one: Profile, other: Profile, ground: Ground) -> Likeness:
    """Organisations that share an acronym, or one of which is named by the acronym of the other."""
    if first.is_acronym and not second.is_acronym:
        return _named_by_acronym(first, second, other, one, ground)
    if second.is_acronym and not first.is_acronym:
        return _named_by_acronym(second, first, one, other, ground)
    if _place(first, second, one, other) is not Place.SAME or ground is Ground.CONFLICT:
        return _NONE
    shared = one.acronyms & other.acronyms
    if shared:
        return _sharing_acronym(first, second, max(map(len, shared)), ground)
    loose = (
        (one.capitals & other.acronyms)
        | (other.capitals & one.acronyms)
        | _long(one.capitals & other.initials)
        | _long(other.capitals & one.initials)
    )
    return _with_ground(Sureness.MAYBE if loose and ground is Ground.AGREE else Sureness.NO, Reason.SAME_ACRONYM, ground)


def _long(letters: frozenset[str]) -> frozenset[str]:
    """Letters that hardly come together by chance as the first letters of a name."""
    return frozenset(each for each in letters if len(each) > 4)


def _named_by_acronym(short: Spelling, long: Spelling, owner: Profile, namer: Profile, ground: Ground) -> Likeness:
    """One name is nothing but letters (and perhaps a place): whether they are those of the other."""
    letters = short.squeezed
    if letters not in owner.acronyms | owner.initials or len(letters) < 3:
        return _NONE
    same_places = bool(short.places) and short.places == long.places
    if short.places - long.places - owner.known.countries:
        return _NONE
    # A region in the long name may be one of the words behind the letters; another state is not.
    if any(code.isupper() for code in long.places - short.places - namer.known.countries):
        return _NONE
    if ground is Ground.CONFLICT and not same_places:
        return _NONE
    sure = ground is Ground.AGREE and letters in owner.acronyms and len(letters) > 4
    return _with_ground(Sureness.CERTAIN if sure else Sureness.MAYBE, Reason.SAME_ACRONYM, ground)


def _sharing_acronym(first: Spelling, second: Spelling, length: int, ground: Ground) -> Likeness:
    """Both have the acronym; it makes sure only with a telling word in common and in one country."""
    telling = first.telling & second.telling
    common = first.words & second.words
    if ground is Ground.AGREE and length > 3 and telling:
        return _with_ground(Sureness.CERTAIN, Reason.SAME_ACRONYM, ground)
    if length > 2 and (ground is Ground.AGREE or telling or len(common) > 1 or length > 4):
        return _with_ground(Sureness.MAYBE, Reason.SAME_ACRONYM, ground)
    return _NONE


def _with_domains(likeness: Likeness, one: Profile, other: Profile, ground: Ground) -> Likeness:
    """A website or a domain of mail in common makes sure what is likely, and asks where nothing else does."""
    if one.known.domain and one.known.domain == other.known.domain:
        reason = Reason.SAME_WEBSITE
    elif one.known.email_domains & other.known.email_domains:
        reason = Reason.SAME_EMAIL_DOMAIN
    else:
        return likeness
    if likeness.sureness is Sureness.CERTAIN:
        return Likeness(Sureness.CERTAIN, (*likeness.reasons, reason))
    if likeness.sureness and ground is not Ground.CONFLICT:
        return Likeness(Sureness.CERTAIN, (*likeness.reasons, reason))
    if likeness.sureness:
        return Likeness(Sureness.LIKELY, (*likeness.reasons, reason))
    if ground is Ground.CONFLICT or reason is Reason.SAME_EMAIL_DOMAIN or _places_differ(one, other):
        return _NONE
    return _with_ground(Sureness.MAYBE, reason, ground)


def _places_differ(one: Profile, other: Profile) -> bool:
    """Whether the whole names name different places, as affiliates under one website do."""
    wholes = [each.spellings[0].places for each in (one, other) if each.spellings]
    return len(wholes) == 2 and wholes[0] != wholes[1]
