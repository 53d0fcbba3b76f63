"""What a backup says about itself, so that a restored copy can be compared with what was taken."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass

from commoncall.installation.trouble import Trouble

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "database.sql.gz"
KEY = "secret-key"
FILES = "files/"


@dataclass(frozen=True)
class Piece:
    """One member of the archive: its name, its length and its SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The list of what a backup holds."""

    made_at: str
    commoncall: str
    postgresql: str
    tables: Mapping[str, int]
    pieces: tuple[Piece, ...]
    format: int = FORMAT

    def to_json(self) -> bytes:
        """Write it down."""
        return json.dumps(dataclasses.asdict(self), indent=1, ensure_ascii=False).encode()


def from_json(written: bytes) -> Manifest:
    """Read it back; what does not look like one is refused."""
    try:
        told = json.loads(written)
        if told["format"] != FORMAT:
            raise Trouble(f"The backup is of a later kind (format {told['format']}).", "restore it with the version of Commoncall that made it.")
        pieces = tuple(Piece(str(each["name"]), int(each["size"]), str(each["sha256"])) for each in told["pieces"])
        tables = {str(name): int(count) for name, count in told["tables"].items()}
        return Manifest(str(told["made_at"]), str(told["commoncall"]), str(told["postgresql"]), tables, pieces)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise damaged("its list of contents cannot be read") from error


def damaged(how: str) -> Trouble:
    """Refuse a backup that is not whole."""
    return Trouble(f"This is not a whole backup of Commoncall: {how}.", "use another backup; this one was cut off or altered.")


def differences(expected: Mapping[str, int], found: Mapping[str, int]) -> list[str]:
    """Every table whose number of rows is not as it was."""
    names = sorted({*expected, *found})
    return [
        f"{name}: {expected.get(name, 'none')} in the backup, {found.get(name, 'none')} restored"
        for name in names
        if expected.get(name) != found.get(name)
    ]
