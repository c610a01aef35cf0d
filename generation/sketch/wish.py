"""The polite words around a wish, which are no part of the picture: "please draw me ... for my class", 请给我画一张...的图."""

import re
from typing import Final

_WHO_EN = r"(?:class(?:room)?|students?|pupils?|kids?|children|school|son|daughter|lesson|course|homework|friends?|little ones)"
_WHO_ES = r"(?:clases?|alumnos?|alumnas?|estudiantes?|niños|niñas|peques|escuela|colegio|hijos?|hijas?|tarea|curso|salón|aula)"
_END = r"(?=\s*(?:[.,;!?]|$|please\b|por favor\b|thanks?\b|gracias\b))"
_ASK_EN = (
    r"^\s*(?:(?:please|could you|can you|would you|will you|i(?: would|'d|’d) like you to|i (?:need|want) you to|help me)[,\s]+)*"
    r"(?:draw|paint|make|create|generate|sketch|design|give|show)(?: me| us)?(?: (?:a|an|the|some))?(?: (?!of\b)[a-z]+){0,2}?"
    r" (?:picture|drawing|image|painting|illustration|photo|sketch)s? (?:of|with|showing)\s+"
)
_ASK_ES = (
    r"^\s*(?:(?:por favor|puedes|podrías|me puedes|me podrías|quiero que|necesito que|ayúdame a)[,\s]+)*"
    r"(?:dib[uú]j\w+|p[ií]nt\w+|ha[zg]\w*|hac[eé]\w*|crea\w*|genera\w*|quiero|necesito)(?: una?| el| la)?(?: (?!de\b)\w+){0,1}?"
    r" (?:dibujo|imagen|ilustración|pintura|foto|cuadro)(?: (?!de\b)\w+)? (?:de|con)\s+"
)
_ASK_ZH = (
    r"^\s*(?:你好|您好|老师好)?[,，!！]?(?:请|麻烦)?(?:你|您)?(?:能不能|可以|能)?(?:帮|给|为|替)?(?:我们|我)?(?:画|做|生成|制作)(?![画家作面布室展])"
    r"(?:一?[张幅个](?=漂亮的|好看的|可爱的|[^一-龥]*[图画插]|.*(?:图|画)[片画]?$))?(?:漂亮的|好看的|可爱的)?(?:图画|图片|图|插画)?[,，:：]?"
)
_FRAMES: Final = (
    rf"[,\s]*\b(?:for|to show|to show to) (?:my|our|the|a) (?:\w+ ){{0,2}}{_WHO_EN}{_END}",
    rf"[,\s]*\bpara (?:mi|mis|nuestra|nuestro|nuestros|la|el|los|las|una|un) {_WHO_ES}(?: de \w+| de \d\w* \w+)?{_END}",
    r"^\s*(?:hi|hello|hey|hola|buenos días|buenas tardes)\b[^,.!]{0,12}[,.!]\s*",
    _ASK_EN,
    _ASK_ES,
    _ASK_ZH,
    r"[,，]?(?:给|为|送给)(?:我|我们)(?:的)?(?:班|班级|学生|学生们|同学|同学们|孩子|孩子们|课堂|班上)(?:用|看|的)?",
    r"的(?:一张|一幅)?(?:图片|图画|图|插画|画)(?=[。.!！]?\s*$)",
)
_POLITE: Final = tuple(re.compile(frame, re.IGNORECASE) for frame in _FRAMES)


def unframed(text: str) -> str:
    """What is wished, without how it is asked for; the text itself where nothing would be left."""
    bare = text
    for frame in _POLITE:
        bare = frame.sub("", bare, count=1)
    return bare if bare.strip() else text
