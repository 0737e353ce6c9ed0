"""The fibres of the composition map: packings of the real factors of a filter into the layers."""
