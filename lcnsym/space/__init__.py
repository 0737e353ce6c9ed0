"""The function space of a linear convolutional network: root patterns, membership, position, filling."""
