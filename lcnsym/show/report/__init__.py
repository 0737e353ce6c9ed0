"""The report: one page of HTML about an architecture, one file a part."""
