"""Cut the fonts that documents are typeset with out of those that Debian and the Node registry hand out.

Run it by hand, and only to change the subsets: the results are committed, so that nothing is fetched and no font of the
system is needed.

    python tools/make_document_fonts.py FOLDER

FOLDER holds the unpacked packages fonts-sil-gentiumplus (6.101), fonts-noto-cjk (20220127) and fonts-noto-core (20201225)
of Debian, and @expo-google-fonts/amiri (0.4.1). Which file becomes which stands in FACES.
The licence of Gentium reserves its name: the subset is a changed version and is called Commoncall Serif.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parent.parent / "src/commoncall/kernel/documents/pdf/fonts"

_COMMON = "U+20-7E,U+A0-FF,U+2010-2027,U+202F-205F,U+25CC,U+FFFD"
_LATIN = (
    f"{_COMMON},U+100-24F,U+250-2AF,U+2B0-36F,U+370-3FF,U+400-52F,U+1D00-1DBF,U+1E00-1EFF,U+2070-209F,U+20A0-20C0,U+2100-214F,U+2150-218B,"
    "U+2190-2199,U+2200-222B,U+2248,U+2260-2265,U+25A0-25CF,U+2713,U+2C60-2C7F,U+A720-A78C"
)
_ARABIC = (
    "U+20,U+A0,U+600-6FF,U+750-77F,U+8A0-8FF,U+200B-200F,U+2010-2015,U+201C-201D,U+2066-2069,U+25CC,U+FB50-FBC1,U+FD3E-FD3F,U+FDF0-FDFD,U+FE80-FEFC"
)
_KOREAN = ",".join(f"U+{ord(sign):X}" for sign in map(chr, range(0xAC00, 0xD7A4)) if len(sign.encode("euc_kr")) == 2)
_CHINESE = "U+3000-303F,U+3040-30FF,U+3105-312F,U+4E00-9FFF,U+F900-FA6D,U+FE30-FE4F,U+FF00-FFEF,U+2014-2015,U+2018-201D,U+2026,U+2460-2473," + _KOREAN


@dataclass(frozen=True)
class Face:
    """A file of a font, what it is cut out of, and which letters are kept."""

    name: str
    origin: str
    ranges: str
    family: str = ""
    index: int = -1


_GENTIUM = "usr/share/fonts/truetype/gentiumplus/GentiumBookPlus"
_AMIRI = "expo-google-fonts-amiri"
_JOINERS = "U+20,U+A0,U+200B-200D,U+25CC,U+964-965"
_NOTO = "usr/share/fonts/truetype/noto/NotoSerif"
_BLOCKS = {
    "armenian": "U+530-58F",
    "bengali": "U+980-9FF",
    "devanagari": "U+900-97F,U+A8E0-A8FF",
    "ethiopic": "U+1200-139F,U+2D80-2DDF",
    "georgian": "U+10A0-10FF,U+1C90-1CBF,U+2D00-2D2F",
    "gujarati": "U+A80-AFF",
    "gurmukhi": "U+A00-A7F",
    "hebrew": "U+590-5FF,U+FB1D-FB4F",
    "kannada": "U+C80-CFF",
    "khmer": "U+1780-17FF,U+19E0-19FF",
    "lao": "U+E80-EFF",
    "malayalam": "U+D00-D7F",
    "myanmar": "U+1000-109F,U+AA60-AA7F",
    "sinhala": "U+D80-DFF",
    "tamil": "U+B80-BFF",
    "telugu": "U+C00-C7F",
    "thai": "U+E00-E7F",
}
FACES = (
    Face("serif-regular.ttf", f"{_GENTIUM}-Regular.ttf", _LATIN, "Commoncall Serif"),
    Face("serif-bold.ttf", f"{_GENTIUM}-Bold.ttf", _LATIN, "Commoncall Serif"),
    Face("serif-italic.ttf", f"{_GENTIUM}-Italic.ttf", _LATIN, "Commoncall Serif"),
    Face("serif-bold-italic.ttf", f"{_GENTIUM}-BoldItalic.ttf", _LATIN, "Commoncall Serif"),
    Face("amiri-regular.ttf", f"{_AMIRI}/400Regular/Amiri_400Regular.ttf", _ARABIC),
    Face("amiri-bold.ttf", f"{_AMIRI}/700Bold/Amiri_700Bold.ttf", _ARABIC),
    Face("amiri-slanted.ttf", f"{_AMIRI}/400Regular_Italic/Amiri_400Regular_Italic.ttf", _ARABIC),
    Face("noto-serif-sc.otf", "usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", _CHINESE, index=2),
    *(Face(f"noto-serif-{script}.ttf", f"{_NOTO}{script.title()}-Regular.ttf", f"{ranges},{_JOINERS}") for script, ranges in _BLOCKS.items()),
)


def cut(face: Face, folder: Path) -> None:
    """Write the letters of some ranges, without hinting, to a file of their own."""
    options = subset.Options()
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    options.glyph_names = False
    # Chinese needs no shaping, and the features of its font would draw in the letter forms of five countries.
    options.layout_features = [] if face.index >= 0 else [*options.layout_features, "lnum", "tnum"]
    options.drop_tables += ["gasp", "Feat", "Silf", "Silt", "Glat", "Gloc", "Sill", "vhea", "vmtx", "VORG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.font_number = face.index
    font = subset.load_font(str(folder / face.origin), options)
    worker = subset.Subsetter(options)
    worker.populate(unicodes=subset.parse_unicodes(face.ranges.replace("U+", "")))
    worker.subset(font)
    if face.family:
        rename(font, face.family)
    subset.save_font(font, str(TARGET / face.name), options)


def rename(font: TTFont, family: str) -> None:
    """Give a subset our own name; its copyright notice stays."""
    style = font["name"].getDebugName(2)
    own = {1: family, 3: f"{family} {style}", 4: f"{family} {style}", 6: f"{family} {style}".replace(" ", ""), 7: None}
    own[13] = "This font is licensed under the SIL Open Font License, Version 1.1."
    for identifier, words in own.items():
        if words is None:
            font["name"].removeNames(nameID=identifier)
        else:
            font["name"].setName(words, identifier, 3, 1, 0x409)


def coverage() -> str:
    """Return every letter that one of the fonts has, as ranges of hexadecimal numbers, one on each line."""
    letters = sorted({letter for path in TARGET.glob("*.?tf") for letter in TTFont(path).getBestCmap()})
    ranges: list[list[int]] = []
    for letter in letters:
        if ranges and letter == ranges[-1][1] + 1:
            ranges[-1][1] = letter
        else:
            ranges.append([letter, letter])
    return "".join(f"{first:X}-{last:X}\n" for first, last in ranges)


def main() -> None:
    """Cut every face, and write down which letters there are."""
    folder = Path(sys.argv[1])
    TARGET.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        cut(face, folder)
        print(f"{face.name}: {(TARGET / face.name).stat().st_size} bytes")
    (TARGET / "coverage.txt").write_text(coverage())


if __name__ == "__main__":
    main()
