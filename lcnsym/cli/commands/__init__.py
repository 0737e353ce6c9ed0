"""The commands, one small file each: options, one question, one view."""
