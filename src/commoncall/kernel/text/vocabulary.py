"""Words of organisations' names that carry no identity: forms of law, small words, joining words.

All are written folded (see folding.fold), without dots and apostrophes.
"""


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set; so long lists of words stay easy to read."""
    return frozenset(text.split())


# Forms of incorporation, taken off the beginning and the end of a name.
LEGAL_FORMS = word_set("""
    ev inc incorporated ltd limited llc llp plc corp pty pvt pte co gmbh ggmbh ug ag kg se
    asbl aisbl vzw ivzw ong ngo ngos ongd npo cso osc onlus odv aps ets sa sas sarl srl spa scarl
    ac iap sc bv nv ry rf zs ops oz doo dd ad oo ooo nko ano нко ано ооо зао оо мбоо роо
    cic cio cbo ifrs ipsp scio spzoo
    """)

# Small words of the languages in which coalitions write. Single letters stand for elisions.
SMALL_WORDS = word_set("""
    the of for and in on to at by with an or from as through
    de la le les du des et pour en sur dans au aux par avec une un
    el los las del y para por con lo e o
    os do da dos das em no na nos nas ao pelo pela
    der die das den dem und fur fuer von zu zum zur im mit am
    di il gli della dei delle dell per nel
    van het een voor og av til i fra
    och till for pa
    и в во на по за для с о об от
    في من على الى عن مع و
    ng mga sa ang
    ve icin na wa ya kwa
    """)

# Elided articles and prepositions (l'abolition, d'Ivoire, dell'Emilia): the letters before the apostrophe.
ELISIONS = word_set("l d qu n s j c m t jusqu lorsqu puisqu dell all nell sull dall un")

# One word for spellings that differ by country or by language but not in sense.
ONE_SPELLING = {
    "center": "centre",
    "centro": "centre",
    "zentrum": "centre",
    "labor": "labour",
    "program": "programme",
    "programa": "programme",
    "defense": "defence",
    "instituto": "institute",
    "institut": "institute",
    "istituto": "institute",
    "fundacion": "foundation",
    "fundacao": "foundation",
    "fondation": "foundation",
    "fondazione": "foundation",
    "fdn": "foundation",
    "asociacion": "association",
    "associacao": "association",
    "associazione": "association",
    "assoc": "association",
    "asoc": "association",
    "assn": "association",
    "intl": "international",
    "internacional": "international",
    "internationale": "international",
    "internazionale": "international",
    "organizacion": "organisation",
    "organizacao": "organisation",
    "confederacion": "confederation",
    "federacion": "federation",
    "natl": "national",
    "dept": "department",
    "univ": "university",
    "foe": "friendsearth",
}
