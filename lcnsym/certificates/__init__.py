"""The producing side of certificates: claims, their evidence, and the canonical document."""
