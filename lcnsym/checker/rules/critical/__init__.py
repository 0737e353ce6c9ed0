"""Rules about critical points; nothing here is loaded for other claims."""
