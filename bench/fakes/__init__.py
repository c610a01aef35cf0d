"""Servers on loopback, of chats and of image services, that the real clients connect to: for figures and for tests that kill the bot."""
