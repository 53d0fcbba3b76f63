"""How long proofs last, how codes are written and read, and what a browser is called. Nothing here needs a database."""

import enum
import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

CODE_LASTS = timedelta(minutes=10)
ADDRESS_LINK_LASTS = timedelta(hours=24)
CHALLENGE_LASTS = timedelta(minutes=5)

#: How long somebody who has shown the first factor may take to show the second.
SECOND_FACTOR_AWAITED = timedelta(minutes=10)

#: For how long a second factor counts as shown; after that, acts which need it ask again.
SECOND_FACTOR_LASTS = timedelta(hours=1)

#: The wrong codes after which an e-mailed code is dead.
TRIES = 5

#: The least time between two notes that a session was seen, so that reading pages does not write all the time.
SEEN_EVERY = timedelta(minutes=5)

CODE_LENGTH = 8
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
#: Without letters and digits that look alike in some hand or print.
RECOVERY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"

#: RFC 6238: a new code each half minute; the one before and the one after are taken too, for clocks that differ.
STEP = 30
APPLICATION_CODE_LENGTH = 6
STEPS_ASIDE = 1


class Purpose(enum.StrEnum):
    """What a token is good for."""

    SIGN_IN = "sign_in"
    ONE_TIME = "one_time"
    ADDRESS = "address"
    FIRST = "first"
    PASSKEY = "passkey"


@dataclass(frozen=True)
class Rate:
    """So many times at once; after that, evenly spread over ``within``."""

    times: int
    within: timedelta

    @property
    def each(self) -> timedelta:
        """How long one use counts."""
        return self.within / self.times


@dataclass(frozen=True)
class Device:
    """What somebody signs in with, as its owner would name it; parts that cannot be told are empty."""

    browser: str = ""
    system: str = ""


# In this order: many browsers also name those that they want to be taken for.
_BROWSERS = (
    (r"\bEdgA?(?:iOS)?/", "Edge"),
    (r"\b(?:OPR|OPiOS|OPX)/|\bOpera\b", "Opera"),
    (r"\bSamsungBrowser/", "Samsung Internet"),
    (r"\bUCBrowser/", "UC Browser"),
    (r"\bYaBrowser/", "Yandex Browser"),
    (r"\bVivaldi/", "Vivaldi"),
    (r"\b(?:Firefox|FxiOS)/", "Firefox"),
    (r"\b(?:Chrome|CriOS|Chromium|HeadlessChrome)/", "Chrome"),
    (r"\bSafari/", "Safari"),
)
_SYSTEMS = (
    (r"\biPhone\b", "iPhone"),
    (r"\biPad\b", "iPad"),
    (r"\bKAIOS/", "KaiOS"),
    (r"\bAndroid\b", "Android"),
    (r"\bCrOS\b", "ChromeOS"),
    (r"\bWindows\b", "Windows"),
    (r"\bMac OS X\b|\bMacintosh\b", "macOS"),
    (r"\bLinux\b", "Linux"),
)


def device(user_agent: str) -> Device:
    """Return what the browser says of itself, without versions: those change every month and tell its owner nothing."""
    return Device(_first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent))


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for pattern, name in names if re.search(pattern, text)), "")


def digits(typed: str) -> str:
    """Return a code of digits as it was meant: whatever script its digits are in, without spaces and hyphens."""
    return "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in typed if letter.isalnum())


def spaced(code: str) -> str:
    """Return a code of eight digits as it is easiest to read and type: in two groups."""
    return f"{code[:4]} {code[4:]}"


def plain_recovery_code(typed: str) -> str:
    """Return a recovery code as it is hashed: small letters and digits alone."""
    return "".join(letter for letter in typed.lower() if letter in RECOVERY_ALPHABET)


def grouped_recovery_code(code: str) -> str:
    """Return a recovery code as it is shown and printed."""
    return f"{code[:5]}-{code[5:]}"


def plain_address(address: str) -> str:
    """Return an address as it is compared and kept: trimmed, and in small letters throughout.

    RFC 5321 lets the local part differ by case; no provider in use does, and people type it either way.
    """
    return address.strip().lower()


def masked(address: str) -> str:
    """Return an address so that its owner knows it again and nobody else learns it: a•••@example.org."""
    local, _at, domain = address.partition("@")
    return f"{local[:1]}•••@{domain}"
