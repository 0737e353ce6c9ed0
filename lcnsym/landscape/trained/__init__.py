"""Trained networks: where their filters lie, and where their training ended among the critical points."""
