"""Real solutions with at most two unknowns, by elimination in exact arithmetic: multiple ones and curves too."""
