"""How the landscape of the square loss changes along families of targets and of Gram matrices."""
