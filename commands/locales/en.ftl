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

## Picture shapes and models
problem-bad-ratio = I cannot draw in the shape "{ $given }". Try 1:1, 3:2, 9:16 or a name such as square, portrait or landscape; the longer side may be at most three times the shorter.
problem-unknown-model = I know no model called "{ $name }". Did you mean "{ $nearest }"? `/models` shows them all.
problem-ratio-not-offered = { $title } does not draw { $ratio }. It can do: { $offered }.
model-replaced = { $asked } is no longer available, so { $title } draws this one. { $reason }
auto-only = It is the only model that is set up here.
auto-best = It is the best model set up here that your units can pay for.
auto-affordable = It is the best model that your units of today still pay for.
auto-cheapest = It is the cheapest model set up here.
