"""How the coalition speaks: statements in its own name, and letters that organisations sign each for itself.

The words: a **statement** is a text that was adopted by a rule and goes out in the coalition's name; it lists the members or
not, minus those that dissociated themselves. A **letter** is a locked text under which each organisation, or person, puts its
own name (a **signature**): who authorised it, in what capacity, named in public or unlisted, and perhaps withdrawn. A
**delivery** is the batch of signatures that went to the addressee at one time; those that come later are added after it. An
organisation may have **pre-approved** that it signs letters on certain topics. The third way of speaking, endorsing the call,
stands on the floor below. It does not hold how a text is drafted and decided.
"""
