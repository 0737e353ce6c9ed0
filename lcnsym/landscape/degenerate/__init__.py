"""Critical points with a singular Hessian: what the terms of higher order decide."""
