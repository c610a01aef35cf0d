"""What is arranged before the page is: candles go on a cake that has none yet, a black cat is drawn as one."""

from collections.abc import Sequence
from dataclasses import replace

from generation.sketch.scene import Layer, Place, Relation, Thing

CAKES = frozenset({"birthday-cake", "plain-cake", "shortcake", "cupcake", "moon-cake", "pie", "pancakes"})
TOPPINGS = frozenset({"candle", "cherries", "strawberry", "sparkler"})
MOUNTS = frozenset({
    "horse", "unicorn", "zebra", "donkey", "camel", "two-hump-camel", "llama", "reindeer", "deer", "cow", "ox", "water-buffalo",
    "bison", "elephant", "lion", "tiger", "moose", "pig", "ram", "goat", "ewe",
})  # fmt: skip
SHELTERS = frozenset({
    "umbrella", "umbrella-with-rain-drops", "umbrella-on-ground", "parachute", "cloud", "rainbow", "stone-bridge",
    "bridge-at-night",
})  # fmt: skip
PEOPLE = frozenset({  # with shoulders that something small can sit on
    "artist", "astronaut", "boy", "builder", "chef", "clown", "cowboy", "detective", "doctor", "elf", "farmer", "firefighter",
    "girl", "guard", "king", "mail-carrier", "man", "ninja", "nurse", "old-man", "old-woman", "person", "pilot", "pirate",
    "police-officer", "prince", "princess", "queen", "samurai", "scientist", "student", "superhero", "teacher", "viking",
    "witch", "wizard", "woman",
})  # fmt: skip
SITTERS = frozenset({"teddy-bear", "frog"})  # whose drawings sit anyhow
SMALL_HEADS = frozenset({"giraffe"})  # eyes just below the crown
ON_EYES = frozenset({"sunglasses", "glasses", "goggles", "monocle", "diving-mask"})
ON_NECK = frozenset({"scarf", "bow-tie", "necktie", "ribbon", "sports-medal", "stethoscope"})
ON_FEET = frozenset({
    "womans-boot", "hiking-boot", "running-shoe", "mans-shoe", "ice-skate", "roller-skate", "womans-sandal", "high-heeled-shoe",
    "ballet-shoes", "womans-flat-shoe", "thong-sandal",
})  # fmt: skip
ON_BACK = frozenset({"backpack"})
ON_BODY = frozenset({
    "dress", "t-shirt", "kimono", "coat", "jeans", "lab-coat", "safety-vest", "sari", "bikini", "womans-clothes", "running-shirt",
})  # fmt: skip
HELD_BY_FOOT = frozenset({
    "umbrella", "umbrella-with-rain-drops", "balloon", "lollipop", "broom", "placard", "magic-wand", "fishing-pole",
})  # fmt: skip
HELD_ABOVE = frozenset({"umbrella", "umbrella-with-rain-drops"})  # over the head, behind the face
COCKPITS = frozenset({"helicopter"})  # who is inside looks out of the cabin, small
WINGED = frozenset({"airplane", "airplane-arrival", "airplane-departure", "small-airplane"})  # who is inside sits on the fuselage
SNOWED_ON = frozenset({  # together with all that stands on the horizon
    "deciduous-tree", "evergreen-tree", "christmas-tree", "palm-tree", "apple-tree", "cherry-tree", "willow", "bush", "bamboo",
    "house", "house-with-garden", "log-cabin", "tent", "bench", "fence", "igloo", "hut", "barn", "treehouse", "mushroom-house",
})  # fmt: skip
WHEELS = frozenset({"bicycle", "motorcycle", "motor-scooter"})  # ridden astride
TABLES = frozenset({"table"})
HOUSES = frozenset({"house", "houses", "house-with-garden", "hut", "log-cabin"})
PLATES = frozenset({"fork-and-knife-with-plate"})  # seen from above
BEDS = frozenset({"bed"})  # grown-ups stand behind it
SWIMMERS = frozenset({"duck", "swan", "rubber-duck", "beaver", "otter"})  # on the water where there is some
SPLASHING = frozenset({  # with water of their own
    "man-swimming", "woman-swimming", "person-swimming", "person-surfing", "person-rowing-boat", "person-playing-water-polo",
})  # fmt: skip
FISHES = frozenset({
    "fish", "tropical-fish", "blowfish", "shark", "orca", "seal", "octopus", "squid", "jellyfish", "mermaid", "merman", "seahorse",
})  # fmt: skip
LANDFORMS = frozenset(
    {"hill", "island", "mountain", "snow-capped-mountain", "rainbow", "waterfall"}
)  # part of the ground: no shadow under them
LIGHTS = frozenset(  # drawn as things they are the sky's only sun or moon
    {
        "sun",
        "sun-with-face",
        "full-moon",
        "full-moon-face",
        "new-moon",
        "new-moon-face",
        "crescent-moon",
        "first-quarter-moon",
        "first-quarter-moon-face",
        "last-quarter-moon",
        "last-quarter-moon-face",
        "waning-crescent-moon",
        "waning-gibbous-moon",
        "waxing-crescent-moon",
        "waxing-gibbous-moon",
    }
)
_BLOOMS = {"blossom": None, "white-flower": "white"}  # without a stem: nothing that could grow or be held
_BETTER = {("cat", "black"): "black-cat"}  # a drawing whose eyes are seen
_LOOSE = frozenset({None, Relation.BESIDE, Relation.INSIDE, Relation.HOLDING, Relation.IN_FRONT, Relation.WEARING})


def staged(things: Sequence[Thing]) -> tuple[Thing, ...]:
    """The same things in the same order, some with another drawing or a better place."""
    made = [_drawn(thing) for thing in things]
    for number, thing in enumerate(made):
        if thing.art not in TOPPINGS or thing.relation not in _LOOSE:
            continue
        cake = thing.of
        if cake is None or not 0 <= cake < len(made):
            continue
        if made[cake].art in CAKES and cake != number:
            made[number] = replace(thing, relation=Relation.ON)
    for thing in made:
        if thing.art == "candle" and thing.relation is Relation.ON and thing.of is not None and 0 <= thing.of < len(made):
            base = made[thing.of]
            if base.art == "birthday-cake":  # it has candles of its own
                made[thing.of] = replace(base, art="plain-cake")
    return tuple(made)


def humble(thing: Thing, place: Place) -> bool:
    """Whether it stands small at the side, so that the mountain behind it is seen: all beside a crater, houses beside peaks."""
    return place is Place.VOLCANO or (place is Place.MOUNTAINS and thing.art in HOUSES)


def _drawn(thing: Thing) -> Thing:
    if thing.art in _BLOOMS:
        thing = replace(thing, art="flower", colour=thing.colour or _BLOOMS[thing.art], scale=thing.scale * 1.8)
    art = _BETTER.get((thing.art, thing.colour or ""))
    if art is not None:
        thing = replace(thing, art=art, colour=None)
    if thing.art == "branch" and thing.relation is None:  # it grows out of a tree that is not in the picture
        thing = replace(thing, layer=Layer.SKY)
    return thing
