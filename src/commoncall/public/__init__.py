"""The face for anyone: a coalition's public page, signing in, and the first coordinator's link."""
