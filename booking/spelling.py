"""How names sound, whatever letters they are written in: the words by which people are found.

محمد, Mohammed, Muhamad and Mohammad are one name to whoever hears it. Every name is written down
a second time in few Latin letters, each of which stands for all ways to write one sound in the
languages people come with: sch, sh, š and z are one s, w and v one v, g and q one k. What sounds
alike is then written alike. Three kinds of words come of it:

    mohamed   how it sounds
    ~mhmd     its consonants, from a script that leaves out vowels
    +mhmd     its consonants, from any other script: so محمد finds Mohammed, and the other way round

What was mistyped is found by letters that were left out, see `booking_name_keys` of the database.
Whoever changes a rule has to write all names down anew, in a migration.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, product

from anyascii import anyascii

WITHOUT, LEFT_OUT = "~", "+"
MOST_READINGS, LONGEST_WORD, MOST_WORDS = 4, 24, 40
LONGEST = MOST_WORDS * (LONGEST_WORD + 2)
# What others write as one word: so many parts, one of them short (Anna-Lena, Abd al Rahman).
JOINED, SHORT_PART, LONGEST_JOINED = 3, 5, 16

# Ways to write one sound. Capitals have several readings.
SOUNDS = {
    **dict.fromkeys(("schtsch", "shch", "tsch", "sch", "tch", "sh", "zh", "cz", "sz"), "s"),
    **dict.fromkeys(("ts", "tz", "z"), "s"),
    **dict.fromkeys(("dsch", "dzh", "dj"), "j"),
    "ph": "f",
    "th": "t",
    "dh": "d",
    "bh": "b",
    "kh": "h",
    "gh": "k",
    "ck": "k",
    "qu": "kv",
    "q": "k",
    "g": "k",
    "x": "ks",
    "w": "v",
    "y": "i",
    "ch": "H",
    "j": "J",
    "ou": "u",
    "oo": "u",
    "ee": "i",
    "aee": "ai",
    "ae": "a",
    "oe": "o",
    "ue": "u",
}
READINGS = {"H": "hs", "J": "ij", "Ç": "sk", "Đ": "dj", "D": "ds", "T": "ts"}
SOUND = re.compile("|".join([*sorted(SOUNDS, key=len, reverse=True), "c"]))
# Letters whose sound is another than that of the plain letter which is left of them.
LETTERS = str.maketrans(
    {"ç": "Ç", "č": "Ç", "ć": "Ç", "đ": "Đ", "ђ": "Đ", "џ": "dj", "ч": "tsch", "ჩ": "tsch"}
)
GREEK = (("ου", "u"), ("ευ", "ev"), ("αυ", "av"), ("γγ", "ng"), ("μπ", "b"), ("χ", "h"))  # noqa: RUF001

VOWELLESS = re.compile(r"[\u0590-\u074f\u0750-\u077f\u0870-\u08ff\ufb1d-\ufefc]")
# All others as they are written in Latin.
CONSONANTS = {
    **dict.fromkeys("اأإآٱعءئؤىةوۆي", ""),
    "ث": "T",
    "ذ": "D",
    "ض": "D",
    "ظ": "D",
    "ج": "j",
    "چ": "s",
}
FIRST = {**dict.fromkeys("اأإآٱع", "a"), "ي": "i", "ی": "i", "و": "v"}
ARTICLE = "ال"

IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uac00-\ud7af]")
APOSTROPHES = "'’‘ʼʻ`´ʹ"  # noqa: RUF001
# In Indian scripts and their neighbours vowels are marks within the word.
LETTER = r"(?:[^\W\d_]|[\u0900-\u1aff\ua800-\uabff])"
WORD = re.compile(rf"{LETTER}(?:[{APOSTROPHES}]?{LETTER})*")


def sounds(*names: str) -> str:
    """Every word of the names as it sounds, with what others write as one word; for storing.

    Empty when there is no letter in them.
    """
    found = (sound for name in names for sound in _stored(words(name)))
    return " ".join(islice(dict.fromkeys(found), MOST_WORDS))


def _stored(parts: Sequence[str]) -> Iterator[str]:
    joined = ("".join(run) for _first, run in _joined(parts))
    for part in (*parts, *_halves(parts), *joined):
        for sound in readings(part):
            yield sound
            if not sound.startswith(WITHOUT):
                yield LEFT_OUT + consonants(sound)


def heard(parts: Sequence[str], place: int) -> list[str]:
    """What the typed word at `place` may sound like, alone or joined with those beside it.

    The likeliest first; at the end what it would be in scripts that leave out vowels.
    """
    runs = (run for first, run in _joined(parts) if first <= place < first + len(run))
    joined = (sound for run in runs for sound in readings("".join(run))[:1])
    sounds_like = [*readings(parts[place]), *joined]
    bones = (consonants(sound) for sound in sounds_like if not sound.startswith(WITHOUT))
    without = (sound[1:] for sound in sounds_like if sound.startswith(WITHOUT))
    others = [
        *(WITHOUT + one for one in bones if len(one) > 1),
        *(LEFT_OUT + one for one in without),
    ]
    return _unique([*sounds_like, *others])


def words(text: str) -> list[str]:
    """The words of a text; a Chinese or Korean character is one by itself."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(char for char in plain if char >= "\u0900" or unicodedata.category(char) != "Mn")
    return WORD.findall(IDEOGRAPH.sub(r" \g<0> ", bare))


def _halves(parts: Iterable[str]) -> Iterator[str]:
    """Of O'Hadi both, as some search for Hadi."""
    for part in parts:
        halves = re.split(f"[{APOSTROPHES}]", part)
        yield from (half for half in halves if len(halves) > 1 and len(half) > 2)  # noqa: PLR2004


def _joined(parts: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    """Where it begins, and the words."""
    for size in range(2, JOINED + 1):
        for first in range(len(parts) - size + 1):
            run = parts[first : first + size]
            is_short = min(map(len, run)) <= SHORT_PART and sum(map(len, run)) <= LONGEST_JOINED
            if is_short and len({bool(VOWELLESS.search(part)) for part in run}) == 1:
                yield first, run


def readings(word: str) -> list[str]:
    """How a word may sound, the likeliest first."""
    if not VOWELLESS.search(word):
        return _unique(map(_finished, _choices(_latin(word))))
    bare = word.removeprefix(ARTICLE)
    both = (word, bare) if len(bare) > 2 else (word,)  # noqa: PLR2004
    return _unique(WITHOUT + sound for one in both for sound in _choices(_without_vowels(one)))


def _latin(word: str) -> str:
    for written, heard in GREEK:
        word = word.replace(written, heard)
    kept = re.split("([ÇĐ])", word.translate(LETTERS))
    latin = "".join(part if part in READINGS else anyascii(part).lower() for part in kept)
    return SOUND.sub(_heard, re.sub(r"[^a-zÇĐ]", "", latin))


def _heard(found: re.Match[str]) -> str:
    written, before, after = found[0], found.string[: found.start()], found.string[found.end() :]
    if written != "c":
        return SOUNDS[written]
    is_soft = after.startswith(tuple("eiyvw")) or (before.endswith("i") and not after)
    return "s" if is_soft else "k"


def _choices(word: str) -> Iterator[str]:
    ways = ("".join(way) for way in product(*(READINGS.get(char, char) for char in word)))
    return islice(ways, MOST_READINGS)


def _finished(word: str) -> str:
    """Diphthongs, doubled letters and a silent h at the end."""
    word = re.sub("ie", "i", re.sub("^ie", "e", word))
    word = re.sub("[ae]i", "e", _once(word))
    return _once(word)[:LONGEST_WORD].removesuffix("h") or word


def _once(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _without_vowels(word: str) -> str:
    once = word.replace("لل", "ل")
    first = FIRST.get(once[0]) or _consonant(once[0])
    rest = "".join(map(_consonant, once[1:])).removesuffix("h")
    return (first + rest)[:LONGEST_WORD]


def _consonant(char: str) -> str:
    if char in CONSONANTS:
        return CONSONANTS[char]
    latin = re.sub("[^a-z]", "", anyascii(char).lower())
    return re.sub("[aeiouv]", "", SOUND.sub(_heard, latin))


def consonants(sound: str) -> str:
    """What a script without vowels would leave: it writes v and y as it writes u and i."""
    first = "a" if sound[0] in "aeou" or re.match("i[^aeou]|i$", sound) else sound[0]
    return first + re.sub("[aeiouv]", "", sound[1:])


def _unique(found: Iterable[str]) -> list[str]:
    return [one for one in dict.fromkeys(found) if one.strip(WITHOUT + LEFT_OUT)]
