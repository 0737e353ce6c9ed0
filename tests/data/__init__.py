"""Data of real networks, and the scripts that made it."""
