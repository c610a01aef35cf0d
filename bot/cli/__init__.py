"""The commands of `pincel` itself: one file each, loaded when it is asked for."""
