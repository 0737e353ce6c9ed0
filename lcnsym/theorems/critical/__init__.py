"""Critical points of the square loss."""
