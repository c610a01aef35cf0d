# English. One paragraph a command; its attributes describe the options. Whatever is in braces comes from the program.
