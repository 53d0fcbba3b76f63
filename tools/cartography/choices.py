"""What was chosen for our map where the source draws lines as they are held, or lacks a place; docs/decisions tells why."""

#: The name in the source, where it has no numeric code: the code under which it is drawn.
CODES = {"Kosovo": "XK"}

#: Joined to the state to which the lists and maps of the United Nations count it.
JOINED = {"Somaliland": "Somalia", "N. Cyprus": "Cyprus"}

#: A part of one country that is drawn with another: whose it is in the source, whose on our map, and a place inside it.
GIVEN = [("Russia", "Ukraine", (34.2, 45.2))]

#: Cut off by a line between two points of the border: whose it is in the source, whose on our map, the ends of the line,
#: and a place inside what is cut off. The source ends Western Sahara at the berm; its border with Morocco is the parallel
#: of 27°40′ N. The Golan Heights begin at the line of 4 June 1967, which is straight at this scale.
CUT = [
    ("Morocco", "W. Sahara", (-8.818, 27.657), (-13.178, 27.652), (-13.0, 25.0)),
    ("Israel", "Syria", (35.65, 33.26), (35.65, 32.69), (35.8, 33.0)),
]

#: Not drawn at all: nobody lives there for good.
LEFT_OUT = {
    "Antarctica",
    "Br. Indian Ocean Ter.",
    "Fr. S. Antarctic Lands",
    "Heard I. and McDonald Is.",
    "Indian Ocean Ter.",
    "S. Geo. and the Is.",
    "U.S. Minor Outlying Is.",
}

#: Longitude and latitude of what the source has as a part of another or not at all.
PLACES = {
    "BQ": (-68.27, 12.18),
    "CC": (96.83, -12.17),
    "CX": (105.64, -10.49),
    "GF": (-53.13, 3.93),
    "GP": (-61.55, 16.25),
    "KI": (173.0, 1.4),
    "MQ": (-61.02, 14.64),
    "RE": (55.54, -21.12),
    "SJ": (16.0, 78.6),
    "TK": (-171.83, -9.2),
    "VA": (12.453, 41.903),
    "YT": (45.15, -12.82),
}
