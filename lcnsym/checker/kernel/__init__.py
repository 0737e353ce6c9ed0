"""What every rule rests on: reading, exact arithmetic, and the meter of what it costs."""
