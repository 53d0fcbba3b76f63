"""How organisations come to belong: what a coalition arranges for it, what applicants fill in, and each stage until the decision."""
