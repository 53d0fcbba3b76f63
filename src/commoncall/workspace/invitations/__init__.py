"""Inviting people, in three steps: who, with what words, and a look at it all before it goes out."""
