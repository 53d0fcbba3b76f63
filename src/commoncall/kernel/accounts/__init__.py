"""People who sign in: one account on the installation, its addresses, sessions, passkeys and second factor.

An account holds nothing of any coalition. What its person is and may do somewhere is told by ``parties``.
"""
