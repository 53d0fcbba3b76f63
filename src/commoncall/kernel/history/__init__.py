"""The book of what was done, by whom, for whom and when; one chain of entries for each coalition.

The words: an **entry** tells one deed. Its **facts** are chained for ever; its **particulars** (names, free text) stand
beside the chain, which holds only a salted commitment to them, so that they can be shredded. The **sealer** chains entries
in order, within seconds. A **seal** is the hash of the chain so far: who holds an old one can prove that nothing before it
was altered. This is the only history there is.
"""
