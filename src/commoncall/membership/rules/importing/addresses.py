"""Read addresses of mail and of websites, and tell which domains say who somebody is."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from commoncall.kernel.text.vocabulary import word_set

_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[\w](?:[\w-]{0,61}[\w])?\.)+[^\W\d_][\w-]{1,62}")
_PIECES = re.compile(r"[\s,;|<>()\[\]\"]+|/(?=\S+@)")
_WRITTEN_OUT = ((re.compile(r"\s*[(\[{]\s*at\s*[)\]}]\s*", re.IGNORECASE), "@"), (re.compile(r"\s*[(\[{]\s*dot\s*[)\]}]\s*", re.IGNORECASE), "."))
_HOST = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]", re.UNICODE)
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*)\s*:", re.IGNORECASE)
_LONGEST = 300

# Where many keep their mail or their page: such a domain says nothing of whose it is.
_SHARED = word_set("""
    gmail googlemail yahoo ymail rocketmail hotmail outlook live msn aol gmx web.de mail yandex proton protonmail pm.me icloud
    me.com orange.fr free.fr laposte wanadoo sfr qq.com 163.com 126.com sina riseup zoho fastmail tutanota posteo
    facebook fb twitter x.com instagram linkedin youtube wordpress blogspot blogger wixsite weebly google github medium
    t.me telegram bit.ly linktr.ee tiktok vk.com ok.ru jimdo squarespace webs tripod geocities angelfire strikingly
    """)


class UnsafeAddressError(ValueError):
    """An address with a scheme that a browser would run or that leads into the machine."""


@dataclass(frozen=True)
class Emails:
    """The addresses of a cell, in small letters, and the pieces that were meant as one and are none."""

    addresses: tuple[str, ...]
    wrong: tuple[str, ...]


def read_emails(cell: str) -> Emails:
    """The addresses of mail in a cell, however they are parted; names beside them are passed over."""
    for pattern, sign in _WRITTEN_OUT:
        cell = pattern.sub(sign, cell)
    pieces = [piece.strip(".'’:").removeprefix("mailto:") for piece in _PIECES.split(cell)]
    good = dict.fromkeys(piece.lower() for piece in pieces if is_email(piece))
    wrong = [piece for piece in pieces if "@" in piece and not is_email(piece)]
    if not good and not wrong and cell.strip():
        wrong = [cell.strip()]
    return Emails(tuple(good), tuple(wrong))


def is_email(text: str) -> bool:
    """Whether a text is one address of mail."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None and ".." not in text


def read_website(cell: str) -> tuple[str, bool]:
    """The first website of a cell as a whole address, and whether there are more; empty where it holds none.

    Raises UnsafeAddressError for schemes other than those of the web.
    """
    scheme = _SCHEME.match(cell)
    if scheme and scheme.group(1).lower() not in ("http", "https") and "." not in scheme.group(1):
        raise UnsafeAddressError(cell)
    pieces = [piece for piece in re.split(r"[\s,;|]+", cell) if piece]
    found = [address for piece in pieces if (address := _website(piece))]
    return (found[0], len(set(found)) > 1) if found else ("", False)


def _website(piece: str) -> str:
    """One address with its scheme, the host in small letters; empty for what is none."""
    if len(piece) > _LONGEST:
        return ""
    if not re.match(r"https?://", piece, re.IGNORECASE):
        piece = f"https://{piece.lstrip('/')}"
    try:
        parts = urlsplit(piece)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not _HOST.fullmatch(host) or "@" in parts.netloc or len(piece) > _LONGEST + 8:
        return ""
    netloc = f"{host}:{port}" if port else host
    path = "" if parts.path == "/" else parts.path
    return urlunsplit((parts.scheme.lower(), netloc, path, parts.query, parts.fragment))


def website_domain(website: str) -> str:
    """The host of a website that is its owner's alone, without www; empty for shared ones."""
    host = (urlsplit(website).hostname or "").removeprefix("www.")
    return "" if _is_shared(host) else host


def email_domain(address: str) -> str:
    """The domain of an address of mail that is its owner's alone; empty for shared ones."""
    domain = address.rpartition("@")[2].lower()
    return "" if _is_shared(domain) else domain


def _is_shared(host: str) -> bool:
    labels = host.split(".")
    ends = {".".join(labels[start:]) for start in range(len(labels))}
    return bool(ends & _SHARED) or any(label in _SHARED for label in labels[-3:-1])


def same_website(one: str, other: str) -> bool:
    """Whether two addresses lead to the same page, whatever their scheme and their last stroke."""
    return _bare(one) == _bare(other)


def _bare(website: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", website.strip().lower()).rstrip("/")
