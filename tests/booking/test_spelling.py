"""How names sound: what is one name to whoever hears it is written alike."""

import pytest

from booking import spelling
from booking.spelling import heard, sounds, words

ALIKE = [
    "Mohammed Mohamed Мохамед",
    "Shevchenko Schewtschenko Ševčenko Шевченко Szewczenko",
    "Yusuf Jusuf Yousuf Юсуф",
    "Khalil Chalil Halil Халил",
    "Müller Mueller Muller MÜLLER Mu\u0308ller",
    "Öztürk Ozturk Oeztuerk",
    "Çelik Celik Tschelik",
    "Jamal Djamal Dschamal Джамал",
    "Wolodymyr Volodymyr Володимир",
    "Tsvetkov Zwetkow Cvetkov Цветков",
    "Kovačević Kovacevic Kowatschewitsch Ковачевич",
    "Đorđe Djordje",
    "Đorđe Dorde",
    "Qasim Ghasim Kasim Kassim",
    "Hussein Hussain Husayn",
    "Saeed Said",
    "Elena Jelena Yelena Елена",
    "Abdullah Abdulla",
    "Papadopoulos Παπαδόπουλος Papadopulos",
    "Giorgi გიორგი",
    "Tesfay Tesfai ተስፋይ",
    "Straße Strasse",
    "Yılmaz Yilmaz",  # noqa: RUF001
    "Łukasz Lukasz",
    "सुनीता Sunita",
]
# In scripts that leave out vowels, and in others.
BONES = [
    "محمد Mohammed Muhamad مُحَمَّد",
    "يوسف یوسف Yusuf Jusuf Youssef",
    "خليل Khalil Chalil",
    "عبدالله Abdullah",
    "علي علی Ali Aly",
    "أحمد احمد Ahmad Ahmed",
    "خديجة Khadija Chadidscha",
    "فاطمة فاطمه Fatima Fatemeh",
    "حسین Hussein Husain",
    "وليد Walid",
    "رضا Reza",
    "שרה Sarah",
    "سلام Selam",
]
APART = ["Amal Amir", "Schmidt Schulz", "Mohammed Ahmed", "Nour Nadia", "Ivanov Petrov"]


def sounds_of(word: str) -> set[str]:
    return {one for one in sounds(word).split() if one[0] not in "~+"}


def bones_of(word: str) -> set[str]:
    return {one.lstrip("~+") for one in sounds(word).split() if one[0] in "~+"}


@pytest.mark.parametrize("names", ALIKE)
def test_one_name_has_a_sound_in_common_however_it_is_spelt(names):
    assert set.intersection(*map(sounds_of, names.split()))


@pytest.mark.parametrize("names", BONES)
def test_one_name_has_consonants_in_common_in_every_script(names):
    assert set.intersection(*map(bones_of, names.split()))


@pytest.mark.parametrize("names", APART)
def test_other_names_sound_otherwise(names):
    assert not set.intersection(*map(sounds_of, names.split()))
    assert not set.intersection(*map(bones_of, names.split()))


def test_what_others_write_as_one_word_is_one_more():
    assert sounds("Anna-Lena").split() == ["ana", "+an", "lena", "+ln", "analena", "+anln"]
    assert "ohadi" in sounds("O'Hadi").split()
    assert "hadi" in sounds("O'Hadi").split()
    assert "abdalrahman" in sounds("Abd al Rahman").split()
    assert "nkuin vanmin" not in sounds("Nguyễn", "Văn")


def test_of_a_typed_word_the_likeliest_sound_comes_first():
    assert heard(["jamal"], 0) == ["iamal", "jamal", "~iml", "~jml"]
    assert heard(["abd", "al", "rahman"], 1)[:2] == ["al", "abdal"]
    assert heard(["محمد"], 0) == ["~mhmd", "+mhmd"]


def test_words_are_what_has_letters_whatever_stands_between():
    assert words("  O’Neill-SÖHNE, 3. (王伟)") == ["o’neill", "söhne", "王", "伟"]
    assert words("– 7 ?") == []


@pytest.mark.parametrize(
    "name", ["", "–", "''", "\u0627", "\u02bc", "x" * 120, "ch" * 60, "\u200d", "ß", "😀"]
)
def test_whatever_somebody_is_called_it_fits(name):
    assert len(sounds(name, name)) <= spelling.LONGEST
    assert all(len(one) <= spelling.LONGEST_WORD + 1 for one in sounds(name).split())
