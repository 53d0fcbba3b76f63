"""The states and territories of the world: what they are called, where they lie, and how people write them.

The words: a **state** may join treaties (the members of the United Nations, its two observer states, the Cook Islands and
Niue). A **territory** cannot, yet organisations work in it. Names come in three forms: **short** as the United Nations
writes it, **plain** as people say it, **formal** as a letter to its government says it. To **recognise** is to tell which
country a written word means, or to ask.

The facts stand in ``data/`` (see the README there); the table ``countries_country`` repeats those that other tables point
to, and ``actions.load`` brings it up to date after every migration. Everybody may see every country, so that there are no
permissions here. An organisation that works in no one country has none: that is for those who keep organisations to say.
"""
