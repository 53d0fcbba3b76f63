"""The kinds of ask that there are: how each reads, and on which page it is answered."""

from __future__ import annotations

from dataclasses import dataclass

from commoncall.kernel.refusals import Words


@dataclass(frozen=True)
class AskKind:
    """A kind of ask.

    ``title`` says what is asked in a few words. ``sentence`` says it in full, and names the ask's facts as ``%(key)s``.
    ``address`` is the name of the page where it is answered: its address takes the coalition's slug and, where the ask is
    about something, the identifier of that. ``followed`` is the name of the page on which coordinators see how far it has come,
    where all were asked about one thing: its address takes the same parts. ``all_followed`` is that for several things: its
    address takes the coalition's slug alone. Either may be missing.
    """

    name: str
    title: Words
    sentence: Words
    address: str
    followed: str = ""
    all_followed: str = ""


_kinds: dict[str, AskKind] = {}


def ask_kind(name: str, title: Words, sentence: Words, address: str, followed: str = "", all_followed: str = "") -> AskKind:
    """Declare a kind of ask; its name is ``concept.what_is_asked``. Each concept declares its own, in its ``kinds``."""
    if name in _kinds:
        raise ValueError(f"kind of ask {name} is declared twice")
    _kinds[name] = AskKind(name, title, sentence, address, followed, all_followed)
    return _kinds[name]


def kinds() -> list[AskKind]:
    """Return every declared kind, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def find(name: str) -> AskKind | None:
    """Return the kind of that name, or nothing where the concept that declared it is gone."""
    return _kinds.get(name)
