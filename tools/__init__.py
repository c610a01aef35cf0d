"""Programs for those who develop Pincel; nothing here is needed to run it."""
