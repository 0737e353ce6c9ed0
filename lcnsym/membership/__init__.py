"""Membership in the function space of a linear convolutional network: root patterns, verdicts, filling."""
