"""A file's name as it is safe to show, to save and to send."""

import re
import unicodedata

LONGEST = 160

# Marks that turn the direction of text can make "exe.fdp" look like "pdf.exe"; the others cannot be seen at all.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")
_ELSEWHERE = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def cleaned(name: str) -> str:
    """Return the last step of a name without path, control characters, unseen marks or what other systems cannot keep."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(letter for letter in _UNSEEN.sub("", last) if unicodedata.category(letter) not in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"})
    plain = " ".join(_ELSEWHERE.sub("-", seen).split()).strip(". ")
    if not plain or _RESERVED.fullmatch(plain):
        plain = f"file {plain}".strip()
    return _shortened(plain)


def with_extension(name: str, extensions: tuple[str, ...]) -> str:
    """Return a name that ends as its content does; the first extension is added where it ends otherwise."""
    if name.rpartition(".")[2].lower() in extensions and "." in name:
        return name
    return f"{_shortened(name)}.{extensions[0]}"


def _shortened(name: str) -> str:
    # Many file systems count 255 bytes, and a letter outside ASCII takes up to four of them.
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        stem, dot, extension = name, "", ""
    room = LONGEST - len((dot + extension).encode())
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + dot + extension
