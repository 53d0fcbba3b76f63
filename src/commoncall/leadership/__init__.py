"""Who leads: the bodies of a coalition, the seats in them, and the people who sit there.

The words: a **body** is whatever a coalition calls those who act in its name (its committee, its secretariat, working
groups). A **seat** belongs to an organisation, never to a person; staff alone hold seats of no organisation. The people whom
an organisation sends **sit** for it, as long as they act for it: when their mandate ends, so does their sitting. What a
person may do for an organisation is said in one place, the mandates of ``kernel.parties``. It does not hold how a body comes
to be elected, nor how it decides: those stand on floors above.
"""
