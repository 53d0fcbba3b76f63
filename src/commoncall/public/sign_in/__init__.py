"""Signing in and out, showing a second factor, and choosing a language before anybody is known."""
