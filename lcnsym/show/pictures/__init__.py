"""Pictures by matplotlib, one file a family, the same bytes every time."""
