"""The common call, and the charter: texts that organisations stand behind, version by version.

The words: a **text** is the coalition's call or its charter. Each of its **versions** is adopted on a day by those who may;
a **wording** is a version in one language, of which one is authoritative. An **endorsement** says that an organisation, or
somebody outside the coalition (an **endorser**), stands behind one version: who signed, by what right, when, with which
reservations. A change is **material** when it asks for something else than before: then everybody is asked to re-affirm,
and nobody is dropped who has not done so. It does not hold how a text is drafted and decided: those stand on other floors.
"""
