"""Exact arithmetic: numbers, binary forms and their roots. The only part of lcnsym that touches FLINT."""
