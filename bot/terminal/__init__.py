"""The terminal: several named people in one room, on one keyboard or in one script."""
