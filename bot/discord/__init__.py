"""Discord: slash commands, buttons, forms and reactions of servers, threads and private chats."""
