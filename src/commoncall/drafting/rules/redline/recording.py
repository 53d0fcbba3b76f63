"""A comparison of two files as plain values for JSON, from which alone the new file can be made out of the old one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commoncall.drafting.rules.redline.applying import apply
from commoncall.drafting.rules.redline.layout import Layout
from commoncall.drafting.rules.redline.pieces import Mark, Piece
from commoncall.drafting.rules.redline.rows import Redline, Row, Status


def recorded(redline: Redline, old: Layout, new: Layout) -> dict[str, Any]:
    """Return a comparison of two files. The space before and after paragraphs is told only where it is not as it was."""
    return {
        "before_first": None if old.spaces[0] == new.spaces[0] else new.spaces[0],
        "rows": [_row(row, old, new) for row in redline.rows],
    }


def _row(row: Row, old: Layout, new: Layout) -> dict[str, Any]:
    told: dict[str, Any] = {
        "status": str(row.status),
        "old_index": row.old_index,
        "new_index": row.new_index,
        "renumbered": row.renumbered,
        "reworded": row.reworded,
        "split_from": row.split_from,
        "merged_into": row.merged_into,
        "pieces": [[str(piece.mark), piece.text] for piece in row.pieces],
        "after": None,
    }
    if row.new_index is not None:
        space = new.spaces[row.new_index + 1]
        told["after"] = None if row.old_index is not None and old.spaces[row.old_index + 1] == space else space
    return told


def carried_out(record: Mapping[str, Any], old: Layout) -> str:
    """Return the new file, made of the old one by what was recorded. Refused (ValueError) where it was made of another file."""
    rows = tuple(_read(row) for row in record["rows"])
    paragraphs = apply(Redline(rows), old.paragraphs)
    spaces = [""] * len(paragraphs)
    for row, told in zip(rows, record["rows"], strict=True):
        if row.new_index is not None:
            spaces[row.new_index] = old.spaces[row.old_index + 1] if told["after"] is None and row.old_index is not None else told["after"]
    first = record["before_first"]
    return Layout(tuple(paragraphs), (old.spaces[0] if first is None else first, *spaces)).text


def _read(told: Mapping[str, Any]) -> Row:
    pieces = tuple(Piece(Mark(mark), text) for mark, text in told["pieces"])
    return Row(told["old_index"], told["new_index"], Status(told["status"]), pieces)
