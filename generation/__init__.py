"""CRAFT: how a picture comes to be."""
