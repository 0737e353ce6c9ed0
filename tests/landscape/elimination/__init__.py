"""Tests of elimination."""
