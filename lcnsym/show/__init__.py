"""How results look on a terminal: cards, tables, short numbers and colour."""
