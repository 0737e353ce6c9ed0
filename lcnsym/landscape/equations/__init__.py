"""The equations of critical filters on strata, as exact values, in balls and in floating point."""
