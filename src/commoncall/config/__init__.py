"""Where everything is named once: settings, addresses, and the application that the server runs."""
