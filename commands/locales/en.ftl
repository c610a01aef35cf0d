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
problem-number-too-large = “{ $given }” is too large a number for “{ $option }”.
problem-unknown-choice = “{ $given }” is not a choice for “{ $option }”. Choose one of: { $choices }.
problem-button-broken = This button does not work any more. Please type the command instead; /help lists them.
problem-banned = You cannot use this bot until { $until } (in { $unit ->
    [hours] { $count } hours
    [days] { $count } days
   *[minutes] { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
}). If you think this is a mistake, ask a moderator.
problem-too-fast = That was very quick! Please wait { $seconds ->
    [one] 1 second
   *[other] { $seconds } seconds
} before you send this again.
problem-moderators-only = Only the moderators of this room may use /{ $command }.

## Picture shapes and models
problem-bad-ratio = I cannot draw in the shape “{ $given }”. Try 1:1, 3:2, 9:16 or a name such as square, portrait or landscape; the longer side may be at most three times the shorter.
problem-unknown-model = I know no model called “{ $name }”.{ $nearest ->
    [none] { "" }
   *[other] { " " }Did you mean “{ $nearest }”?
} `/models` shows them all.
problem-model-needs-picture = { $title } works on a picture of yours, and none came along. Give it { $what ->
    [character-reference] one of the character (option “character”)
    [mask] one with a mask
   *[init-image] one to begin with (option “picture”)
}. /models shows who paints from words alone.
problem-model-needs-key = { $title } needs a key that this bot does not have; whoever runs it can set one up. { $nearest } paints here: name it, or leave the model to me.
problem-ratio-not-offered = { $title } does not draw { $ratio }. It can do: { $offered }.
model-replaced = { $asked } is no longer available, so { $title } draws this one. { $reason }
auto-only = It is the only model that is set up here.
auto-photo = Auto chose { $title }: good at photos.
auto-text = Auto chose { $title }: good at words in the picture.
auto-graphic = Auto chose { $title }: good at graphic design.
auto-character = Auto chose { $title }: good at film scenes and characters.
auto-complex = Auto chose { $title }: good at scenes with many details.
auto-quick = Auto chose { $title }: quick, to try things out.
auto-precise = Auto chose { $title }: good at fine, exact lines.
auto-general = Auto chose { $title }: good at almost everything.
auto-near = Auto chose { $title }: of those that paint here it comes nearest.
auto-best = Auto chose { $title }: the best that paints here.
auto-able = Auto chose { $title }: nobody else here can do what you ask.
auto-resting = Auto chose { $title }: one that suits better has trouble right now.
auto-affordable = Auto chose { $title }: what suits better costs more units than you have left today.
auto-cheapest = Auto chose { $title }: the cheapest one here.

# --- Making pictures
language-name = English
cmd-imagine = Draw pictures from your words
    .prompt = What to draw, in your own words
    .model = Which painter; auto picks one
    .ratio = Shape of the picture: 1:1, 3:2, square, portrait, story, tiktok, instagram, youtube, link …
    .count = How many variants
    .seed = A number that brings the same picture back
    .variety = 0 always gives the same picture, 1 is free
    .style = How it is painted
    .negative = What must not appear, for models that can leave it out
    .picture = A picture to go by: a file, or the number of an earlier one (12.3)
    .picture2 = Another picture to go by
    .picture3 = Another picture to go by
    .picture4 = Another picture to go by
    .earlier = Earlier pictures to go by, by number: 12.3 is the third of set 12
    .earlier_as = What they are for: to go by, for their style, or somebody who shall be in it
    .style_picture = A picture whose style to paint in: a file, or the number of an earlier one
    .style_strength = How much the style picture counts, in percent
    .character = A picture of somebody who shall be in it
    .quality = How finely to work: finer is slower and dearer
    .resolution = How large: 1K, 2K, 4K, as the model offers
    .creativity = How freely to read your words
    .raw = As plain as the model paints, without its own polish
    .example = /imagine a red fox under a cherry tree --ratio 3:2 --count 2
imagine-accepted = 🎨 Painting “{ $prompt }” with { $model } · { $ahead ->
    [0] your turn now
    [one] one ahead of you
   *[other] { $ahead } ahead of you
} · { $soon ->
    [yes] a few seconds
   *[no] about { $seconds } s
} · { $units ->
    [one] 1 unit
   *[other] { $units } units
}
result-title = **“{ $prompt }”** · by { $name }
result-facts = { $model } · seed { $seed } · { $ratio } · { $units ->
    [one] 1 unit
   *[other] { $units } units
} · { $seconds } s · #{ $number }
result-missing = I could not draw: { $words }
result-vote-open = 🗳 Which one do you like best? Vote for 1 to { $choices }. { $hidden ->
    [yes] The count stays secret until the vote closes.
   *[no] You can change your vote until it closes.
}
result-vote-closed = 🏁 The vote is closed. { $winner ->
    [0] Nobody voted.
   *[other] Picture { $winner } won.
}
result-failed = 😕 “{ $prompt }” could not be painted. { $reason } It cost you nothing.
result-reference = { $reason } (code { $reference })
button-retry = Again
button-reuse = Change
button-favourite = Favourite
button-download = Zip
button-close-vote = Close the vote
button-older = Older
button-next-part = Next part
button-export = Save my data first
button-forget = Yes, delete everything
problem-too-many-pictures = { $model } makes at most { $limit } pictures at once, not { $given }.
problem-painting-failed = The painter did not answer. Please try again in a moment.
problem-picture-refused = The finished picture did not pass the safety check, so nobody sees it. Please try other words.
problem-generation-gone = These pictures have been deleted.
problem-no-pictures-yet = There are no finished pictures in this room yet. Start with /imagine.
problem-no-such-pictures = I find no pictures #{ $number } here.
problem-pictures-not-ready = These pictures are still being painted. One moment, please.

# --- Voting
cmd-vote = Vote for the variant you like best
    .variant = Number of the picture
    .generation = Number of the set (#12); the newest when left out
    .example = /vote 2
vote-counted = ✅ You voted for picture { $variant } of #{ $number } (“{ $prompt }”). { $hidden ->
    [yes] The count is secret until the vote closes; you can change your mind.
   *[no] You can change your mind until the vote closes.
}
vote-moved = 🔄 Your vote moved to picture { $variant } of #{ $number } (“{ $prompt }”).
problem-own-vote = It is your own wish, so the others choose. Your vote would not count.
problem-vote-closed = This vote is closed already. /results shows who won.
problem-nothing-to-vote = There is only one picture here, nothing to choose from.
problem-no-vote-in-private = In a private chat there is no vote: nobody else is here. With /publish in a room you show these pictures to others.
problem-no-such-variant = There is no picture { $given } here; { $choices ->
    [1] it is only one.
   *[other] choose 1 to { $choices }.
}
cmd-results = Show how a vote stands, or close it
    .generation = Number of the set (#12); the newest when left out
    .close = End the vote now (author or moderator)
    .example = /results --close
results-hidden = 🤫 The vote on #{ $number } is still open and its count is secret.
results-so-far = 🗳 The vote on #{ $number } so far:
results-winner = 🏆 **Picture { $variant } wins** with { $votes ->
    [one] one vote
   *[other] { $votes } votes
}! A wish by { $name }.
results-line = { $variant }: { $bar }{ $votes }
results-tie = Pictures { $tied } had the same number of votes; { $variant } got there first.
results-no-votes = 🏁 The vote on #{ $number } closed without any vote.
problem-not-yours-to-close = Only the person who made the wish or a moderator can close this vote.

# --- My pictures
cmd-retry = Paint the same wish again, differently
    .generation = Number of the set (#12); the newest when left out
    .example = /retry
cmd-finish = Have a draft painted again by a finer model
    .generation = Number of the set (#12); the newest when left out
    .variant = Which picture of it; the winner of the vote when left out
    .model = By whom; the finest here when left out
    .example = /finish 12 2
button-finish = Finish with { $model }
problem-finish-which = Which picture of #{ $number } shall it be? Close the vote, or name one: `/finish { $number } 2`.
problem-nothing-finer = Nobody here paints finer than that. `/models` shows who could with a key.
cmd-cancel = Let go of a wish that is still being painted
    .generation = Number of the wish; your newest when left out
    .example = /cancel
cancel-done = ✖️ “{ $prompt }” is cancelled. It cost you nothing.
result-cancelled = ✖️ “{ $prompt }” was cancelled.
button-cancel = Cancel
problem-nothing-to-cancel = Nothing of yours is being painted just now.
problem-cancelled = It was cancelled.
cmd-reuse = Get the command that made a picture, to change it
    .generation = Number of the set (#12); the newest when left out
    .example = /reuse 12
reuse-line = ✏️ Copy this, change what you like, and send it:
cmd-details = Show how a picture set was made: prompt, painter, seed, units, who and when
    .generation = Number of the set (#12); the newest when left out
    .example = /details 12
details-title = 🔎 **#{ $number }** “{ $prompt }”
details-asked = 👤 Asked by { $name }, { $time }
details-painted = 🖌 { $model }: { $pictures ->
    [one] 1 picture
   *[other] { $pictures } pictures
} in { $seconds } s, { $units ->
    [one] 1 unit
   *[other] { $units } units
}
details-settings = 🎲 Seed { $seed } · ratio { $ratio } · variety { $variety }{ $style ->
    [none] {""}
   *[other] {" "}· style: { $style }
}
details-parent = 🔁 Made again from #{ $number }
details-instructions = 🛡 House instructions, edition `{ $id }`
cmd-report = Report pictures that should not be here; several reports hide them
    .reason = What is wrong with them
    .generation = Number of the set (#12); the newest when left out
    .clear = You have looked, and they may be seen again (moderators)
    .game = The picture of the game that runs here, or of the last one
    .example = /report scary 12
report-thanks = 🚩 Thank you. { $hidden ->
    [yes] The pictures (#{ $number }) are hidden now, until a moderator has looked.
   *[no] I have kept it (#{ $number }). When more people report these pictures, they are hidden until a moderator has looked.
} Nobody learns that it was you.
report-hidden = { $why ->
    [nobody] 🙈 The pictures (#{ $number }) are painted, and I am not sure about them, so they stay hidden: of a private chat only whoever runs this bot could look at them, and nobody is named for that (PINCEL_OWNERS). Please try other words.
    [refused] 🙈 A moderator has looked at the pictures (#{ $number }) and decided not to show them here.
    [doubtful] 🙈 The pictures (#{ $number }) are painted. I am not sure that they are for everybody here, so a moderator looks at them first.
    [approval] 🙈 The pictures (#{ $number }) are painted. Here a moderator looks at every picture first; then you see them in this place.
   *[reported] 🚩 These pictures (#{ $number }) were reported and are hidden until a moderator has looked.
}
report-alt = A grey area: the pictures are hidden until a moderator has looked.
report-button-clear = Show them again (moderators)
report-cleared = 👁 The pictures (#{ $number }) are seen again. Those who reported them cannot hide them a second time.
problem-hidden-until-checked = { $why ->
    [nobody] I am not sure about these pictures, so they stay hidden: of a private chat only whoever runs this bot could look at them, and nobody is named for that (PINCEL_OWNERS).
    [refused] A moderator has looked at these pictures and decided against showing them.
    [doubtful] A moderator looks at these pictures first. Until then nobody else can see or use them.
    [approval] Here a moderator looks at every picture first. Until then nobody else can see or use these.
   *[reported] These pictures were reported and are hidden until a moderator has looked.
}
problem-not-yours-to-clear = Only a moderator can show reported pictures again.
cmd-favourite = Add a picture to your favourites, or remove it
    .variant = Number of the picture
    .generation = Number of the set (#12); the newest when left out
    .example = /favourite 3
favourite-which = ♥ Which one?
favourite-on = ♥ Picture { $variant } of #{ $number } is now among your favourites.
favourite-off = Picture { $variant } of #{ $number } is no longer among your favourites.
cmd-gallery = Browse your pictures and favourites
    .show = Your own pictures or your favourites
    .before = Where the page begins
    .example = /gallery favourites
gallery-title = { $show ->
    [favourites] ♥ Your favourites
   *[other] 🖼 Your pictures
}
gallery-row = #{ $number }{ $variant ->
    [0] { "" }
   *[other] { " " }picture { $variant }
} · { $day } · “{ $prompt }”{ $status ->
    [done] { "" }
    [failed] { " " }· not painted
   *[other] { " " }· being painted
}
gallery-empty = { $show ->
    [favourites] You have no favourites yet. Use /favourite under a picture you like.
   *[other] You have no pictures yet. Try /imagine a cat on the moon.
}
cmd-download = Get all pictures of a set with their recipe, as a zip
    .generation = Number of the set (#12); the newest when left out
    .example = /download 12
download-ready = 📦 { $pictures ->
    [one] One picture
   *[other] { $pictures } pictures
} with the recipe.

# --- The house
cmd-models = See the painters: strengths, speed, quality and price
    .model = One model, to read all about it
    .page = Which page of the list
    .example = /models
models-title = **Painters** · ⚡ speed · ◆ quality · units a picture · seconds
models-line = { $group ->
    [retired] { $title } → { $heirs }
    [key] { $title } · { $speed } { $quality } · { $units }{ $retiring ->
        [none] { "" }
       *[other] { " " }· ⏳ { $retiring }
    }
   *[usable] **{ $title }** · { $speed } { $quality } · { $units } · { $seconds } s{ $retiring ->
        [none] { "" }
       *[other] { " " }· ⏳ { $retiring }
    }
        { $strength } (`{ $id }`)
}
ratio-name = { $name ->
    [link] link preview
   *[other] { $name }
}
models-choice = { $group ->
    [retired] { $title } → { $successor }
    [key] 🔑 { $title }
   *[usable] { $title } · { $speed } { $quality } · { $units ->
        [one] 1 unit
       *[other] { $units } units
    }
}
models-heir = { $here ->
    [none] { $heir }
    [same] 🔑 { $heir }
   *[other] 🔑 { $heir } ({ $here })
}
models-group = { $group ->
    [retired] **Gone**, each with who follows it{ $here ->
        [none] :
        [several] . Where that one needs a key (🔑), who paints here until then:
       *[other] . Where that one needs a key (🔑), { $here } paints here until then:
    }
    [key] **With a key** ({ $count }; units a picture). Whoever runs this bot puts it into its settings; `pincel doctor` then says whether it works.
   *[usable] **Painting here** ({ $count })
}
models-card = { $group ->
    [retired] 💤 **{ $title }** (`{ $id }`)
    [key] 🔑 **{ $title }** (`{ $id }`)
   *[usable] **{ $title }** (`{ $id }`)
}
    { $strength }
    { $speed } { $quality } · { $units ->
        [0] no longer for sale
        [one] 1 unit a picture
       *[other] { $units } units a picture
    } · about { $seconds } s · { $images ->
        [one] 1 picture
       *[other] up to { $images } pictures
    } at a time · up to { $longest } px
    Takes: { $takes ->
        [none] words only
       *[other] { $takes }
    }
models-card-end = { $group ->
    [retired] { $reason } { $here ->
        [none] { $heir } paints in its place.
       *[other] { $heir } follows it, which needs a key; until then { $here } paints here.
    }
    [key] It paints here as soon as whoever runs this bot sets up { $service }.{ $retiring ->
        [none] { "" }
       *[other] { " " }It stops on { $retiring }.
    }
   *[usable] { $retiring ->
        [none] `/imagine` with the model `{ $id }` uses it.
       *[other] It stops on { $retiring }. { $reason }
    }
}
models-choices = { $what ->
    [ratio] Shapes
    [resolution] Resolution
    [quality] Quality
   *[creativity] Creativity
}: { $choices }
models-takes-most = { $takes } (up to { $most })
models-takes-price = { $takes } ({ $units ->
    [one] 1 unit
   *[other] { $units } units
})
models-service = { $provider ->
    [krea] **Krea** (`PINCEL_KREA_KEY`)
    [openai] **OpenAI** (`PINCEL_OPENAI_KEY`)
    [azure] **Azure OpenAI** (`PINCEL_AZURE_API` and `PINCEL_AZURE_KEY`)
    [server] **a server like OpenAI’s** (`PINCEL_SERVER_API`)
    [bfl] **Black Forest Labs** (`PINCEL_BFL_KEY`)
    [gemini] **Google Gemini** (`PINCEL_GEMINI_KEY`)
    [fal] **fal** (`PINCEL_FAL_KEY`)
    [replicate] **Replicate** (`PINCEL_REPLICATE_KEY`)
    [sdapi] **AUTOMATIC1111, Forge or sd.cpp** (`PINCEL_SDAPI_API`)
    [horde] **AI Horde** (`PINCEL_HORDE_KEY`)
    [local] **a model on its own computer** (`PINCEL_LOCAL_MODEL`)
   *[other] **{ $provider }**
}
models-takes = { $what ->
    [ratio] picture shape
    [image-prompt] pictures to go by
    [init-image] picture to change
    [style-reference] style picture
    [image-styles-lora] trained styles (not from here yet)
    [character-reference] character pictures
    [mask] mask
    [speaks] words about attached pictures (their style, their people)
    [presets] presets
    [raw] raw
    [creativity] creativity
    [quality] quality
    [seed] seed
   *[negative] what must not appear
}
models-auto = `auto` picks the one that suits your words and your units, and says why.
models-one = `/models flux` tells all about one of them.
models-more = { $group ->
    [key] With a key ({ $count })
    [retired] Gone ({ $count })
   *[none] More
}
cmd-language = Choose the language I speak to you
    .to = en, es, zh … or auto
    .example = /language es
language-which = 🌍 Which language shall I speak to you?
language-set = 👍 I will speak English to you from now on.
language-follows = 👍 I will follow the language of the room and of your app again.
problem-unknown-language = I do not speak “{ $given }” yet. Choose one of: { $choices }.
cmd-settings = Set up this room (moderators)
    .audience = Who the pictures are for
    .model = Painter when nobody names one; auto picks
    .units = Units each person may spend a day
    .painting = Paint with all models, only with free ones, or not at all
    .room_units = Units everybody together may spend a day; 0: no limit
    .money = Dollars a month for paid models here; 0: only free ones
    .language = Language of the room, or auto
    .ballots = Show the count while people vote, or hide it
    .vote_minutes = Minutes until a vote closes
    .challenge_minutes = Minutes until a challenge closes
    .tries = Guesses each person has in a challenge
    .vote_with = What people vote with, where the chat has both
    .results_as = One numbered sheet, or single pictures
    .approval = A moderator approves each picture before others see it
    .log = The room where cases are told: say “here” there first; off for none
    .reports = How many reports hide a picture
    .retention = Days for which refused words are kept
    .example = /settings --audience children --units 100
settings-shown = ⚙️ This room:
settings-changed = ⚙️ Done. In this room now:
settings-audience = Audience: { $value ->
    [children] children
    [teens] teenagers
   *[adults] adults (safe for work)
}
settings-model = Painter: { $value }
settings-units = Units per person and day: { $value } (one picture by { $model } costs { $price ->
    [one] 1 unit
   *[other] { $price } units
}; new ones at midnight UTC)
settings-language = Language: { $value }
settings-ballots = Vote count: { $value ->
    [hidden] hidden until the vote closes
   *[visible] visible
}
settings-vote-minutes = A vote closes after { $value } min
settings-challenge-minutes = A challenge closes after { $value } min
settings-tries = Guesses per person: { $value }
settings-vote-with = Votes are cast with { $value ->
    [buttons] buttons
   *[reactions] reactions or a poll, where the chat has them
}
settings-results-as = Results: { $value ->
    [gallery] single pictures side by side, where the chat can
   *[sheet] one numbered sheet
}
problem-budget-spent = { $title } needs { $units ->
    [one] 1 unit
   *[other] { $units } units
} for this, and you have { $left } left for today in this room. Tomorrow (UTC) you have new ones.{ $left ->
    [0] { "" }
   *[other] { " " }A single picture (`--count 1`) or a cheaper model (`/models`) may do until then.
}
cmd-help = What I can do, and how
    .command = The command you want to know more about
    .example = /help imagine
help-title = 🎨 **I am Pincel. We make pictures together.** Try: `/imagine a dog next to the Eiffel Tower at dawn`
help-line = **/{ $command }** – { $description }
help-more = All about one of them, with an example: `/help imagine`
help-option = `--{ $option }` { $description }
help-choices = { $description } ({ $choices })
help-range = { $description } ({ $low } to { $high })
help-required = { $description } – needed
help-example = For example: `{ $example }`
cmd-export = Get everything I know about you, as a zip
    .part = Which part, when it is large
    .example = /export
export-ready = 📦 This is everything I know about you{ $parts ->
    [one] .
   *[other] , part { $part } of { $parts }.
}
cmd-forget = Delete everything I know about you
    .confirm = yes deletes for good
    .example = /forget
forget-sure = 🗑 **Are you sure?** It cannot be undone.
    • **Deleted:** your pictures, votes, guesses, points and settings.
    • **Kept until midnight (UTC):** how many units you used today, without your name, so that nobody gets them twice.
forget-done = Done. I know nothing about you any more. You are always welcome back.

## Uploaded pictures and words for those who cannot see
problem-upload-too-large = That file is too large: a picture may have at most { $limit_mb } MB. Please send a smaller one.
problem-upload-not-a-picture = That is not a picture I can open. Please send a JPEG, PNG, WebP or GIF.
problem-upload-too-many-pixels = That picture has { $megapixels } megapixels, and I can take at most { $limit }. Please send a smaller one.
problem-upload-broken = That picture is damaged or incomplete, so I cannot open it. Please save it again or send another one.
alt-picture = { $count ->
    [1] A picture
   *[other] Picture { $variant } of { $count }
} for “{ $prompt }”{ $style ->
    [none] .
    [storybook] , like a storybook.
    [watercolour] , in watercolour.
    [pixel] , as pixel art.
    [neon] , in neon light.
    [pencil] , in pencil.
    [oil] , as an oil painting.
    [comic] , as a comic.
    [paper] , in cut paper.
    [ink] , in Chinese ink.
   *[other] , style: { $style }.
}{ $known ->
    [yes] {" "}It shows: { $seen }.
   *[no] {""}
}
alt-sheet = { $count } numbered pictures side by side for “{ $prompt }”{ $style ->
    [none] .
    [storybook] , like a storybook.
    [watercolour] , in watercolour.
    [pixel] , as pixel art.
    [neon] , in neon light.
    [pencil] , in pencil.
    [oil] , as an oil painting.
    [comic] , as a comic.
    [paper] , in cut paper.
    [ink] , in Chinese ink.
   *[other] , style: { $style }.
}{ $known ->
    [yes] {" "}They show: { $seen }.
   *[no] {""}
}
alt-challenge = The picture of the guessing game. What it shows is for you to find out.

# --- The terminal
terminal-only-to = only to { $name }
terminal-ballot = type `1` to `{ $choices }`
terminal-hello = **Hello, { $name }!** This is a room for everybody at this keyboard. Try: `/imagine a red fox in the snow`
    `as bob: vote 2` lets Bob act once, `as bob` makes him the one who types. `a1` presses the button of that name, `/help` shows the rest, `exit` leaves.
problem-terminal-name = “{ $given }” cannot be a name here. Take one to 32 letters, without a colon.
problem-terminal-no-buttons = There is no button to press yet. Start with /imagine and your wish.
problem-terminal-no-such-button = There is no button “{ $given }” here; the newest are { $known }.
problem-out-folder = I cannot save files in { $path } ({ $reason }). Choose another folder with --out or PINCEL_OUT, or free some space.

# --- The command line
cli-about = Pincel: a chat bot for making pictures together.
cli-usage = Usage
cli-commands = Commands
cli-arguments = What you give
cli-options = Options
cli-more = More about one of them: { $pincel } imagine --help
cli-help = show this help
cli-language = language of all that is said: { $choices }
cli-version = show the version
cli-failure = { $sentence } (code { $reference })
cli-interrupted = Stopped.
cli-run = Talk in every chat that is set up; with none, in this terminal
cli-chat = Make pictures and play in the terminal, alone or with others
    .name = who types first, and moderates; your user name when left out
    .moderator = somebody else who moderates too (may be given several times)
    .pictures = pictures as coloured blocks, as paths, or auto
    .out = folder for the pictures
cli-demo = See it all in a minute: pictures, a vote and a guessing game
    .out = folder for the pictures
    .pictures = pictures as coloured blocks, as paths, or auto
cli-imagine = Make pictures from words
    .prompt = what you would like to see
    .model = which model paints; auto picks the best one
    .ratio = shape, such as 3:2, square or story
    .count = how many pictures, 1 to 4
    .seed = a number; the same number gives the same pictures
    .variety = 0 for exactly reproducible, 1 for free
    .style = a style, such as watercolour or pixel
    .negative = what must not appear, for models that can leave it out
    .quality = how finely to work, such as low or high
    .resolution = how large, such as 1K or 2K
    .creativity = how freely to read the words
    .raw = yes for as plain as the model paints
    .picture = file of a picture to go by; may stand several times
    .style-picture = file of a picture whose style to paint in
    .style-strength = how much that style counts, 0 to 100
    .character = file of a picture of somebody who shall be in it
    .out = folder for the pictures
    .json = print one JSON object
cli-imagine-saved = { $model } · seed { $seed } · { $width } × { $height } · { $units ->
    [one] 1 unit
   *[other] { $units } units
} · { $seconds } s
cli-imagine-missing = I could not draw: { $words }
cli-review = Ask the guard what it thinks of a text
    .text = the text
    .file = a file with one text a line, or a .jsonl file with one object a line that has a `"text"`
    .audience = who it is for: children, teens or adults
    .json = print one JSON object a line
cli-review-verdict = { $verdict ->
    [allow] ✓ fine
    [review] ? a person should look
   *[block] ✗ blocked
}{ $rule ->
    [none] { "" }
   *[other] { " " }(`{ $rule }`)
} · { $text }
cli-score = Score a guess against a secret, 0 to 100 by meaning
    .secret = the prompt that was to be guessed
    .guess = the guess
    .file = a .jsonl file with one object a line that has a `"secret"` and a `"guess"`
    .json = print one JSON object a line
cli-score-result = { $points } of 100{ $hits ->
    [none] { "" }
   *[other] { " " }· named: { $hits }
}
cli-models = List the models that can paint
    .name = one model, to read all about it
    .json = print a JSON list
cli-models-column = { $what ->
    [title] model
    [speed] speed
    [quality] fine
    [images] pics
    [units] units
    [usd] $
    [seconds] sec
    [px] px
   *[takes] takes
}
problem-cli-models-unknown = I know no model called “{ $name }”.{ $nearest ->
    [none] { "" }
   *[other] { " " }Did you mean “{ $nearest }”?
} `{ $pincel } models` shows them all.
cli-models-takes = pics: pictures at a time; units and $: for one picture, at most; px: longer side at most; takes: { $marks }, ~ by words about attached pictures
cli-doctor = Check what is set up, and say what to do about what is wrong
cli-db = Care for the database
    .action = upgrade brings it to this version; backup makes a copy
cli-db-upgraded = The database in { $path } is ready (version { $version }).
cli-db-saved = Saved a copy: { $path }
problem-bad-setting = The setting { $name } cannot be “{ $given }”. It takes: { $allowed }.
problem-unreadable-env-file = I cannot read the settings in { $path }. It must be a text file in UTF-8, like .env.example.
problem-cli-unknown-command = I do not know “pincel { $given }”. { $nearest ->
    [none] `{ $pincel } --help` shows all I can do.
   *[other] Did you mean `{ $pincel } { $nearest }`?
}
problem-cli-unknown-option = “pincel { $command }” has no option “{ $given }”. { $nearest ->
    [none] `{ $pincel } { $command } --help` shows them.
   *[other] Did you mean `{ $nearest }`?
}
problem-cli-needs = Something is missing: { $option }. `{ $pincel } { $command } --help` shows how to write it.
problem-cli-too-much = I do not know what to do with “{ $given }”. `{ $pincel } { $command } --help` shows how to write it.
problem-unreadable-file = I cannot read { $path } ({ $reason }).
problem-broken-line = Line { $line } of { $path } is skipped: it must be a JSON object with { $fields } as texts.

# --- The doctor
doctor-python = Python { $version }
doctor-python-bad = Python { $version } is not supported. Set Pincel up with Python 3.11, 3.12 or 3.13.
doctor-packages = { $count } packages are installed as pinned
doctor-packages-bad = Missing or of another version: { $names }. Set Pincel up again (make demo does it).
doctor-data = The data folder { $path } is writable, { $free } GB are free
doctor-data-new = The data folder { $path } does not exist yet; the first start makes it. { $free } GB are free
doctor-data-full = Only { $free } GB are free for the data folder { $path }. Free some space, or set PINCEL_DATA to a folder elsewhere.
doctor-data-bad = The data folder { $path } cannot be written ({ $reason }). Give this user the right to, or set PINCEL_DATA.
doctor-database = The database has version { $version }, which is this program’s
doctor-database-new = There is no database yet; the first start makes it
doctor-database-old = The database has version { $version }, this program’s is { $wanted }. The next start upgrades it after a backup.
doctor-database-bad = The database cannot be used: { $reason }
doctor-encoder = The sentence encoder (guess scores, guard) works
doctor-check = The picture check works
doctor-sprites = The drawings of the sketch painter are readable: { $count }
doctor-broken = { $part } does not work ({ $reason }). Set Pincel up again (make demo does it).
doctor-faces = No chat is connected: Pincel talks in this terminal ({ $pincel } chat)
doctor-settings = The settings are understood
doctor-clock = The clock says { $time }
doctor-clock-bad = The clock says { $time }, which cannot be. Votes and challenges close by the clock: please set it.
doctor-clock-back = The clock says { $time }, yet the database was written at { $newest }. Please check the clock.
doctor-well = All is well.
doctor-ill = Please look at what is marked with ✗.

# --- Guess the prompt
cmd-challenge = Play “guess the prompt”: I paint a secret, you find out what it is
    .minutes = How many minutes the game lasts
    .prompt = Your own secret; only in a private chat with me, or the others would read it
    .tries = How many guesses each person has
    .picture = The number of a picture that I painted for your own secret
    .close = End the game now and reveal the secret (who opened it, its author or a moderator)
    .thread = In a thread of its own, where the chat has threads (Discord)
    .example = /challenge --minutes 15 --tries 3
challenge-painting = 🎭 I am painting a secret. It will hang here in a moment; then you can guess.
challenge-thread = Guess the prompt #{ $number }
challenge-painting-own = 🎭 I am painting your secret. Nobody but you sees it.
challenge-own-how = 🤫 Not here, or everybody reads your secret! Write to me in a private chat: `/challenge --prompt "your secret"`. I paint it there and give you a number; with that number you open the game here, and nobody knows what it is.
challenge-prepared = 🤫 Your secret **“{ $prompt }”** is painted, and only you have seen it. Now go to the room where the others are and type `/challenge --picture { $number }`. You cannot play along, but you can watch them guess.
challenge-prepared-missing = I could not paint: { $words }. Nobody can guess what is not to be seen, so you may want to try other words.
challenge-running = 🎭 A game is running here already. You can still guess for { $unit ->
    [hours] { $count } hours
    [days] { $count } days
   *[minutes] { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
} (until { $time }). Whoever opened it can end it: `/challenge --close yes`
challenge-title = 🎭 **What did I paint here?** Guess the secret words!
challenge-by = The secret is from { $name }.
challenge-rules = Type /guess and what you think it was, in your own words and in any language (at most { $limit } characters). You have { $tries ->
    [one] one try
   *[other] { $tries } tries
}, and only you see how near you are; at the end everybody reads your best guess. From your second try on, each one costs { $try_cost } points, and each /hint { $hint_cost }; your best guess counts.
challenge-closes = ⏳ The secret is revealed in { $unit ->
    [hours] { $count } hours
    [days] { $count } days
   *[minutes] { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
}, at { $time }.
challenge-over = 🏁 This game is over.
challenge-failed = 😕 This secret picture could not be painted, so there is no game this time. Please try again.
challenge-secret = 🏁 The secret was **“{ $secret }”**
challenge-winner = 🎉 { $found ->
    [yes] **{ $name }** wins
   *[no] Nobody found it, but **{ $name }** came nearest and wins
} with { $points ->
    [one] 1 point
   *[other] { $points } points
}!
challenge-nobody = { $players ->
    [0] Nobody guessed this time. The next one will be yours!
   *[other] Nobody came near this time. The next one will be yours!
}
challenge-line = { $place } { $name } { $bar } { $score } → { $points ->
    [one] 1 point
   *[other] { $points } points
} ({ $guesses ->
    [one] 1 guess
   *[other] { $guesses } guesses
}): “{ $text }”
challenge-more = … and { $count ->
    [one] one more
   *[other] { $count } more
}.
challenge-standings = 🏆 Standings of { $season }:
challenge-too-late = This game is over already, but there will be another one.
challenge-taken-back = The author of this secret has taken it back, so this game is over. There will be another one!
challenge-time-up = ⏳ Time is up! The secret is about to be revealed.
challenge-alt-solved = The picture of the guessing game. The secret was: { $secret }
challenge-button-guess = Guess
challenge-button-hint = Hint
challenge-button-top = Standings
challenge-button-again = New game
problem-challenge-running = A game is running here already. Type /guess and what you see.
problem-challenge-closed = This game has just ended, so this does not count any more. Start a new one with /challenge.
problem-challenge-not-ready = The secret picture is still being painted. One moment, please.
problem-no-challenge = No game is running here. Start one with /challenge!
problem-no-secret-picture = I know no secret picture #{ $number } of yours. Write to me in a private chat: `/challenge --prompt "your secret"`.
problem-not-yours-to-end = Only who opened it, the author of the secret or a moderator can end this game early.
problem-secret-played = This secret has been played already. Have me paint a new one in a private chat: `/challenge --prompt "your secret"`.
problem-deck-rests = I have painted { $limit } secrets in this room today and need a rest. Tomorrow I go on, and you can play a secret of your own any time.
problem-secret-too-long = A secret may have at most { $limit } characters, or nobody could guess it. Please make yours shorter.
problem-own-challenge = It is your own secret, so the others guess. You may enjoy watching!
problem-seen-challenge = You have seen this secret already, so the others guess this time.
cmd-guess = Guess the secret. Points: the score, less 4 for each earlier try and 10 for each hint
    .text = What you think the secret is, in your own words and any language (120 characters)
    .challenge = The code of the game, when it is not the one in this room
    .example = /guess a dog next to a tower in the morning
guess-score = { $symbol } **{ $score } of 100** { $bar } { $warmth ->
    [icy] Ice cold. Try something quite different!
    [cold] Cold, but there is something in it.
    [mild] You are getting warmer.
    [warm] Warm! You have a good part of it.
    [hot] Hot! Only a little is missing.
    [known] You have solved it before.
   *[solved] You solved it!
}
guess-hits = { $any ->
    [yes] ✅ Right so far: { $words }
   *[no] None of these words hits it yet.
}
guess-points = Worth { $points ->
    [one] 1 point
   *[other] { $points } points
}.{ $better ->
    [yes] {" "}Your best guess so far stays: { $best }.
   *[no] {""}
}
guess-left = { $left ->
    [0] That was your last try. The secret is revealed at { $time }.
    [one] You have one try left.
   *[other] You have { $left } tries left.
}
guess-solved = { $left ->
    [0] Lean back until the reveal, and please do not tell the others.
   *[other] You can stop here: lean back until the reveal, and please do not tell the others.
}
guess-public = 💬 { $name } has guessed.
guess-public-solved = 🎉 { $name } has solved it!
guess-how = 💬 Type what you see, for example `/guess a cat on a boat`. If others can read that here, write to me in a private chat: `/guess a cat on a boat --challenge { $code }`
guess-how-private = 💬 Type what you see, for example { $here ->
    [yes] `/guess a cat on a boat`
   *[no] `/guess a cat on a boat --challenge { $code }`
}
problem-guess-too-long = A guess may have at most { $limit } characters, and yours has { $given }. Say it in one short sentence.
problem-guess-empty = Please write what you think I painted, for example: /guess a cat on a boat
problem-guess-again-same = You guessed exactly that before, so it costs no try. Say it differently!
problem-no-tries-left = { $tries ->
    [one] You have used your one try
   *[other] You have used all your { $tries } tries
}. Look forward to the reveal!
cmd-hint = Get a hint, only for you. Each of the four costs 10 points of your later guesses
    .challenge = The code of the game, when it is not the one in this room
    .example = /hint
hint-line = 💡 { $number }. { $text }
hint-category = Category: { $category }
hint-words = { $script ->
    [han] It has { $words ->
        [one] one Chinese character
       *[other] { $words } Chinese characters
    }.
   *[letters] It has { $words ->
        [one] one word
       *[other] { $words } words
    }.
}
hint-things = { $things ->
    [one] There is one thing to find in it.
   *[other] There are { $things } things to find in it.
}
hint-words-and-things = { $script ->
    [han] It has { $words ->
        [one] one Chinese character
       *[other] { $words } Chinese characters
    }
   *[letters] It has { $words ->
        [one] one word
       *[other] { $words } words
    }
}, and { $things ->
    [one] one thing
   *[other] { $things } things
} to find in it.
hint-initials = Its first letters: { $letters }
hint-word = One word of it: **{ $word }**
hint-cost = Each guess from now on costs you { $cost } points more ({ $total } in all). { $left ->
    [0] That was the last hint.
    [one] There is one more hint.
   *[other] There are { $left } more hints.
}
hint-all = These are all four hints. Reading them again costs nothing.
hint-button-more = One more hint
problem-hint-solved = You have solved it already, so you need no more hints.
cmd-top = See who leads the guessing games in this room
    .season = The month, such as 2026-11; this month when left out
    .example = /top 2026-11
top-title = 🏆 **Guessing games in { $season }**
top-empty = { $current ->
    [yes] Nobody has finished a game this month. Start one with /challenge!
   *[no] There were no finished games here in { $season }.
}
top-line = { $place } **{ $name }** { $points ->
    [one] 1 point
   *[other] { $points } points
} · { $games ->
    [one] 1 game
   *[other] { $games } games
} · { $wins ->
    [one] 1 win
   *[other] { $wins } wins
} · best { $best }{ $streak ->
    [0] {""}
    [one] {""}
   *[other] {" "}· 🔥 { $streak } days in a row
}
top-short = { $place } { $name } · { $points ->
    [one] 1 point
   *[other] { $points } points
}
top-mine = { $rank ->
    [0] { $name }, you are not in this table yet. Join the next game!
   *[other] { $name }, you are number { $rank } of { $players }.
}
problem-bad-season = “{ $given }” is no season. A season is a month, such as { $example }.

# --- Storage: what may happen to records and pictures
problem-no-such-picture = There is no picture { $number } in this set. Choose one of the numbers under it.
problem-picture-gone = This picture is not there any more. /retry makes a new one.
problem-disk-full = The disk is full, so nothing was saved. Please ask whoever runs this bot to make room in { $path } and try again.
problem-data-folder = I cannot use my data in { $path } ({ $reason }). Please ask whoever runs this bot to check that the folder can be written, or to choose another.
problem-database-newer = The database { $path } was made by a newer version of Pincel (revision { $revision }), and I left it as it is. Please run the newer version, or use one of the copies in its backups folder.

# --- The demo
demo-wish = A wish becomes four pictures
    .lines =
        as Alice: /imagine a red fox in a snowy forest at night --seed 7
demo-vote = Everybody votes
    .lines =
        as Bob: vote 2
        as Carmen: vote 2
        as Li: 3
        as Bob: 3
        as Carmen: vote 3
        as Alice: /results --close
demo-more = Everybody in their own language
    .lines =
        as Carmen: /language es
        as Carmen: /imagine un faro junto al mar con gaviotas --cantidad 1 --forma 16:9 --semilla 5
        as Li: /language zh
        as Li: /imagine 月光下的猫和花 --数量 1 --风格 水彩 --种子 3
        as Bob: /imagine a rocket over the city at night --count 1 --style neon --ratio 9:16 --seed 4
        as Bob: d1
demo-game = Guess the prompt
    .lines =
        as Alice: /challenge --minutes 5
        as Bob: /guess a submarine in the desert
        as Bob: /hint
        as Bob: /guess some bears sitting around a fire at night
        as Carmen: /guess un par de osos al lado de una fogata bajo las estrellas
        as Li: /hint
        as Li: /guess 星空下，两只熊坐在篝火旁边
        as Alice: /challenge --close
        as Alice: /top
demo-end = That was Pincel. The pictures lie in { $out }. Now you: make run

# --- Safety: what the guard says about words
problem-prompt-empty = Please write what the picture should show, for example: a red fox reading under a tree.
problem-prompt-too-long = That is { $length } characters; at most { $limit } fit. Please shorten it.
problem-prompt-unreadable = Part of your text is damaged and cannot be read. Please type it again.
problem-refused = { $category ->
    [sexual] I do not draw anything sexual.
    [nudity] In my pictures everybody wears clothes.
    [violence] In this room I do not draw people or animals being hurt.
    [gore] In this room I do not draw blood, wounds or dead bodies.
    [self-harm] I am not drawing this, because how you are matters more. If you or a friend feel sad, very tired or hurt: I am a program, not a person, and nobody hears of this from me. So please tell a grown-up you trust today, for example at home or at school. If nobody is near, findahelpline.com lists free helplines in your country; in danger, call the emergency number.
    [drugs] In this room I do not draw drugs or smoking.
    [alcohol] In this room I do not draw alcohol.
    [hate] I do not draw anything that mocks or threatens people for who they are.
    [extremism] I do not draw terror, or the signs and heroes of hate.
    [weapons] In this room I do not draw guns, fights with knives or other dangerous weapons (not in pictures about history, either). The same without weapons is welcome.
    [profanity] In this room we do without swear words.
    [gambling] In this room I do not draw gambling.
    [scatology] In this room I leave toilet jokes out of the picture.
    [scary] This may give somebody bad dreams. A friendly ghost or a spooky house is welcome.
    [real-people] I do not draw real people in a way that could hurt them or that never happened.
    [minors] I do not draw this, in any room.
    [characters] This figure belongs to somebody. One that you invent yourself is welcome.
    [room] The people in charge of this room keep this out of its pictures.
    [private] Please do not share addresses, telephone numbers, e-mails, accounts or passwords of real people here: others can read them.
    [help] I am not drawing this, because what you write matters more. You have done nothing wrong. I am a program, not a person, and nobody hears of this from me. So please tell a grown-up you trust today, for example at home or at school. If nobody is near, findahelpline.com lists free helplines in your country; in danger, call the emergency number.
    [injection] Please only tell me what the picture should show; my rules stay as they are.
    [unavailable] I could not check your words just now, so I did not go on. Please try again in a moment.
   *[other] This does not fit the rules of this room.
} { $category ->
    [unavailable] {""}
    [help] You are not alone with this.
    [self-harm] You are not alone with this.
    [sexual] It cost you nothing. Try other words.
    [nudity] It cost you nothing. Try other words.
    [minors] It cost you nothing. Try other words.
    [extremism] It cost you nothing. Try other words.
    [injection] It cost you nothing. Try other words.
    [private] It cost you nothing. Try again without them; if this is a mistake, ask a moderator of this room.
   *[other] It cost you nothing. Try other words.
}

# The sketch painter’s styles
problem-unknown-style = I have no style called “{ $name }”. Choose one of these: { $known }.

# --- A wish in which nothing can be drawn
problem-nothing-drawn = { $words ->
    [none] I found nothing in it that I can draw.
   *[other] I cannot draw: { $words }.
} Ask for something that can be seen (animals, people, things, places, weather), in English, Spanish or Chinese, for example: a red fox under a cherry tree.

# --- Lists: how several things stand in a row. `.clash`: where the next word begins with the very sound of "and" or "or"
list-comma = { $before }, { $item }
list-and = { $before } and { $item }
    .clash = { $before } and { $item }
list-or = { $before } or { $item }
    .clash = { $before } or { $item }

# --- Options and their choices, as people type them: small letters, digits, - and _, at most 32 of them
option-audience = audience
    .children = children
    .teens = teens
    .adults = adults
option-ballots = ballots
    .hidden = hidden
    .visible = visible
option-before = before
option-challenge = challenge
option-challenge_minutes = challenge_minutes
option-close = close
option-command = command
option-confirm = confirm
option-count = count
option-generation = generation
option-language = language
option-minutes = minutes
option-model = model
option-money = money
option-painting = painting
    .on = on
    .free = free
    .off = off
option-room_units = room_units
option-stop = stop
option-page = page
option-part = part
option-picture = picture
option-prompt = prompt
option-ratio = ratio
option-results_as = results_as
    .sheet = sheet
    .gallery = gallery
option-season = season
option-seed = seed
option-show = show
    .mine = mine
    .favourites = favourites
option-style = style
    .storybook = storybook
    .watercolour = watercolour
    .pixel = pixel
    .neon = neon
    .pencil = pencil
    .oil = oil
    .comic = comic
    .paper = paper
    .ink = ink
option-text = text
option-to = to
option-thread = thread
option-reason = reason
    .scary = scary
    .hurtful = hurtful
    .unsafe = unsafe
    .other = other
option-clear = clear
option-tries = tries
option-units = units
option-variant = variant
option-variety = variety
option-vote_minutes = vote_minutes
option-vote_with = vote_with
    .reactions = reactions
    .buttons = buttons

# --- The first page of /help: one short paragraph a group; `commands` are its commands
help-make = **Make pictures:** say what you would like to see.
    { $commands }
help-vote = **Vote** for the one you like best.
    { $commands }
help-play = **Play “guess the prompt”:** I paint a secret, you all guess it.
    { $commands }
help-yours = **Yours:** your pictures, your favourites, and all I know about you.
    { $commands }
help-safe = **Keep it safe:** say what should not be here; moderators decide.
    { $commands }
help-house = **Settings and help**
    { $commands }
progress-draft = First sketch of “{ $prompt }”; the picture itself is still being painted
progress-draft-below = ✏️ A first sketch while you wait; the picture itself is still being painted.

# --- The terminal, further
terminal-meant = I listen to commands, which begin with a slash. Did you mean `{ $line }`? `/help` shows all of them.
terminal-talk = Nice to hear from you! I only understand commands, which begin with a slash: `/imagine a red fox in the snow` paints, `/help` shows the rest.
terminal-now = Now **{ $name }** types.
terminal-help = **In this terminal:** `as bob: …` lets Bob act once, `as bob` makes him the one who types · `2` or `vote 2 #12` votes · `a1` presses the button of that name · `dm: …` or `dm bob: …` is the private chat with me, for a secret of your own · `exit` leaves.
terminal-aside = In this terminal the private chat is a line that begins with `dm:`. Write `dm: /challenge --prompt "your secret"`, and the others look away; Ctrl-L empties the screen.
problem-terminal-number = What shall I do with { $given }? To vote type `vote { $vote }`; to press a button type what stands before it, such as `a1`.
# Words people use who do not know the command; numbers from one on
heard-imagine = draw paint make picture image imagine create generate sketch
heard-vote = vote choose
heard-guess = guess
heard-help = help hello hi hey start menu what how
heard-hint = clue
heard-challenge = game play secret riddle quiz puzzle
heard-top = ranking standings score scores leaderboard leaders
heard-gallery = pictures gallery album history
heard-favourite = favorite like heart
heard-results = result results winner
heard-retry = again retry redo repeat
heard-language = language speak
heard-numbers = one two three four

problem-not-a-picture = The model answered with something that is not a picture. Please try again, or name another model.

# Discord
discord-presence = /imagine a red fox
discord-change = Change it
discord-no-thread = 🧵 I could not open a thread here (it takes a text channel and the permission “Create Public Threads”), so the game runs in the channel.
discord-entry-reuse = Remix
discord-entry-details = Details
discord-entry-favourite = Favourite
discord-entry-download = Download
discord-entry-report = Report
discord-too-large = 📎 { $count ->
    [one] One file is
   *[other] { $count } files are
} too large for this place. You find your pictures in /gallery.
discord-missing-permissions = ⚠️ I lack permissions in this channel: { $names }. A moderator can grant them in the channel’s settings.
discord-permission-view-channel = View Channel
discord-permission-send-messages = Send Messages
discord-permission-send-messages-in-threads = Send Messages in Threads
discord-permission-attach-files = Attach Files
discord-permission-add-reactions = Add Reactions
discord-permission-read-message-history = Read Message History
problem-discord-token = Discord does not know this token. Please copy it again from https://discord.com/developers/applications (Bot, Reset Token) into PINCEL_DISCORD_TOKEN.
problem-discord-not-here = I serve only some servers, and this is none of them.
problem-discord-no-pictures = There are no pictures of mine in this message. Please choose a message with pictures to vote on.
problem-picture-too-large = This picture is too large for this chat.

telegram-write-me-first = { $name }, I have an answer that is only for you. Open our private chat and press Start: it is waiting there.
telegram-open-private = 💬 Open the private chat
telegram-missing-right = 🔒 { $right ->
    [photos] I am not allowed to send photos here. An administrator can change that under Permissions.
    [files] I am not allowed to send files here. An administrator can change that under Permissions.
   *[messages] I am not allowed to write in that group. An administrator can change that under Permissions; until then, we can talk here.
}
telegram-inline-draw = 🎨 Draw “{ $wish }”
telegram-inline-draw-how = Works in chats where I am
telegram-inline-open = 🎨 Make a picture with me
problem-telegram-token = Telegram does not know this token. Copy it from @BotFather into PINCEL_TELEGRAM_TOKEN, all of it, with the number before the colon.
problem-telegram-webhook = Telegram can not bring messages to { $address }: { $reason }. Look at PINCEL_TELEGRAM_WEBHOOK (a public https address) and PINCEL_TELEGRAM_WEBHOOK_LISTEN (host:port), or leave the first empty.

# --- The command line and the doctor, further
problem-cli-which-language = Which language? Write one of these after --language: { $choices }.
problem-cli-unknown-model = I know no model called “{ $given }”.{ $nearest ->
    [none] { "" }
   *[other] { " " }Did you mean “{ $nearest }”?
} You can choose: { $known }.
problem-database-broken = The database in { $path } is damaged, or it is no database at all. Stop the bot, put the newest copy from its folder “backups” in the place of pincel.db, and start again; without a copy, move pincel.db away and a new one is made.
doctor-out = Pictures can be saved in { $path }
doctor-out-bad = Pictures cannot be saved in { $path } ({ $reason }). Give this user the right to, or set PINCEL_OUT to another folder.
run-faces = Pincel starts on { $names }. Ctrl-C ends it; what is under way then goes on at the next start.

# --- Results that could not be brought
delivery-elsewhere = 📮 I could not write in the room where you asked for this, so here it is:
gallery-kept = 📮 { $count ->
    [one] One result could not be brought to you; it is here.
   *[other] { $count } results could not be brought to you; they are here.
}

# --- One person, several platforms
cmd-link = Make your accounts on several platforms one
    .code = The code that I gave your other account
    .confirm = What the buttons fill in
    .example = /link
link-code = 🔗 Your code, good for ten minutes: `{ $code }`
    1. With your other account, open a private chat with me and send `/link { $code }`
    2. Come back and press the button below.
    Nobody else needs this code; never write it in a group.
link-not-yet = Nobody has typed your code yet. Send it to me from your other account, then press again.
link-asked = 🔗 This code belongs to **{ $name }** on { $platform }. If you say yes, your pictures, favourites and points become theirs too, and either account can see and delete all of it. Say yes only if that is **your own** account. If somebody gave you this code, say no.
link-agreed = 🔗 Nearly there. Go to your other account and press the button under the code; it must show the mark `{ $mark }`.
link-confirm = 🔗 **{ $name }** on { $platform } has typed your code. Their side shows the mark `{ $mark }`. Is that you? Then you will have one history, and either account can do everything with it. If you are not sure, say no.
link-done = ✅ Done. You and **{ $name }** on { $platform } are one person to me now. /unlink undoes it.
link-declined = ✋ Nothing was joined, and the code is no longer good.
link-button-look = I have typed it
link-button-yes = Yes, that is me
link-button-no = No
link-button-back = Take it back
link-button-agree = Yes, that account is mine too
problem-link-in-public = Others can read this, so that code is no longer good. Get a new one with /link, and send it to me in a private chat.
problem-link-no-such-code = I do not know this code. It may have been used, or it is older than ten minutes: get a new one with /link on your other account.
problem-link-too-often = Those were too many wrong codes. Please wait { $minutes ->
    [one] a minute
   *[other] { $minutes } minutes
}.
problem-link-own-code = That is your own code. Type it with your other account, the one you want to join.
problem-link-same-platform = Both of you already have an account on { $platform }; I can join only one of each platform.
problem-link-over = This code is no longer good. Get a new one with /link.
cmd-unlink = Make your linked accounts separate again
    .confirm = yes separates them
    .example = /unlink
unlink-sure = ✂️ Your accounts are { $accounts }. When they part, each keeps what was made in the rooms of its own platform. Are you sure?
unlink-done = ✂️ Done. Each account is on its own again, with what was made on its platform.
unlink-button = Yes, separate them
forget-linked = That means all your linked accounts: { $accounts }. To keep what one of them has, use /unlink first.
problem-not-linked = This account is not linked to any other. /link does that.

# --- Showing a picture to a room
cmd-publish = Show this room a picture you made elsewhere
    .generation = Number of the set (#12); your newest when left out
    .example = /publish 12
publish-how = 📣 Type /publish with the number of a picture in the room that should see it: for example `/publish 12`. Your numbers are in /gallery. Only you can show what you made in private.
problem-not-yours-to-publish = Only the person who made a picture can show it somewhere else.
problem-nothing-to-publish = You have no finished pictures yet. Start with /imagine.
problem-not-for-this-room = This picture is not suitable for everybody here, so I do not show it in this room.

# --- The first words
cmd-start = Meet me: what we can do together
    .payload = What a link fills in
    .example = /start
start-make = 👋 **Hello, { $name }! I am Pincel.** Tell me what you would like to see, and I paint it: `/imagine a red fox in the snow`. You get several pictures to choose from.
start-play = 🗳 In a group everybody votes for the one they like best. And with /challenge I paint a secret, and you all guess what it was.
start-yours = 🖼 /gallery has all you made, /reuse the line behind a picture. Nothing is shared that you do not share, and /forget deletes everything I know about you.
start-button-imagine = Paint something
start-button-language = Language
start-button-help = All commands
option-code = code
option-payload = payload

# --- What a unit is
help-units = **Units:** one picture by { $model } costs { $price }. You have { $units } a day here; new ones at midnight UTC.
doctor-face = { $platform }: the bot is called { $name }. Let it in with this address: { $link }
doctor-face-menu = { $platform } does not show these commands as this version has them yet; the next start mends that: { $names }
doctor-face-unreachable = { $platform } cannot be reached ({ $reason }). Is there a network, and is the address in the settings right?
problem-nothing-shared = I have nothing to show for this link. Perhaps the picture was deleted, or never shared.
reuse-share = To show it to somebody elsewhere, give them this: `/start { $code }`

# --- What can be wrong before anybody is connected
doctor-settings-mistyped = { $name } means nothing to me. { $nearest ->
    [none] .env.example lists all settings.
   *[other] Did you mean { $nearest }?
}
problem-lost-token = { $name } is empty, so I do not start. Please mend this in .env and start again.
problem-discord-token-form = What stands in PINCEL_DISCORD_TOKEN is no Discord token{ $like ->
    [telegram] {""}. It looks like one of Telegram: that belongs into PINCEL_TELEGRAM_TOKEN. Are the two swapped?
   *[none] : one has three parts with dots between them. Copy it from https://discord.com/developers/applications (Bot, Reset Token).
}
problem-telegram-token-form = What stands in PINCEL_TELEGRAM_TOKEN is no Telegram token{ $like ->
    [discord] {""}. It looks like one of Discord: that belongs into PINCEL_DISCORD_TOKEN. Are the two swapped?
   *[none] : one is a number, a colon and a long row of letters. Copy it from @BotFather, all of it.
}
run-waiting = { $name }: not connected yet (no answer); I try again at least every minute. `{ $pincel } doctor` says more.
run-connected = { $name }: connected.

# --- A room that switched painting off, and what is said in this terminal
problem-painting-off = Nothing is painted in this room for now. Ask a moderator whether that can change. For moderators: `/settings --painting on` and more than 0 `--units`.
terminal-as = Write who acts and what they say: `as bob: vote 2`. With `as bob` alone, Bob types from then on.
terminal-dm = Write after it what only I shall hear: `dm: /guess a cat on a boat`, or for somebody else `dm bob: /guess a cat on a boat`.
terminal-code = In the private chat no game is running, but in the room there is one. Name it: `--challenge { $code }`, for example `dm: /guess a cat on a boat --challenge { $code }`.
terminal-forget = Files that I saved in the folder `{ $out }` are yours: nobody deletes them but you.
# How people call the languages
heard-language-en = English
heard-language-es = Spanish Castilian
heard-language-zh = Chinese Mandarin

# --- Refusals on the command line, where there is no room and no moderator
cli-refused = { $category ->
    [help] I am not drawing this, because what you write matters more. You have done nothing wrong. I am a program, not a person, and nobody hears of this from me. So please tell a grown-up you trust today, for example at home or at school. If nobody is near, findahelpline.com lists free helplines in your country; in danger, call the emergency number.
    [self-harm] I am not drawing this, because how you are matters more. If you or a friend feel sad, very tired or hurt: I am a program, not a person, and nobody hears of this from me. So please tell a grown-up you trust today, for example at home or at school. If nobody is near, findahelpline.com lists free helplines in your country; in danger, call the emergency number.
    [injection] Please only say what the picture should show; my rules stay as they are.
    [unavailable] I could not check these words just now, so I did not go on. Please try again in a moment.
   *[other] I do not draw this: the words do not fit what is for children. Try other words; `{ $pincel } review "…"` names the rule.
}

# --- A table in which nobody has points
top-nobody = Nobody has scored in { $season } yet.

# --- Further words by which people call commands
heard-download = zip
heard-publish = share post
heard-reuse = edit remix
heard-details = info information about
heard-models = painters
heard-settings = config setup options preferences
heard-link = connect
heard-unlink = disconnect
heard-export = data
heard-forget = delete erase remove

problem-provider-refused = The image service did not want to paint this wish. Say it in other words, or choose another model with /models.
problem-provider-busy = The image service has too much to do just now. Please try again in a minute.
problem-provider-out-of-credit = The image service would not paint: this bot’s account there has run out of credit. Whoever runs this bot can see why (`pincel doctor`); until then another model may do (/models).
problem-provider-bad-key = The image service does not accept this bot’s key. Whoever runs this bot can see why (`pincel doctor`); until then another model may do (/models).
problem-provider-bad-request = The image service did not understand this order. Try it without the extra options, or choose another model with /models.
problem-provider-model-gone = This model is no longer offered by its maker. Choose another one with /models.
problem-provider-timeout = The image service did not answer in time. Please try again.
problem-provider-down = The image service has trouble just now. Please try again later, or choose another model with /models.
problem-provider-lost = The image service took this order, but no picture came of it that could be fetched. Your units are back. Please try again, or choose another model with /models.

telegram-delete-it = 🧹 Please delete your message in the group: others can read it there, and I am not allowed to delete it.

problem-mask-empty = That mask leaves everything as it is. Make the part that shall change transparent or white.
problem-mask-unclear = I cannot tell from that mask which part shall change. Send the picture with that part erased, or a picture in black and white only, with that part white.
problem-mask-other-shape = That mask has another shape than its picture. Please make both equally wide and high.
telegram-poll-question = Which “{ $prompt }” do you like best?
telegram-poll-option = Picture { $number }
telegram-poll-about = It is { $name }’s wish, so the others choose. You can change your vote until it closes.

doctor-services = No image service is set up: the bot paints its own free sketches. A key in .env (PINCEL_KREA_KEY …) adds real models.
doctor-service = { $service } answers and accepts the key{ $facts ->
    [none] {""}
   *[other] { " " }({ $facts })
}. Models: { $models }
doctor-service-unasked = { $service } is set up; whether its key is right shows only when it paints. Models: { $models }
doctor-service-bad-key = { $service } does not accept the key. Look whether { $variable } is whole and still valid there.
doctor-service-no-credit = { $service } accepts the key, but the account there has no credit left. Add some there.
doctor-service-unreachable = { $service } cannot be reached ({ $reason }). Is there a network, and is { $address } right if you set it?
doctor-service-busy = { $service } answers that it is asked too often just now. Try again in a minute.
doctor-service-model-gone = { $service } says that a model is gone ({ $reason }). A newer Pincel may know its successor.
doctor-service-trouble = { $service } answers with trouble ({ $reason }). If that stays so, look at its status page.
doctor-models-ended = Their makers have switched these models off: { $names }. Update Pincel, or choose others (/settings, /models).
doctor-models-ending = Their makers switch these models off soon: { $names }.
heard-cancel = abort stop undo

telegram-hello = 👋 Hello everybody, I am Pincel. Write `/imagine a red fox in the snow` and I paint it; then all of you choose the one you like best. /challenge opens a guessing game. Until an administrator says otherwise with /settings, I draw for children.
telegram-photo = 📷 I cannot work with photos yet, and I have not looked at yours. { $words ->
    [yes] I paint from your words alone.
   *[no] Tell me in words what you would like to see.
}
telegram-other = 🙂 I only understand words. Tell me what you would like to see, for example: a red fox in the snow.

problem-room-budget-spent = This needs { $units ->
    [one] 1 unit
   *[other] { $units } units
} and this room has { $left } left for all of you together today. New ones come at midnight UTC; voting, guessing and your gallery go on.
problem-money-spent = { $where ->
    [all] The bot’s money for paid models is used up for this month.
   *[room] This room’s money for paid models is used up for this month.
} There is new money from the 1st on (UTC). The free sketch goes on: add `--model sketch`, or leave the model to me.
problem-painting-stopped = { $where ->
    [all] Whoever runs this bot has stopped all paid models for now.
   *[room] The moderators of this room let only free models paint.
} The free sketch goes on: add `--model sketch`, or leave the model to me.
auto-free = Auto chose { $title }: it is free, and paid models have no money left here or are stopped.
heard-finish = finer better refine polish

# --- What only some models take
problem-option-not-offered = { $title ->
    [none] None of the models here takes
   *[other] { $title } does not take
} { $what ->
    [image-prompt] pictures to go by
    [init-image] a picture to begin with
    [style-reference] a style picture
    [character-reference] a picture of a character
    [image-styles-lora] trained styles
    [mask] a mask
    [negative] words for what must not appear; say it in the wish instead, for example “a street without cars”
    [quality] a choice of quality
    [resolution] a choice of resolution
    [creativity] a choice of creativity
   *[raw] “raw”
}. { $usable ->
    [none] { $keyed ->
        [none] No model I know does. Leave it out, and I will gladly paint.
       *[other] With a key that whoever runs this bot can set up, these would: { $keyed }{ $more ->
            [yes] {" "}and others
           *[no] {""}
        }. Leave it out, and I will gladly paint.
    }
   *[other] These here do: { $usable }{ $more ->
        [yes] {" "}and others
       *[no] {""}
    }.
}
problem-value-not-offered = { $title } does not know the { $what ->
    [quality] quality
    [resolution] resolution
   *[creativity] creativity
} “{ $given }”. It can do: { $offered }.
problem-too-many-inputs = { $title } takes at most { $limit ->
    [one] one picture
   *[other] { $limit } pictures
} of that kind, not { $given }.
problem-options-not-together = No single model here can do all of that at once. Leave something out, or name a model: /models shows what each can do.
problem-negative-too-long = What must not appear is { $length } characters long, and I can take at most { $limit }.
problem-negative-refused = Clothes, and whatever else keeps a picture fit for everybody, can not be left out. Anything ugly can, for example: blood, weapons, text. Nothing was charged.
problem-upload-refused = Your picture did not pass the safety check of this room, so I do not use it. Please send another one. Nothing was kept, and nothing was charged.
problem-picture-number = “{ $given }” is no picture I can find. Name one of your own or of this room by its number, such as 12 or 12.3 for the third picture of set 12.
problem-picture-file = I find no picture file at “{ $path }”.
problem-strength-without-picture = “{ $option }” says how much a style picture counts, and none came along. Please add one.
problem-pictures-of-others = The pictures that set #{ $number } went by belong to the person who made it.
problem-form-too-small = This wish has more options than a form can show. Copy the line above, change what you like, and send it.
imagine-picture-unused = 📷 I have not looked at your picture: { $title } paints from words alone.

settings-painting = Painting: { $value ->
    [off] off
    [free] only with free models
   *[on] on
}
settings-room-units = Units for everybody together: { $value ->
    [0] no limit
   *[other] { $value } a day
}
settings-money = Money for paid models: ${ NUMBER($value, minimumFractionDigits: 2, maximumFractionDigits: 2) } a month
cmd-budget = What you have left today; for moderators who spent what
    .stop = Stop paid models in all rooms: yes or no (whoever runs the bot)
    .example = /budget
heard-budget = wallet money units price prices cost credits
budget-own = 💰 **{ $left } of { $limit } units left** for you in this room today; new ones at { $again }.
budget-together = Everybody together has used { $spent } of { $limit } units today.
budget-price = One picture by { $model } costs { $price ->
    [one] 1 unit
   *[other] { $price } units
}.
budget-stopped = 🛑 Paid models are stopped since { $since }; free ones go on.
budget-month = **This room this month:** ${ NUMBER($spent, minimumFractionDigits: 2, maximumFractionDigits: 2) } of ${ NUMBER($limit, minimumFractionDigits: 2, maximumFractionDigits: 2) } spent, ${ NUMBER($left, minimumFractionDigits: 2, maximumFractionDigits: 2) } left until { $again }.
budget-spender = { $known ->
    [no] People I was asked to forget
   *[yes] { $name }
}: { $units ->
    [one] 1 unit
   *[other] { $units } units
} · ${ NUMBER($money, minimumFractionDigits: 2, maximumFractionDigits: 2) }
budget-everywhere = **All rooms this month:** ${ NUMBER($spent, minimumFractionDigits: 2, maximumFractionDigits: 2) } of ${ NUMBER($limit, minimumFractionDigits: 2, maximumFractionDigits: 2) } spent, ${ NUMBER($left, minimumFractionDigits: 2, maximumFractionDigits: 2) } left until { $again }.
budget-room = { $platform } `{ $room }`: { $units ->
    [one] 1 unit
   *[other] { $units } units
} · ${ NUMBER($money, minimumFractionDigits: 2, maximumFractionDigits: 2) }
button-stop-paid = Stop paid models
button-go-on = Let paid models go on
problem-owners-only = Only whoever runs this bot (PINCEL_OWNERS in its settings) can do that.
budget-warning-units = 💰 With this you have used over 80 % of your units of today here. `/budget` says what is left.
budget-warning-room-units = 💰 Everybody together has now used over 80 % of this room’s units of today.
budget-warning-room-money = 💰 For the moderators: over 80 % of this room’s money for the month is used up (`/budget`).
budget-warning-all-money = 💰 For whoever runs this bot: over 80 % of the month’s money of all rooms is used up (`/budget`).

doctor-local = The model on this computer is in its place ({ $facts }); it is loaded when somebody wants a picture of it.
doctor-local-trouble = The model on this computer cannot paint ({ $reason }).
gallery-hidden = #{ $number } · { $why ->
    [nobody] 🙈 stays hidden: nobody is there who could look at it
    [older] 🙈 not for everybody here
    [refused] 🙈 a moderator decided against showing it
    [reported] 🚩 reported, and hidden until a moderator has looked
   *[doubtful] 🙈 waiting for a moderator to look at it
}
option-character = character
option-creativity = creativity
    .raw = raw
    .low = low
    .medium = medium
    .high = high
option-earlier = earlier
option-earlier_as = earlier_as
    .picture = picture
    .style = style
    .character = character
option-negative = negative
option-picture2 = picture2
option-picture3 = picture3
option-picture4 = picture4
option-quality = quality
    .very_low = very_low
    .low = low
    .medium = medium
    .high = high
    .xhigh = xhigh
    .max = max
    .auto = auto
    .standard = standard
    .hd = hd
option-raw = raw
option-resolution = resolution
option-style_picture = style_picture
option-style_strength = style_strength
help-advanced = For models that take it (/models says which):
details-options = ⚙️ { $options }
details-option = { $what ->
    [negative] left out: { $value }
    [quality] quality: { $value }
    [resolution] resolution: { $value }
    [creativity] creativity: { $value }
    [raw] raw
    [style-reference] style pictures: { $value }
    [character-reference] character pictures: { $value }
   *[other] pictures to go by: { $value }
}
reuse-pictures = 📷 The pictures it went by are { $name }’s and stay there; the line is without them.
reuse-negative = What it left out is not in the line: its words do not belong in this room.
telegram-photo-words = 📷 A fine picture! Tell me what to make of it: send it again with your words under it, or answer it with /imagine and your words.
problem-stopped-meanwhile = Whoever runs this bot has stopped all paid models meanwhile. The free sketch goes on: add `--model sketch`, or leave the model to me.

# --- What can be wrong in .env
problem-bad-numbers = The setting { $name } cannot be “{ $given }”. It takes numbers with commas between, such as 123, 456, and no names; the README says where to find them.
problem-env-line = I cannot understand line { $line } of { $path }. { $name ->
    [none] A line is a name, a “=” and a value, such as PINCEL_LANGUAGE=en. Is the name missing? .env.example lists all names.
   *[other] Write { $name }=... with “=” behind the name, and a quotation mark at both ends of the value or at none.
}
problem-no-chat = There is no chat to talk on: neither PINCEL_DISCORD_TOKEN nor PINCEL_TELEGRAM_TOKEN is set (I looked for .env in { $path }), and there is no terminal to chat in. For lines from a pipe or a file there is `{ $pincel } chat`.
doctor-settings-line = Line { $line } of { $path } sets something that I do not know. .env.example lists all settings.
doctor-settings-twice = { $name } stands more than once in .env: line { $last } goes before line { $first }{ $empty ->
    [yes] {""}, and it is empty. Please delete the empty line.
   *[no] .
}
report-elsewhere = It may also stand in messages that I could not change: where it was shown, or as the winner. If you see it there, please delete it or ask a moderator to.
cli-models-price = { $usd ->
    [none] A picture costs no money.
   *[other] { $dearest ->
        [none] A picture costs ${ $usd } at most.
       *[other] A picture costs ${ $usd } at most, with the dearest choice ${ $dearest }.
    }
}
option-game = game
problem-terminal-no-vote = No vote is open here now. /imagine with your wish opens one; to press a button type what stands before it, such as `a1`.
challenge-running-own = 🎭 Your secret is being guessed here until { $time }. To end the game before: `/challenge --close yes`

problem-approval-elsewhere = Here a moderator looks at every picture first. Ask one of them to show it, or paint it here.
challenge-held = 🙈 The picture for the game is painted. A moderator looks at it first; then the game begins in this place.
problem-case-gone = There is nothing left to decide here: this case is past, or its person asked to be forgotten.
problem-case-not-yours = Only the person whose wish it was can do that.
problem-case-decided = This case is decided already.
problem-too-many-phrases = This room has { $limit } phrases already, and there is no place for more. Take one away first.
problem-phrase-empty = A phrase needs at least one letter or digit.
problem-phrase-too-long = A phrase may have at most { $limit } characters.

# --- People in charge: refusals, appeals, the moderators' queue, rules, members, the audit trail
category-name = { $category ->
    [sexual] sexual
    [nudity] nudity
    [violence] violence
    [gore] blood and wounds
    [self-harm] self-harm
    [drugs] drugs
    [alcohol] alcohol
    [hate] hate
    [extremism] extremism
    [weapons] weapons
    [gambling] gambling
    [profanity] swear words
    [scatology] toilet words
    [scary] scary
    [real-people] real people
    [characters] somebody’s characters
    [minors] protection of children
    [room] this room’s own rules
    [injection] orders to the bot
    [private] personal data
    [unavailable] not checked
    [picture] pictures
   *[other] other
}
refused-suggestion = 💡 Maybe: `{ $words }`
refused-appeal = Is this a mistake? “{ $button }” has somebody look again (case { $number }).
refused-wait = ⏳ It was not the first time just now. I take your next words in { $unit ->
    [minutes] { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
   *[seconds] { $count } seconds
}.
problem-refused-too-often = ⏳ Several of your wishes were refused just now, so there is a little pause. Please wait { $unit ->
    [minutes] { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
   *[seconds] { $count ->
        [one] 1 second
       *[other] { $count } seconds
    }
}; then I am all ears. Everything else goes on meanwhile.
refused-button-appeal = Appeal
refused-button-try = Paint that
cmd-appeal = Have a moderator look again at a wish that was refused
    .case = Number of the case; your newest refusal when left out
    .example = /appeal 12
appeal-done = ✋ { $private ->
    [yes] Whoever runs this bot
   *[no] A moderator
} will look at it (case { $number }) and I tell you what they say. It costs you nothing.
problem-appeal-floor = No moderator may allow this one, in any room. Say it in other words, or wish for something else.
cmd-proceed = Paint a refused wish that a moderator has approved
    .case = Number of the case
    .suggested = In the safer words that were suggested
    .example = /proceed 12
proceed-there = 🎨 It is being painted in the room for which you wished it.
problem-case-not-approved = No moderator has approved this yet.
problem-case-send-again = This one needs more than a button. Please send it again as you did before.
problem-case-floor = Nobody can allow this: it is among the things that stay refused in every room.
problem-case-own-rule = This was refused by a phrase that this room blocks itself. Approve it this once, or take the phrase away with /rules.
case-told = { $kind ->
    [words] { $approved ->
        [yes] ✅ A moderator has looked at your wish (case { $number }), and it is fine. { $again ->
            [yes] Press the button, and I paint it.
           *[no] You can send it again now.
        }
       *[no] 🤝 A moderator has looked at your wish (case { $number }), and it stays refused. It was right to ask. I look forward to your next idea.
    }
   *[other] { $approved ->
        [yes] ✅ A moderator has looked at your pictures #{ $pictures }: everybody can see them now.
       *[no] 🙈 A moderator has looked at your pictures #{ $pictures } and keeps them out of the room.{ $kind ->
            [report] {""}
           *[other] {" "}They cost you nothing.
        } I look forward to your next idea.
    }
}
case-button-paint = Paint it
log-refused = 🛡 A wish by { $name } was refused ({ $category }). Case { $number }; strikes now: { $strikes }.
log-appealed = ✋ Case { $number } ({ $category }): its person asks a moderator to look again.
log-held = 🙈 Pictures #{ $pictures } wait until a moderator has looked. { $why ->
    [doubtful] The picture check is not sure about them.
   *[approval] In that room a moderator approves each picture.
}
log-reported = 🚩 Pictures #{ $pictures } were reported ({ $reason ->
    [scary] scary
    [hurtful] hurtful
    [unsafe] not suitable
   *[other] other
}){ $hidden ->
    [yes] {" "}and are hidden now
   *[no] {""}
}. Case { $number }.
log-decided = 🛡 { $name } has decided case { $number } ({ $category }): { $approved ->
    [yes] approved
   *[no] refused
}.
log-button-look = Look
log-offered = 🛡 This room can hear of another room’s cases. Go there and send within the hour: `{ $line }`
log-begins = 🛡 From now on I tell here what comes up in the other room: refusals, appeals, reports. Nobody’s words, and no pictures; those are in /moderation, for moderators alone.
problem-log-not-offered = First say `/settings --log here` in the room that shall hear of the cases. Then, within an hour, the same person says here the line that it answers.
problem-log-same-room = The cases cannot be told in the room itself: there everybody reads them.
problem-moderate-in-room = Please do that in the room that you moderate. I answer you alone.
problem-suspended = ⏸ A moderator asks you to take a break in this room until { $until } (in { $unit ->
    [hours] { $count } hours
    [days] { $count } days
   *[minutes] { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
}){ $reason ->
    [words] {" "}because of words that do not belong here
    [pictures] {" "}because of pictures that do not belong here
    [others] {" "}because of how others were treated
   *[none] {""}
}. Afterwards you are welcome again. Our private chat still works, and here /help, /export, /forget and /appeal do. If you think this is a mistake, please ask a moderator of this room.
cmd-moderation = See what waits for a moderator, and decide it
    .case = Number of the case; when left out the oldest, reports last
    .decide = What you say to it
    .after = Go on behind the case of this number
    .example = /moderation
moderation-empty = { $more ->
    [yes] That was the last one. Those that you passed over still wait: /moderation
   *[no] ✨ Nothing waits for you.
}
moderation-case = 🛡 **Case { $number }** · { $kind ->
    [words] refused words
    [picture] a doubtful picture
    [approval] a picture for approval
   *[report] a reported picture
}{ $pictures ->
    [none] {""}
   *[other] {" "}· #{ $pictures }
}{ $waiting ->
    [0] {""}
   *[other] {" "}· waiting: { $waiting }
}
moderation-facts = { $name } · { $time } · { $category } · { $audience ->
    [children] for children
    [teens] for teenagers
   *[adults] for adults
}{ $private ->
    [yes] {" "}· in a private chat
   *[no] {""}
}
moderation-words = Touch to read: ||{ $words }||
moderation-nothing-left = There is nothing left to look at: words and pictures are deleted.
moderation-decided = It is decided: { $approved ->
    [yes] approved
   *[no] refused
}.
moderation-done = { $approved ->
    [yes] ✅ Case { $number } is approved, and its person hears of it.
    [hidden] 🙈 Case { $number } is refused: the pictures are not shown, and their person hears of it.
   *[no] 🚫 Case { $number } stays refused, and its person hears of it.
}{ $added ->
    [yes] {" "}The phrase is allowed here from now on.
    [full] {" "}There is no place for another phrase, so it holds for this wish alone.
    [long] {" "}As a phrase it is too long, so it holds for this wish alone.
   *[no] {""}
} { $left ->
    [0] Nothing else waits.
    [one] One more waits.
   *[other] { $left } more wait.
}
moderation-button-approve = Approve
moderation-button-refuse = Refuse
moderation-button-allow = Allow this phrase
moderation-button-next = Next
moderation-button-member = Person
cmd-rules = Words and phrases that this room refuses, or allows
    .block = A phrase that shall be refused here
    .allow = A phrase that may be painted here
    .remove = A phrase to take from the list again
    .example = /rules --block "slime monster"
rules-title = 📜 **Phrases of this room**
rules-blocked = Refused here: { $count ->
    [0] none
   *[other] ||{ $phrases }||
}{ $more ->
    [0] {""}
   *[other] {" "}… and { $more } more
}
rules-allowed = Allowed here: { $count ->
    [0] none
   *[other] { $phrases }
}{ $more ->
    [0] {""}
   *[other] {" "}… and { $more } more
}
rules-added = { $kind ->
    [blocked] ✅ This phrase is refused here from now on, in any disguise.
   *[allowed] ✅ This phrase may be painted here from now on.
}
rules-removed = ✅ The phrase is taken away.
problem-phrase-floor = This cannot be allowed in any room.
problem-phrase-harmless = These words are refused by nothing but perhaps this room’s own list, so there is nothing to allow. What is on the list goes with `/rules --remove`. If they are refused in a longer wish, allow that one whole.
problem-no-such-phrase = This phrase is not on this room’s list. /rules shows all of them.
cmd-member = What weighs against somebody here; time-out, pardon, ban
    .who = A mention, an id, a name that has strikes here, a case (c12) or a set of pictures (#12)
    .hours = A break in this room for so many hours; 0 ends it
    .why = What the person is told
    .pardon = Forget the strikes in this room
    .ban = Shut out of the whole bot for so many days; 0 ends it (whoever runs the bot)
    .after = Go on behind so many people
    .example = /member @bob --hours 2
member-title = 👥 { $count ->
    [0] Nobody has strikes here.
   *[other] **Strikes in this room** (an ordinary refusal weighs 1.0 and halves in a week; from 3.0 on, a talk may help)
}
member-line = { $name }: { $strikes } ({ $count ->
    [one] 1 refusal
   *[other] { $count } refusals
})
member-out = ⏸ { $name } takes a break until { $until }.
member-card = 👤 **{ $name }** · strikes here: { $strikes }
member-cases = Cases: { $cases }
member-is-banned = ⛔ Banned from the whole bot until { $until }.
member-timed-out = ✅ A break until { $until }. With the next message to me the person is told, kindly. Whoever moderates this room is not held up by it.
member-back = ✅ That is over: the person may take part again.
member-pardoned = 🕊 The strikes in this room are forgotten.
member-banned = ⛔ Banned from the whole bot until { $until }.
member-button-hours = { $hours } h break
member-button-back = End the break
member-button-pardon = Pardon
problem-no-such-member = I do not know whom you mean with “{ $given }”. Take a mention, an id, the name of somebody who has strikes here, a case (c12), or pictures of theirs in this room (#12).
problem-member-yourself = You cannot do that to yourself.
problem-member-owner = This person runs the bot, and cannot be shut out.
problem-ban-owners-only = Only whoever runs this bot can ban somebody from all of it. A break in this room: `/member … --hours 2`
cmd-audit = Who decided what in this room, and when
    .days = Of how many days
    .export = As a file
    .after = Go on before the row of this number
    .example = /audit --days 7
audit-title = 🧾 **The newest decisions** of { $days ->
    [one] the last day
   *[other] the last { $days } days
}{ $count ->
    [0] : none
   *[other] :
}
audit-line = { $time } · { $name } · { $action ->
    [case-appealed] asked to look again at case { $case }
    [case-approved] approved case { $case }
    [case-refused] refused case { $case }
    [floor-block] was refused what no room may allow (case { $case })
    [phrase-blocked] added a refused phrase
    [phrase-allowed] added an allowed phrase
    [phrase-removed] took a phrase away
    [suspended] gave { $whom } a break
    [suspension-lifted] ended the break of { $whom }
    [pardoned] pardoned { $whom }
    [banned] banned { $whom } from the whole bot
    [ban-lifted] ended the ban of { $whom }
    [settings-changed] changed the settings
    [log-offered] offered this room as a log
    [report-cleared] showed reported pictures again
    [audit-exported] exported this trail
    [strikes-many] saw many strikes of { $whom } within a day
    [room-called] told the room that something waits
    [case-settled] showed what was decided about case { $case }; its person could not be told yet
    [case-lapsed] nobody looked at case { $case } in time, so it is refused
   *[other] { $action }
}{ $facts ->
    [none] {""}
   *[other] {" "}({ $facts })
}
audit-whole = 🔗 The chain is whole: nothing was changed afterwards.
audit-broken = ⚠️ The chain does not fit from row { $number } on: somebody has changed the database.
audit-exported = 🧾 { $count ->
    [one] One row
   *[other] { $count } rows
}, each with the hash of the one before.
audit-button-export = As a file
settings-approval = A moderator approves each picture: { $value ->
    [yes] yes
   *[no] no
}
settings-log = Cases are told in another room: { $value ->
    [yes] yes
   *[no] no
}
settings-reports = Pictures are hidden when so many report them: { $value }
settings-retention = Refused words are kept for { $value ->
    [one] one day
   *[other] { $value } days
}
digest-title = 📊 **The last day in that room**
digest-refused = Refused wishes: { $count }
digest-category = { $category } { $count }
digest-categories = By reason: { $rows }
digest-cases = Reported: { $reports } · held for a look: { $held } · appeals: { $appealed } · approved: { $approved } · refused: { $refused } · waiting now: { $waiting }
digest-trail = Audit trail: { $number }:{ $hash }
option-case = case
option-suggested = suggested
option-decide = decide
    .approve = approve
    .refuse = refuse
    .allow = allow
option-after = after
option-block = block
option-allow = allow
option-remove = remove
option-who = who
option-hours = hours
option-why = why
    .words = words
    .pictures = pictures
    .others = others
    .other = other
option-pardon = pardon
option-ban = ban
option-days = days
option-export = export
option-approval = approval
option-log = log
option-reports = reports
option-retention = retention
heard-report = flag complain
heard-appeal = object complaint
heard-moderation = moderate queue cases
heard-rules = rule phrases
heard-member = user person strikes
heard-audit = trail

cancel-done-begun = ✖️ “{ $prompt }” is cancelled. It was already at the image service, which is paid for its work, so it still costs { $units ->
    [one] 1 unit
   *[other] { $units } units
}. Cancelled while it still waits, a wish costs nothing.

# A judge that reads along
doctor-judge = { $service } reads along as a judge: it tells a harmless text from one that is not fit for children.
doctor-judge-none = No judge reads along; the bot’s own rules decide. PINCEL_JUDGE adds one.
doctor-judge-blind = { $service } answers as a judge, but not as it should: it lets a text pass that is not fit for children, or objects to a harmless one. Choose another model (PINCEL_JUDGE_MODEL).
problem-judge-lacks = PINCEL_JUDGE asks for a judge, but { $name } is empty. Set it in .env, or leave PINCEL_JUDGE empty.
cli-audit = Show who decided what, and whether any of that was changed
    .room = only this room and its threads, as platform:id, such as discord:1234
    .last = how many of the newest rows; 1000 by itself
    .verify = read all of it and say whether it is what was once written
    .kept = number:hash of a row that you kept elsewhere; the trail must still have it
    .json = print one JSON object a line
cli-audit-empty = Nothing stands in the trail there yet.
cli-audit-whole = The trail fits: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}, the newest with the hash { $hash }. Keep that number and hash elsewhere, and --kept finds later whether the end was cut off.
cli-audit-broken = The trail does not fit from row { $number } on: somebody has changed the database.
problem-database-older = The database { $path } is of an older version of Pincel. `{ $pincel } db upgrade` brings it to this one.
problem-rules-one-at-a-time = Please one at a time, and several words in quotation marks: `/rules --block "slime monster"`

# For a name that the guard refuses
somebody = somebody
forget-stays = • **Kept four weeks, without the words:** that something of yours was not allowed; and a break, until it ends. Else deleting would be a way around it.
forget-done-but = Done. Your pictures, votes, guesses, points and settings are deleted.
    All that is left, without the words: for four weeks that something was not allowed, and a break until it ends.
    You are always welcome back.
case-thanks = { $approved ->
    [yes] 👁 A moderator has looked at the pictures #{ $pictures } that you reported, and finds that they may stay. Thank you for looking after the room.
   *[no] 🙈 A moderator has looked at the pictures #{ $pictures } that you reported, and decided to keep them out of the room. Thank you for looking after it.
}
problem-appeal-none = Nothing of yours was refused lately that a moderator could look at again.
problem-appeals-enough = { $count } of your appeals wait already. As soon as one of them is decided, you can ask about the next one.
problem-appeal-nobody = Of a private chat only whoever runs this bot could look at it, and nobody is named for that (PINCEL_OWNERS). In a room with moderators you can appeal.
problem-case-own-pictures = These are your own pictures. Another moderator decides about reports of them.
settings-around = The room around this thread is stricter, and that holds here, too.
room-something-waits = 🛡 Something here waits for a moderator: /moderation
problem-reports-enough = You have reported { $count } sets of pictures today, and a moderator looks at those first. If something is urgent, please tell a moderator yourself.
button-more = More
said-yes = yes
said-no = no
said-auto = auto
case-kind = { $kind ->
    [words] refused words
    [picture] a doubtful picture
    [approval] a picture for approval
   *[report] a reported picture
}
moderation-appealed = ✋ { $name } asks you to look again ({ $time }).
moderation-reported = 🚩 Reported by { $people ->
    [one] one person
   *[other] { $people } people
}: { $reasons }
until-when = { $time } (in { $unit ->
    [hours] { $count } hours
    [days] { $count } days
   *[minutes] { $count ->
        [one] a minute
       *[other] { $count } minutes
    }
})
settings-all = `/settings` shows all of them.
settings-still-hidden = 🙈 { $count ->
    [one] One set of pictures is
   *[other] { $count } sets of pictures are
} still hidden from before, until a moderator has looked: /moderation
log-many = ⚠️ { $name } has collected many strikes lately. Perhaps talk with them; the button offers a break, too.
moderation-many = ⚠️ Many strikes within a day: { $names }. Perhaps talk with them; /member offers a break, too.
moderation-button-people = People
member-case = { $number } ({ $category })
audit-fact = { $name }: { $value }
refused-told = 💛 If something like this happened to you: you have done nothing wrong, and I tell nobody. I am a program, not a person, so please tell a grown-up you trust today, for example at home or at school. If nobody is near, findahelpline.com lists free helplines in your country; in danger, call the emergency number.

problem-decide-which = Which case is it? Its number stands at the top of each: `/moderation 3 approve`

# --- An appeal without a number
appeal-this = Do you mean this one (case { $number })? Nobody reads it before you press the button.
    “{ $words }”
problem-terminal-button-of = { $given } is a button of { $name }: type `as { $name }: { $given }`.
heard-option-block = ban forbid prohibit
problem-nothing-from-elsewhere = I find no recent pictures of yours from elsewhere that can be shown here. Name a set: for example `/publish 12`. Your numbers are in /gallery.
