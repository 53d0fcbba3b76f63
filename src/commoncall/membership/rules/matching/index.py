"""Look an organisation up among thousands: only those that share something with it are compared."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from commoncall.membership.rules.matching.comparing import Likeness, Sureness, compare
from commoncall.membership.rules.matching.generic import GENERIC
from commoncall.membership.rules.matching.shapes import Candidate, Known, Match, Verdict
from commoncall.membership.rules.matching.spellings import Profile, profile

_MOST_COMPARED = 20
_MOST_OFFERED = 6
_COMMON = 60
_ENDS = 7


class Index:
    """Known organisations, found again by their words, acronyms, beginnings, endings and domains."""

    def __init__(self, organisations: Iterable[Known] = ()) -> None:
        self._profiles: dict[str, Profile] = {}
        self._by_key: dict[str, set[str]] = defaultdict(set)
        for known in organisations:
            self.add(known)

    def add(self, known: Known) -> None:
        """Know one more organisation from now on."""
        self._profiles[known.id] = found = profile(known)
        for key in (*_exact_keys(found), *_word_keys(found)):
            self._by_key[key].add(known.id)

    def find(self, known: Known) -> Match:
        """Whether an organisation is one of those known: the same, doubtful with candidates, or none."""
        wanted = profile(known)
        found: list[tuple[Likeness, str]] = []
        for key in self._near(wanted):
            likeness = compare(wanted, self._profiles[key])
            if likeness.sureness:
                found.append((likeness, key))
        found.sort(key=lambda each: (-each[0].sureness, -len(each[0].reasons), each[1]))
        return _judged([(likeness, self._profiles[key]) for likeness, key in found])

    def _near(self, wanted: Profile) -> list[str]:
        """The organisations that share most with the one looked for."""
        shared: Counter[str] = Counter()
        for key in _exact_keys(wanted):
            for found in self._by_key.get(key, ()):
                shared[found] += 1000
        for key in _word_keys(wanted):
            bearers = self._by_key.get(key, ())
            if len(bearers) <= max(_COMMON, len(self._profiles) // 50):
                for found in bearers:
                    shared[found] += 1000 // (len(bearers) + 1)
        return [found for found, _ in shared.most_common(_MOST_COMPARED)]


def _judged(found: list[tuple[Likeness, Profile]]) -> Match:
    """One certain organisation is the same; two of them, or none, make a question."""
    candidates = tuple(
        Candidate(
            each.known.id,
            each.known.names[0] if each.known.names else "",
            likeness.sureness is Sureness.CERTAIN,
            likeness.reasons,
        )
        for likeness, each in found[:_MOST_OFFERED]
    )
    certain = sum(candidate.certain for candidate in candidates)
    if certain == 1:
        return Match(Verdict.SAME, candidates)
    return Match(Verdict.DOUBTFUL if candidates else Verdict.NONE, candidates)


def _exact_keys(each: Profile) -> set[str]:
    """What two names of one organisation may have wholly in common: words, letters, domains."""
    keys = {f"={spelling.squeezed}" for spelling in each.spellings}
    keys |= {f"#{letters}" for letters in each.acronyms | each.initials | each.capitals}
    keys |= {f"@{domain}" for domain in (each.known.domain, *each.known.email_domains) if domain}
    return keys


def _word_keys(each: Profile) -> set[str]:
    """The single words of a name with its beginning and its end, which a slip elsewhere leaves alone."""
    keys: set[str] = set()
    for spelling in each.spellings:
        places = "+".join(sorted(spelling.places))
        for word in spelling.words:
            keys.add(f"{word}+{places}" if word in GENERIC else word)
        if len(spelling.squeezed) > _ENDS:
            keys.add(f"<{spelling.squeezed[:_ENDS]}")
            keys.add(f">{spelling.squeezed[-_ENDS:]}")
    return keys
