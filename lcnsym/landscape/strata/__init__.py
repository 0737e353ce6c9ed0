"""Critical filters on the strata of root multiplicities, proved."""
