"""Cut the serif of the design system out of Gentium Book and give it our own name.

Run it by hand, and only to change the subsets: the results are committed.

    python tools/make_fonts.py FOLDER

FOLDER holds the WOFF2 files of the npm package @fontsource/gentium-book-plus (its folder `files`).
The licence of the font reserves the words "Gentium" and "SIL": a subset is a changed version, so its own
name table must not carry them as a name. The copyright notice stays, as the licence asks.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FAMILY = "Commoncall Serif"
TARGET = Path(__file__).parent.parent / "src/commoncall/design/static/design/fonts"

# The same ranges stand in static/design/fonts.css; a test compares them with what the files hold.
SUBSETS = {
    "latin": (
        "latin",
        "U+20-7E,U+A0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+2013-2014,U+2018-201A,U+201C-201E,U+2022,"
        "U+2026,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2122,U+2212",
    ),
    "latin-ext": (
        "latin-ext",
        "U+100-130,U+132-148,U+14A-151,U+154-17F,U+181,U+186,U+18A,U+18E-190,U+192,U+198-199,U+1B3-1B4,U+1CD-1D4,"
        "U+1DD,U+1E6-1E7,U+1F8-1F9,U+218-21B,U+259,U+1E0C-1E0D,U+1E24-1E25,U+1E30-1E33,U+1E62-1E63,U+1E6C-1E6D,"
        "U+1E80-1E85,U+1E92-1E93,U+1E9E",
    ),
    "cyrillic": ("cyrillic", "U+400-45F,U+490-491,U+4B0-4B1,U+2116"),
    "vietnamese": ("vietnamese", "U+1A0-1A1,U+1AF-1B0,U+1EA0-1EF9,U+20AB"),
}


def cut(source: Path, target: Path, ranges: str) -> None:
    """Write the letters of some ranges, without hinting, to a file of their own."""
    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "lnum", "tnum"]
    options.drop_tables += ["gasp"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = subset.load_font(str(source), options)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=subset.parse_unicodes(ranges.replace("U+", "")))
    worker.subset(font)
    rename(font)
    subset.save_font(font, str(target), options)


def rename(font: TTFont) -> None:
    """Give a subset our own name; its copyright notice stays."""
    own = {
        1: FAMILY,
        2: "Regular",
        3: f"{FAMILY} Regular",
        4: FAMILY,
        6: FAMILY.replace(" ", ""),
        13: "This font is licensed under the SIL Open Font License, Version 1.1.",
        14: "https://openfontlicense.org",
    }
    for identifier, words in own.items():
        font["name"].setName(words, identifier, 3, 1, 0x409)


def main() -> None:
    """Cut every subset."""
    folder = Path(sys.argv[1])
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, (origin, ranges) in SUBSETS.items():
        target = TARGET / f"serif-{name}.woff2"
        cut(folder / f"gentium-book-plus-{origin}-400-normal.woff2", target, ranges)
        print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
