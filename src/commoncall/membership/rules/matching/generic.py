"""Words that many organisations have in their names: alone they tell none of them apart."""


def singular(word: str) -> str:
    """A word without the s of the plural, so that traders and trader are one."""
    if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _singulars(words: str) -> frozenset[str]:
    return frozenset(map(singular, words.split()))


GENERIC = _singulars(
    """
    organisation organisations group network networks trust foundation fund institute institution association
    associations international national global world worldwide centre centres council union unions federation
    confederation coalition alliance forum society movement movements campaign committee commission
    board bureau office agency initiative initiatives project programme platform partnership partners
    service services support action watch monitor observatory academy university college school club
    league congress chamber house working advocacy against work working
    development human rights right women womens woman youth children child people peoples public
    civil social economic environment environmental health trade labour worker workers farmers farmer
    peasant education research policy justice peace democracy democratic community communities
    rural law legal welfare sustainable solidarity cooperation culture cultural climate land food
    general central federal new free fair non governmental ngo ngos cso csos and
    organisationen verband verein bund netzwerk arbeitsgemeinschaft stiftung bewegung
    reseau association associations centre conseil union federation confederation collectif comite
    mouvement ligue forum observatoire action appui droits droit homme femmes femme jeunes
    developpement environnement economique sociaux social justice paix commerce solidarite
    international nationale national africaine recherche groupe etudes
    red rede grupo centro consejo comite coordinadora plataforma movimiento movimento
    sindicato sindicatos trabajadores trabajadoras empleados observatorio fundacion
    derechos humanos mujeres mujer desarrollo estudios social comercio justicia salud
    nacional general union liga frente campana campanha direitos estudos
    сеть союз центр фонд движение общество права человека организация объединение
    شبكه جمعيه موسسه مركز منظمه اتحاد منتدي حقوق انسان تنميه لجنه مراه شباب
    """
)

# Parts of an organisation that are listed beside it: the part is not the whole.
PARTS = _singulars(
    """
    chapter branch section local regional district antenne antenna seccion secao sektion
    ortsgruppe landesverband filial filiale subsidiary subregional youth jeunes jugend
    """
)

# Tokens in which a difference is never a slip of the hand.
NUMBERS = _singulars(
    """
    first second third fourth fifth sixth one two three four five north south east west
    northern southern eastern western upper lower premier deuxieme troisieme primero segundo tercero
    nord sud est ouest norte sur este oeste sul leste
    """
)

# Words by which a name says that there is but one such organisation in the world.
WIDE = frozenset({"international", "global", "world", "worldwide"})
