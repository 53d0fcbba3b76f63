"""Put the rows of one organisation together, and see what they change in the one that is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from commoncall.membership.rules.importing.addresses import same_website
from commoncall.membership.rules.importing.drafts import Draft, shortened
from commoncall.membership.rules.importing.groups import Group, is_same_name
from commoncall.membership.rules.importing.shapes import Change, KnownOrganisation, Mode, Value

_GROWING = frozenset({"tags", "notes", "other_names"})
_LISTS = frozenset({"countries", "languages"}) | _GROWING
_COARSER = {"year": 4, "month": 7}
_DATES = {"joined_on": "joined_precision", "endorsed_on": "endorsed_precision"}
_TOLD_BY_OTHERS = frozenset({"joined_precision", "endorsed_precision", "endorsed"})


@dataclass
class Merged:
    """The values of an organisation, and from which row each came."""

    values: dict[str, Value] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    added: set[int] = field(default_factory=set)


def merge(drafts: Iterable[Draft]) -> Merged:
    """The values of all rows of one organisation: the first row that says something holds, lists grow."""
    merged = Merged()
    for draft in drafts:
        for key, value in draft.values.items():
            if key == "own":
                for label, text in value.items():
                    _merge_one(merged, draft, f"own:{label}", text)
            else:
                _merge_one(merged, draft, key, value)
    own = {key.removeprefix("own:"): merged.values.pop(key) for key in list(merged.values) if key.startswith("own:")}
    if own:
        merged.values["own"] = own
    return merged


def _merge_one(merged: Merged, draft: Draft, key: str, value: Value) -> None:
    if key not in merged.values:
        merged.values[key] = list(value) if isinstance(value, list) else value
        merged.sources[key] = draft.number
        merged.added.add(draft.number)
    elif isinstance(value, list):
        more = [each for each in value if each not in merged.values[key]]
        merged.values[key] += more
        if more:
            merged.added.add(draft.number)
    elif not _is_equal(key, merged.values[key], value) and key not in _TOLD_BY_OTHERS:
        used = shortened(str(merged.values[key]))
        draft.note("other_value", text=shortened(str(value)), column=key, row=str(merged.sources[key]), used=used)


def changes(group: Group, merged: Merged, mode: Mode) -> list[Change]:
    """What the merged values change in a known organisation; an organisation that is left alone changes in nothing."""
    known = group.existing
    if known is None or mode is Mode.SKIP:
        return []
    old = {"name": known.names[0] if known.names else "", **known.values}
    found: list[Change] = []
    for key, value in merged.values.items():
        if key == "own":
            own = old.get("own", {})
            pairs = [(f"own:{label}", own.get(label, ""), text) for label, text in value.items()]
        else:
            pairs = [(key, old.get(key, ""), value)]
        found += [Change(name, before, after) for name, before, new in pairs if (after := _after(name, before, new, group, mode, old)) != before]
    return found


def _after(key: str, before: Value, new: Value, group: Group, mode: Mode, old: dict[str, Value]) -> Value:
    """What a field holds afterwards: in fill only empty ones change, in update the file wins and lists grow."""
    if key == "name":
        return _name_after(before, new, group, mode)
    if key in _DATES.values():
        return before if _date_stays(key, group, old, mode) else new
    if before in ("", None, [], {}):
        return new
    if mode is Mode.FILL or _is_equal(key, before, new):
        return before
    if key in _GROWING:
        return [*before, *(each for each in new if each not in before)]
    if key in _DATES and _is_coarser(new, before, group.leader.values.get(_DATES[key], "day")):
        return before
    return new


def _name_after(before: Value, new: Value, group: Group, mode: Mode) -> Value:
    """The name of the file, unless it is one that is known, or but the letters or a part of the name."""
    known = group.existing
    if known is None or mode is Mode.FILL or new in known.names:
        return before
    if group.keeps_name:
        group.leader.note("name_kept", text=shortened(str(new)), used=shortened(str(before)))
        return before
    return new


def _date_stays(key: str, group: Group, old: dict[str, Value], mode: Mode) -> bool:
    """Whether the date to which a precision belongs stays as it is."""
    date_key = next(each for each, precision in _DATES.items() if precision == key)
    new, before = group.leader.values.get(date_key, ""), old.get(date_key, "")
    if not before:
        return False
    return mode is Mode.FILL or new == before or _is_coarser(new, before, group.leader.values.get(key, "day"))


def _is_coarser(new: Value, before: Value, precision: str) -> bool:
    """Whether a new date says less exactly what is known: "2019" where 12 March 2019 is."""
    length = _COARSER.get(precision)
    return length is not None and str(new)[:length] == str(before)[:length]


def _is_equal(key: str, one: Value, other: Value) -> bool:
    """Whether two values of a field say the same."""
    if key == "website":
        return same_website(str(one), str(other))
    if key == "name":
        return is_same_name(str(one), str(other))
    if key in _LISTS and isinstance(one, list) and isinstance(other, list):
        return all(each in one for each in other) and (key != "countries" or one[:1] == other[:1])
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(one.split()) == " ".join(other.split())
    return bool(one == other)


def is_wanted(key: str, known: KnownOrganisation | None, mode: Mode) -> bool:
    """Whether a field of a row would be used at all, so that asking about it is worth somebody's time."""
    if known is None or key == "name":
        return True
    if mode is Mode.SKIP:
        return False
    if mode is Mode.UPDATE or key.startswith("person_"):
        return True
    keys = ("countries", "international") if key == "country" else (key,)
    return not any(known.values.get(each) not in (None, "", [], {}) for each in keys)
