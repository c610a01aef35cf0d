"""Telegram: private chats, groups and topics, with inline keyboards."""
