"""Endorsing from outside, without an account: a form, a link in a mail, and a page where one corrects or withdraws."""
