"""What a face tells the design system about the page around its content.

A face's context processor puts one `Frame` into the context as `frame`; every base template reads it and nothing else.
All fields have a default, so that an error page can be drawn without any.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere; `key` is the letter that opens it after `g`, `lang` the language of the word."""

    words: str
    address: str
    current: bool = False
    icon: str = ""
    count: int | None = None
    lang: str = ""
    key: str = ""
    strong: bool = False
    post: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """One column of links at the foot of a public page."""

    title: str
    links: Sequence[Link]


@dataclass(frozen=True, slots=True)
class Frame:
    """The page around the content: whose it is, for whom one acts, what else there is."""

    name: str = "Commoncall"
    home: str = "/"
    sections: Sequence[Link] = field(default_factory=tuple)
    acting_for: str = ""
    acting_address: str = ""
    search_address: str = ""
    person: str = ""
    person_links: Sequence[Link] = field(default_factory=tuple)
    tabs: Sequence[Link] = field(default_factory=tuple)
    languages: Sequence[Link] = field(default_factory=tuple)
    steward_notice: str = ""
    steward_address: str = ""
    steward_words: str = ""
    columns: Sequence[Column] = field(default_factory=tuple)
    imprint: str = ""
    theme: str = ""
    density: str = ""
    shortcuts: bool = True
    light_on_data: bool = False
