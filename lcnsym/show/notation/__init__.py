"""Values in the notation of mathematics and of other programs."""
