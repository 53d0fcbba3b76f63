"""What people may do with decisions: with the ladder of rules, and with what is decided by them."""
