"""The function space: membership, filling, dimension, boundary and interior."""
