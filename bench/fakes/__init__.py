"""Chat servers on loopback that real chat libraries connect to: for figures and for tests that kill the bot."""
