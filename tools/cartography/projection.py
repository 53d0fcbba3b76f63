"""The Equal Earth projection (Šavrič, Patterson and Jenny, 2018): areas are true, and continents look as people know them.

Pure. Longitudes are counted from the middle of the map, which lies at 11° E: so the cut falls into the Bering Strait and
eastern Siberia is not torn off.
"""

from math import asin, cos, radians, sin, sqrt

MIDDLE = 11.0

# The four coefficients of the published polynomial.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = sqrt(3) / 2


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Project degrees, counted from the middle of the map, to the plane of a globe of radius 1; north is positive."""
    theta = asin(M * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    x = radians(longitude) * cos(theta) / (M * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)))
    y = theta * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return x, y


def turned(longitude: float) -> float:
    """Count a longitude of Greenwich from the middle of the map, from -180 to 180."""
    return (longitude - MIDDLE + 180) % 360 - 180
