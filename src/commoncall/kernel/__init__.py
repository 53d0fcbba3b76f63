"""What every floor points to and none owns: parties, accounts, countries, history, asks, files and the outbox."""
