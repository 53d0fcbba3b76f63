"""Texts that many write together: begun, worded, amended, treated, merged, locked, compared and handed out."""
