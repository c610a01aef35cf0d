"""Chats and image services on loopback, to which the real clients connect: for figures and for tests that kill the bot."""
