"""Mail waiting to leave: everything that is written to anyone goes through here, and can be read here by right.

Before a mail server is set up, messages wait; nothing is lost and nothing fails. A **silenced** address has asked not to be
written to by a coalition; nothing but what its owner asks for (such as a sign-in code) is then sent to it.
"""
