"""Exact arithmetic: numbers, number fields, forms in one and in several pairs of variables, polynomials, matrices."""
