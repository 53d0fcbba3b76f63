"""The parties to everything: coalitions, organisations, people, and the mandates that tell who may act for whom.

An **organisation** here is a bare identity: what it is called and how far its name may be known. What it is like and how
it stands belongs to ``membership``. A **person** belongs to one coalition and may have an account; a **mandate** is the
only record of what a person may do for an organisation or for the coalition, granted by whom, from when to when.
"""
