"""Organisations as members: what they are like, how they stand, who their people are, and the list they bring.

The words: a **category** says with which rights an organisation belongs, its **standing** whether those rights are in
force. An organisation that is itself a **network** has members of its own, which are shown under it and counted apart.
It does not hold what an organisation is called (``parties``) nor why it was admitted (``procedures.admission``, to come).
"""
