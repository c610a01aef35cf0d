"""The backdrops: one painter for each place, from the sky down to the ground that things stand on."""
