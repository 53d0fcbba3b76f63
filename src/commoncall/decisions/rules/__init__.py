"""What holds for decisions, without a database: rules as data, counting, sentences, clocks of working days, sealing."""
