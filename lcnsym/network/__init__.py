"""Linear convolutional networks: architectures, filters, convolutional matrices and their composition."""
