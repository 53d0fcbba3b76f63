"""``redline``: two files compared, shown to people and told to programs; it needs no installation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commoncall.drafting.rules import redline
from commoncall.drafting.rules.redline import layout, recording
from commoncall.drafting.rules.redline.layout import Layout
from commoncall.drafting.rules.redline.rows import Redline, Row, Status
from commoncall.installation.trouble import Trouble, with_file
from commoncall.kernel.documents import reading
from commoncall.kernel.documents.blocks import Block, BlockStyle, Mark
from commoncall.kernel.documents.kinds import Kind, kind_of
from commoncall.kernel.documents.refusals import NOTES, DocumentRefused

_MOST_BYTES = 20 * 1024 * 1024
_SIGNS = {Mark.KEPT: "{}", Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}


@dataclass(frozen=True)
class File:
    """A file that was read: its paragraphs and the space between, whether they are the bytes themselves, and what there is to say of it."""

    path: Path
    content: bytes
    layout: Layout
    is_text: bool
    notes: Sequence[str] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """Return what is told of the file."""
        return {
            "file": str(self.path),
            "form": "text" if self.is_text else "word",
            "paragraphs": len(self.layout.paragraphs),
            "sha256": hashlib.sha256(self.content).hexdigest(),
            "notes": list(self.notes),
        }


def read(path: Path) -> File:
    """Read a file of text in UTF-8, or a Word document."""
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise Trouble(f"“{path}” has {size:,} bytes; at most {_MOST_BYTES:,} can be compared.", "split it, and compare the parts.")
        content = path.read_bytes()
    except IsADirectoryError:
        raise Trouble(f"“{path}” is a folder.", "name a file in it.") from None
    except OSError as error:
        raise with_file(error, path) from error
    try:
        if kind_of(content, path.name) is Kind.WORD:
            return _of_word(path, content)
    except DocumentRefused as refusal:
        raise Trouble(f"“{path}” cannot be compared. {refusal}", "compare Markdown or plain text in UTF-8, or Word documents (.docx).") from refusal
    return File(path, content, layout.of_text(_text(path, content)), is_text=True)


def _text(path: Path, content: bytes) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        what = f"“{path}” is no text in UTF-8: byte {error.start:,} does not fit."
        raise Trouble(what, "save it as UTF-8, or as a Word document (.docx).") from error
    if "\0" in text:
        raise Trouble(f"“{path}” is no text: it holds zeros.", "compare Markdown or plain text in UTF-8, or Word documents (.docx).")
    return text


def _of_word(path: Path, content: bytes) -> File:
    found = reading.read(content, path.name)
    notes = [NOTES[note.code] % note.params for note in found.notes]
    return File(path, content, layout.of_paragraphs(_written(block) for block in found.document.blocks), False, notes)


def _written(block: Block) -> str:
    """Write a paragraph of a document as Markdown has it, with its number."""
    number = f"{block.number}." if block.number[-1:].isalnum() else block.number
    return " ".join(part for part in ("#" * block.level if block.style is BlockStyle.HEADING else "", number, block.text) if part)


def facts(old: File, new: File, found: Redline) -> dict[str, Any]:
    """Return everything that was found. ``exact`` is so because it was tried: on these very facts, as JSON has them."""
    record = recording.recorded(found, old.layout, new.layout)
    other_space = sum(row["after"] is not None for row in record["rows"] if row["old_index"] is not None) + (record["before_first"] is not None)
    counted = {**_counted(found), "other_space": other_space}
    return {**counted, "exact": is_exact(record, old, new), "old": old.facts, "new": new.facts, **record}


def _counted(found: Redline) -> dict[str, int]:
    counts = found.counts
    return {
        "kept": counts.kept,
        "changed": counts.changed,
        "moved": counts.moved + counts.moved_and_changed,
        "moved_and_changed": counts.moved_and_changed,
        "added": counts.added,
        "removed": counts.removed,
        "only_renumbered": counts.only_renumbered,
        "split": sum(row.split_from is not None for row in found.rows),
        "merged": sum(row.merged_into is not None for row in found.rows),
    }


def is_exact(record: Mapping[str, Any], old: File, new: File) -> bool:
    """Make the second file out of the first by what the record says, and compare it with what was read, byte for byte of text."""
    wanted = new.content if new.is_text else new.layout.text.encode()
    before = layout.of_text(old.content.decode()) if old.is_text else old.layout
    try:
        return recording.carried_out(json.loads(json.dumps(record)), before).encode() == wanted
    except ValueError:
        return False


def lines(told: Mapping[str, Any], found: Redline) -> Iterator[str]:
    """Yield the redline for people: how many of what, then the paragraphs in the order of the new text, without those that are kept."""
    yield _counts(told)
    if told["other_space"] and found.is_empty:
        yield f"Between paragraphs, other white space stands in {_places(told['other_space'])}."
    yield _exactness(told)
    yield from (f"{told[side]['file']}: {note}" for side in ("old", "new") for note in told[side]["notes"])
    kept = 0
    for row in found.rows:
        if row.status is Status.KEPT:
            kept += 1
            continue
        if kept:
            yield from ("", f"({_number(kept)} kept)")
        kept = 0
        yield from ("", f"{_standing(row)}:", "".join(_SIGNS[piece.mark].format(piece.text) for piece in row.pieces))
    if kept:
        yield from ("", f"({_number(kept)} kept)")


def _number(count: int) -> str:
    return "1 paragraph" if count == 1 else f"{count:,} paragraphs"


def _places(count: int) -> str:
    return "1 place" if count == 1 else f"{count:,} places"


def _counts(told: Mapping[str, Any]) -> str:
    alike = told["only_renumbered"]
    renumbered = f" {_number(alike)} {'differs' if alike == 1 else 'differ'} by the number alone." if alike else ""
    both = f"{_number(told['old']['paragraphs'])} before, {told['new']['paragraphs']:,} now"
    moved = f"{told['moved']:,} moved" + (f" ({told['moved_and_changed']:,} of them changed too)" if told["moved_and_changed"] else "")
    return f"{both}: {told['kept']:,} kept, {told['changed']:,} changed, {moved}, {told['added']:,} added, {told['removed']:,} removed.{renumbered}"


def _exactness(told: Mapping[str, Any]) -> str:
    if not told["exact"]:
        return "Not exact: carrying this redline out on the first file does not give the second. Report this, with both files."
    return "Exact: carrying this redline out on the first file gives the second, byte for byte of text."


def _standing(row: Row) -> str:
    """Tell in words what became of a paragraph; people count from 1."""
    match row.status:
        case Status.ADDED:
            divided = "" if row.split_from is None else f", divided off from what was paragraph {row.split_from + 1}"
            return f"Paragraph {_place(row.new_index)}, added{divided}"
        case Status.REMOVED:
            joined = "" if row.merged_into is None else f"; its words are now in paragraph {row.merged_into + 1}"
            return f"What was paragraph {_place(row.old_index)}, removed{joined}"
    moved = row.status in {Status.MOVED, Status.MOVED_AND_CHANGED}
    told = (f"moved from {_place(row.old_index)}" if moved else "", "renumbered" if row.renumbered else "", "changed" if row.reworded else "")
    deeds = [deed for deed in told if deed]
    was = "" if moved or row.old_index == row.new_index else f" (was {_place(row.old_index)})"
    return f"Paragraph {_place(row.new_index)}{was}, {' and '.join([*([', '.join(deeds[:-1])] if deeds[1:] else []), deeds[-1]])}"


def _place(index: int | None) -> int:
    return -1 if index is None else index + 1


def compared(old: File, new: File) -> Redline:
    """Compare two files, paragraph by paragraph."""
    return redline.compare(old.layout.paragraphs, new.layout.paragraphs)
