"""The texts of an authority side by side: where each stands in every language, and writing them."""

from offices.texts.history import Earlier, germans_of, history_of
from offices.texts.kinds import KINDS, TRANSLATED
from offices.texts.reading import addition_at, own_texts, same_texts, shared_texts, text_at
from offices.texts.states import Standing
from offices.texts.text import Text
from offices.texts.writing import ChangedMeanwhileError, Wanted, adopt, write, write_all

__all__ = [
    "KINDS",
    "TRANSLATED",
    "ChangedMeanwhileError",
    "Earlier",
    "Standing",
    "Text",
    "Wanted",
    "addition_at",
    "adopt",
    "germans_of",
    "history_of",
    "own_texts",
    "same_texts",
    "shared_texts",
    "text_at",
    "write",
    "write_all",
]
