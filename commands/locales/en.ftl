# English. One paragraph a command; its attributes describe the options. Whatever is in braces comes from the program.

# --- The core: what may happen with any command
error = Something broke on our side, not yours. Nothing you made is lost. If it happens again, tell a moderator this code: `{ $reference }`
problem-unknown-command = I do not know /{ $given }. { $nearest ->
    [none] Type /help to see all I can do.
   *[other] Did you mean /{ $nearest }?
}
problem-unknown-option = /{ $command } has no option “{ $given }”. { $nearest ->
    [none] Type /help { $command } to see its options.
   *[other] Did you mean `--{ $nearest }`?
}
problem-option-needs-value = Please write something after `--{ $option }`.
problem-option-missing = /{ $command } needs “{ $option }”. Type /help { $command } for an example.
problem-option-needs-file = Please attach a picture for “{ $option }”.
problem-too-many-words = /{ $command } does not know what to do with “{ $given }”. Type /help { $command } for an example.
problem-not-a-number = “{ $option }” must be a number, and “{ $given }” is none.
problem-not-yes-or-no = “{ $option }” must be yes or no, not “{ $given }”.
problem-out-of-range = “{ $option }” must be from { $low } to { $high }; “{ $given }” is not.
problem-unknown-choice = “{ $given }” is not a choice for “{ $option }”. Choose one of: { $choices }.
problem-button-broken = This button does not work any more. Please type the command instead; /help lists them.
problem-banned = You can not use this bot until { $until }. If you think this is a mistake, ask a moderator.
problem-too-fast = That was very quick! Please wait { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
} and try again.
problem-moderators-only = Only the moderators of this room may use /{ $command }.
