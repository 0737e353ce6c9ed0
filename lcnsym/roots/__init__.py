"""The roots of forms: how many, where, with which multiplicities; and forms made of some of them."""
