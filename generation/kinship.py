"""Which things people call by one another's name: a sailing boat is a ship and a poodle a dog, but a cat is no dog."""

from typing import Final

# Things that a fair referee takes for one another, by the name of their sprite.
_ALIKE: Final = tuple(
    group.split()
    for group in (
        # Animals.
        "cow ox", "ox water-buffalo bison", "pig boar", "ewe ram", "ram goat", "camel two-hump-camel", "monkey gorilla orangutan",
        "deer moose reindeer", "mouse rat", "squirrel chipmunk", "rooster hen", "hen baby-chick hatching-chick",
        "crocodile lizard", "spouting-whale orca", "crab lobster", "lobster shrimp", "squid octopus", "honeybee bug",
        "butterfly monarch-butterfly", "bird black-bird seagull", "panda red-panda", "friendly-dragon dragon",
        "horse carousel-horse", "duck rubber-duck", "spider spider-web", "t-rex sauropod", "hamster mouse",
        "bear teddy-bear", "snail spiral-shell", "dove bird",
        # People.
        "boy man", "girl woman", "boy girl baby", "man old-man", "woman old-woman old-woman-knitting", "queen princess",
        "king prince", "wizard witch man-mage mage", "chef cook", "alien alien-monster", "ogre troll goblin", "skull ghost",
        "fairy baby-angel angel", "clown joker", "police-officer guard", "police-officer detective", "ballerina woman-dancing",
        "woman-dancing man-dancing", "construction-worker builder", "doctor nurse health-worker scientist", "zombie mummy",
        "mermaid merman", "technologist office-worker", "robot technologist", "family person", "knight samurai",
        # Food and plants.
        "red-apple green-apple", "lemon lime", "tangerine lemon", "watermelon melon", "bread baguette-bread croissant bagel",
        "pancakes waffle", "pot-of-food shallow-pan-of-food steaming-bowl bowl-with-spoon", "steaming-bowl spaghetti",
        "ice-cream soft-ice-cream shaved-ice", "birthday-cake shortcake cupcake", "shortcake pie", "candy lollipop",
        "cookie bread", "chocolate-bar candy", "hot-beverage teapot", "cup-with-straw bubble-tea tumbler-glass beverage-box",
        "rice-ball cooked-rice", "taco burrito", "hamburger sandwich", "blossom bouquet", "leafy-green green-salad",
        "maple-leaf fallen-leaf", "potted-plant herb seedling", "grass bush", "hot-pepper bell-pepper",
        # Vehicles.
        "sailboat ship canoe speedboat raft", "ship pirate-ship passenger-ship",
        "automobile racing-car sport-utility-vehicle taxi", "police-car taxi automobile",
        "pickup-truck delivery-truck articulated-lorry", "motorcycle motor-scooter",
        "steam-train high-speed-train tram monorail bullet-train", "airplane small-airplane", "hot-air-balloon airship",
        "rocket starship", "starship flying-saucer", "automobile flying-car", "motor-scooter kick-scooter", "paper-boat sailboat",
        # Buildings, landscape and sky.
        "house log-cabin hut derelict-house house-with-garden houses", "castle japanese-castle ice-castle",
        "stone-tower wizard-tower", "skyscraper office-building", "lighthouse stone-tower",
        "pagoda shinto-shrine japanese-castle", "church classical-building", "carousel carousel-horse", "tent circus-tent",
        "mount-fuji snow-capped-mountain hill", "full-moon crescent-moon", "star glowing-star shooting-star sparkles",
        "comet shooting-star", "fire campfire fireplace", "cave hole", "station railway-track", "christmas-tree evergreen-tree",
        "cherry-blossom cherry-tree", "ringed-planet mars", "globe-showing-europe-africa ringed-planet",
        # Things.
        "chair throne rocking-chair", "sofa couch-and-lamp", "bench chair", "desk table", "lamp light-bulb lantern",
        "lantern candle diya-lamp red-paper-lantern", "mobile-phone telephone", "laptop desktop-computer",
        "camera video-camera movie-camera", "alarm-clock mantelpiece-clock watch", "open-book closed-book books notebook",
        "pencil pen crayon", "envelope love-letter", "newspaper rolled-up-newspaper page-facing-up",
        "umbrella closed-umbrella umbrella-on-ground", "drum long-drum", "grand-piano musical-keyboard", "violin cello",
        "guitar banjo", "trumpet trombone saxophone", "saxophone flute", "bucket basket", "handbag shopping-bags purse",
        "luggage handbag backpack", "scroll scroll-map world-map", "glasses sunglasses goggles", "wizard-hat witch-hat",
        "top-hat womans-hat billed-cap straw-hat wizard-hat", "top-hat witch-hat pirate-hat santa-hat",
        "running-shoe hiking-boot womans-boot high-heeled-shoe ballet-shoes", "coat lab-coat", "treasure-chest package",
        "package wrapped-gift", "shovel wheelbarrow", "paintbrush artist-palette easel", "framed-picture easel",
        "sandcastle castle", "coin money-bag",
    )
)  # fmt: skip
# A general word is right for each of its kind, though they are different things among themselves.
_KINDS: Final = {
    general: frozenset(special.split())
    for general, special in (
        ("dog", "guide-dog service-dog poodle"),
        (
            "bird",
            "eagle duck swan goose owl dodo flamingo peacock parrot penguin dove rooster hen turkey baby-chick seagull phoenix",
        ),
        ("fish", "tropical-fish blowfish shark"),
        ("bug", "beetle lady-beetle cricket ant honeybee fly mosquito cockroach worm"),
        ("bear", "polar-bear panda"),
        ("blossom", "cherry-blossom rose tulip daffodil hibiscus hyacinth lavender sunflower lotus white-flower wilted-flower"),
        ("deciduous-tree", "evergreen-tree palm-tree cherry-tree apple-tree willow leafless-tree tanabata-tree christmas-tree"),
        ("soccer-ball", "basketball baseball tennis volleyball american-football"),
        ("stone-tower", "eiffel-tower tokyo-tower leaning-tower big-ben"),
        ("toolbox", "hammer wrench screwdriver"),
    )
}
# By a name all those that it may stand for, itself among them.
_KIN: Final = {
    name: frozenset(
        other
        for group in (*_ALIKE, *([general, one] for general, own in _KINDS.items() for one in own))
        if name in group
        for other in group
    )
    for name in {name for group in _ALIKE for name in group} | set(_KINDS) | {name for own in _KINDS.values() for name in own}
}
# Seen in a picture, a pirate is a man as well: not what was said, and not wrong.
_SOMEBODY: Final = frozenset(("man", "woman", "boy", "girl", "old-man", "old-woman"))
_ROLES: Final = """
astronaut knight princess prince queen king wizard witch mage pirate ninja samurai superhero cowboy clown farmer chef
cook doctor health-worker nurse teacher scientist artist detective firefighter police-officer student mechanic
construction-worker builder judge pilot singer technologist office-worker factory-worker guard ballerina viking
santa-claus surfing juggling swimming biking running climbing golfing fencing skier snowboarder mail-carrier bullfighter
don-quixote fairy elf dancing
"""
_IN_A_ROLE: Final = frozenset(_ROLES.split())
_EVERYBODY: Final = frozenset({"person", "family"})
_PEOPLE: Final = _EVERYBODY | _SOMEBODY | _IN_A_ROLE
_NONE: Final = frozenset[str]()
_WHOSE: Final = ("man-", "woman-", "person-")  # man-cook and woman-cook are both a cook


def may_be(thing: str, other: str) -> bool:
    """Whether who says the one may mean the other, both by the names of their sprites."""
    plain, plain_other = _plain(thing), _plain(other)
    if {plain, plain_other} <= _PEOPLE and _EVERYBODY & {plain, plain_other}:
        return True
    return plain == plain_other or bool({other, plain_other} & (_KIN.get(thing, _NONE) | _KIN.get(plain, _NONE)))


def may_look(thing: str, other: str) -> bool:
    """Whether the one is anybody and the other somebody in particular: a man and a pirate."""
    thing, other = _plain(thing), _plain(other)
    return (thing in _SOMEBODY and other in _IN_A_ROLE) or (other in _SOMEBODY and thing in _IN_A_ROLE)


def _plain(thing: str) -> str:
    for prefix in _WHOSE:
        thing = thing.removeprefix(prefix)
    return thing
