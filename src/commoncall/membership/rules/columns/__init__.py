"""What the columns of somebody's spreadsheet mean: guessed from headings and content, corrected by people, remembered."""
