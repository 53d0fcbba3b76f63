"""How text becomes words to be found by, what is asked, and what is shown of what was found."""
