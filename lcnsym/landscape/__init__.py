"""The square loss on function spaces and on parameters: critical points, their completeness and their nature."""
