"""FACES: the places where people talk; they translate and decide nothing."""
