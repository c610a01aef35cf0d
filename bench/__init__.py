"""Measured figures. Absolute times depend on the machine; the ratios are of one run."""
