"""The views of values, one file a topic; nothing else makes text about results for people."""
