"""Fibres: finite up to scaling, counted by packings."""
