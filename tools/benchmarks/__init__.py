"""What `make bench` measures, one module for each story, each beside the bare floor of the same server and database."""
