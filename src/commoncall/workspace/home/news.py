"""What states did of late, as rows of the day sheet; those that the reader follows stand out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from commoncall.diplomacy.queries import following
from commoncall.diplomacy.queries import news as read
from commoncall.diplomacy.rules.acts import EUROPEAN_UNION
from commoncall.kernel.authority import Actor
from commoncall.workspace.treaties.words import NEWS


@dataclass(frozen=True)
class Row:
    """One act of a state as a sentence, with the page of that state. ``is_mine``: the reader follows it."""

    sentence: str
    on: date
    address: str
    is_mine: bool


def news(actor: Actor, slug: str, now: datetime) -> list[Row]:
    """Return what states did of late about the treaties that are pursued: two queries, or one where there is nothing."""
    found = read.news(actor, now)
    mine = following.followed(actor) if found else frozenset()
    return [_row(one, slug, is_mine=one.country in mine) for one in found]


def _row(one: read.News, slug: str, *, is_mine: bool) -> Row:
    is_union = one.country == EUROPEAN_UNION
    address = reverse("treaty-inside", args=[slug, one.code]) if is_union else reverse("state-inside", args=[slug, one.country.lower()])
    return Row(str(NEWS[one.kind]) % {"state": one.name, "treaty": one.treaty}, one.on, address, is_mine)
