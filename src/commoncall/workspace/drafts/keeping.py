"""Telling which of the paragraphs that were typed are those of the text, so that each keeps its key."""

from __future__ import annotations

from collections.abc import Sequence

from commoncall.drafting.rules import redline
from commoncall.drafting.rules.paragraphs import Paragraph, new_key
from commoncall.workspace.drafts.written import Said


def keyed(old: Sequence[Paragraph], said: Sequence[Said]) -> list[Paragraph]:
    """Return what was typed with the keys of the paragraphs that it continues; what is new gets a key of its own."""
    pairs = redline.match([one.text for one in old], [one.text for one in said])
    keys = {pair.new: old[pair.old].key for pair in pairs if pair.new is not None and pair.old is not None}
    return [one.keyed(keys.get(place) or new_key()) for place, one in enumerate(said)]
