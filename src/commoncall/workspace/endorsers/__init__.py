"""Those who endorse from outside: the list, entering who did it on paper, and taking out what is not genuine."""
