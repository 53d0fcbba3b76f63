"""What a coalition says in public: its statements and letters, on its site and beside it."""
