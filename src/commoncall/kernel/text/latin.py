"""Write a name in plain Latin letters, for an address on the web: not a transcription that anybody should read aloud."""

import re
import unicodedata

from commoncall.kernel.text.folding import fold

# Each letter with what stands for it; the Cyrillic ones near to ISO 9 without its marks. Vowels that Arabic and Hebrew do not
# write cannot be guessed, and are left out.
_LETTERS = """
аa бb вv гg ґg дd еe єye жzh зz иi іi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya ђdj јj љlj њnj ћc џdz ўu ѓgj ќkj ѕdz
αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo
اa أa إi آa بb تt ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz عa غgh فf قq كk لl مm نn هh وw يy ء ئy ؤw پp چch ژzh گg
אa בb גg דd הh וv זz חh טt יy כk ךk לl מm םm נn ןn סs עa פp ףp צts ץts קk רr שsh תt
"""
_LATIN = str.maketrans({pair[0]: pair[1:] for pair in _LETTERS.split()})


def in_latin(text: str) -> str:
    """Return a text in small unaccented Latin letters and digits; letters that have none of their own there fall out."""
    latin = unicodedata.normalize("NFKD", fold(text).translate(_LATIN))
    return "".join(_plain(character) for character in latin)


def _plain(character: str) -> str:
    if character.isascii():
        return character
    # Dashes, quotation marks and spaces part words in every script; letters and their marks do not.
    return "" if unicodedata.category(character)[0] in "LM" else " "


def as_slug(text: str, longest: int = 40) -> str:
    """Return a text as the step of an address: words of Latin letters with hyphens between, whole words as far as they fit."""
    # English "people's" stays one word; French "l'eau" is two.
    words = re.findall(r"[a-z0-9]+", in_latin(re.sub(r"['’](?=s\b)", "", text)))
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:longest]
        if len(longer) > longest:
            break
        slug = longer
    return slug
