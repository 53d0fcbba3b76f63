"""Commoncall: the workspace of a civil-society coalition.

Organisations become **members**. They choose **leaders**. They **meet** and **draft**, and take **decisions**. They agree
a common **call** and gather **evidence**. From these they make a common **plan** and speak with one **voice**. Then they
turn outward: **communications**, **diplomacy** with states, **resources**. At last they **evaluate**.

That is also the order in which the packages stand on each other. What exists today is the ground, ``kernel``, and the
first floor, ``membership``; the later floors have their places and come whole, one at a time.
"""

__version__ = "0.1.0"
