"""The guard, the metaprompt and the picture check."""
