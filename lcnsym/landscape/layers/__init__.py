"""Critical layers: the factorizations of critical filters, their Hessians, their natures."""
