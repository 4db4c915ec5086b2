"""An utterance as plain words, so that one thing said in several spellings becomes one thing."""

import re
from itertools import pairwise

_apostrophes = str.maketrans("’‘`´", "''''")
_word = re.compile(r"\{\w+\}|\d+|[^\W\d_]+(?:'[^\W\d_]+)*'?")

# What is written without its apostrophe, and what sounds like it.
_respelled = {
    "arent": "are not",
    "cannot": "can not",
    "cant": "can not",
    "couldnt": "could not",
    "charlie": "charley",
    "didnt": "did not",
    "doesnt": "does not",
    "dont": "do not",
    "hasnt": "has not",
    "havent": "have not",
    "hows": "how is",
    "im": "i am",
    "isnt": "is not",
    "its": "it is",
    "ive": "i have",
    "kramp": "cramp",
    "ok": "okay",
    "alright": "all right",
    "anymore": "any more",
    "thats": "that is",
    "theres": "there is",
    "wasnt": "was not",
    "whats": "what is",
    "wont": "will not",
    "wouldnt": "would not",
    "youre": "you are",
    "can't": "can not",
    "won't": "will not",
    "ain't": "is not",
    "aint": "is not",
    "let's": "let us",
    "gonna": "going to",
    "wanna": "want to",
    "gotta": "got to",
    "gimme": "give me",
    "lemme": "let me",
    "cos": "because",
    "mins": "minutes",
    "min": "minute",
    "secs": "seconds",
    "hrs": "hours",
    "hr": "hour",
}
_endings = {"n't": " not", "'s": " is", "'re": " are", "'m": " am", "'ve": " have", "'ll": " will", "'d": " would"}
# Words that are one to the ear or to the meaning.
_same = {
    "has": "is",
    "are": "is",
    "does": "do",
    "mom": "mum",
    "nope": "no",
    "nah": "no",
    "yep": "yes",
    "yup": "yes",
    "yeah": "yes",
}
# Words that carry no meaning here: whose it is, and how very much.
_silent = frozenset(
    "the my his her their our your really quite actually bloody so proper totally completely"
    " suddenly finally absolutely definitely".split()
)
_lead_in = re.compile(
    r"^((um+|uh|er+m?|a+h|o+h|oo+|ow|ouch|a+r*gh|well|please|hey|hi|hello|and|but|okay|all right|right|yes|yeah|yep"
    r"|alexa|listen|look|god|gosh|sorry|now|like|dear|doctor|sir|madam|phew|damn|i think|i said|me|oh me) )+"
)
_lead_out = re.compile(
    r"((?<!since) (please|now|thanks|thank you|alexa|mate|love|dear|doctor|sir|madam|though|then|tonight|too|as well"
    r"|i think|at last|any more|any longer|at moment|right now|you know|for me|to be honest|yesterday|today))+$"
)
# Where one thing said ends and another begins.
_joint = re.compile(
    r",|\b(?:and|but|because|or|nor)\b"
    r"|(?<=\S)(?= (?:i've|i'm|i can't|it's|its|it is|there's|there is|is there)\b)"
)
_wake_word = re.compile(r"(hey )?(alexa|echo|computer|amazon|ziggy)( ,)? (?=\S)")
_punctuation = re.compile(r"[^\w\s'-]+")


def spoken(text: str) -> str:
    """The text as it would be heard: without case and wake word, every punctuation mark a comma."""
    straight = _punctuation.sub(" , ", text.lower().translate(_apostrophes))
    heard = " ".join(straight.replace("-", " ").split()).strip(" ,")
    return _wake_word.sub("", heard, count=1) if _wake_word.match(heard) else heard


def plain_words(text: str) -> list[str]:
    """The words of a text, contractions spelled out, without case, punctuation or words of no meaning."""
    words: list[str] = []
    for raw in _word.findall(text):
        words += _spelled_out(raw).split()
    plain = [_same.get(word, word) for word in words]
    telling = [word for word, after in pairwise([*plain, ""]) if word not in _silent or after == "not"]
    return telling or plain


def without_fillers(words: list[str]) -> list[str]:
    """The words without what is said only to begin or to end a sentence."""
    return _lead_out.sub("", _lead_in.sub("", " ".join(words))).split()


def clauses(text: str) -> list[tuple[str, str]]:
    """The parts of a text that say one thing each, with what joins each to the one before."""
    parts, joint, start = [], "", 0
    for found in _joint.finditer(text):
        parts.append((joint, text[start : found.start()]))
        joint, start = found.group(), found.end()
    parts.append((joint, text[start:]))
    return [(joint, part) for joint, part in parts if _word.search(part)]


def _spelled_out(word: str) -> str:
    if word in _respelled:
        return _respelled[word]
    for ending, full in _endings.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + full
    return word.rstrip("'")
