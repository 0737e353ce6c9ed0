"""Experiments: what numerical methods end at, named by exact computation."""
