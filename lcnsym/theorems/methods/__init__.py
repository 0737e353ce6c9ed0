"""How checks of theorems find the other side: by definitions and by searches, independently of what they check."""
