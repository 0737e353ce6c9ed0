"""Exact questions over many cases, their answers kept in a file."""
