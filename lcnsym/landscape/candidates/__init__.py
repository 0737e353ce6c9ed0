"""Where critical filters may be: candidates that prove nothing."""
