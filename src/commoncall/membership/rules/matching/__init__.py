"""Tell whether two organisations are one: across spellings, acronyms and countries, without a threshold alone."""
