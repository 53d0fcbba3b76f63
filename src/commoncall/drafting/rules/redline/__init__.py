"""What differs between two texts: paragraph by paragraph wherever they stand now, and within each word by word.

``words`` compares two paragraphs, ``match`` finds which paragraph became which, ``compare`` does both for whole texts, and
``apply`` carries a comparison out, by which ``is_exact`` proves it.
"""

from commoncall.drafting.rules.redline.applying import apply, is_exact
from commoncall.drafting.rules.redline.comparing import compare
from commoncall.drafting.rules.redline.matching import Pair, match
from commoncall.drafting.rules.redline.pieces import Mark, Piece, are_kept, before, now
from commoncall.drafting.rules.redline.rows import Counts, Redline, Row, Status
from commoncall.drafting.rules.redline.wording import words

__all__ = [
    "Counts",
    "Mark",
    "Pair",
    "Piece",
    "Redline",
    "Row",
    "Status",
    "apply",
    "are_kept",
    "before",
    "compare",
    "is_exact",
    "match",
    "now",
    "words",
]
