"""Larger strides."""
