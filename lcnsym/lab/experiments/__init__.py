"""Gradient descent in floating point for many targets and starts, its ends named by exact critical points."""
