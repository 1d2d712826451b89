"""Names as they are typed at the counter, and who is found: exactly those, the best first."""

import pytest

from tests.booking.search.asking import booked, found

pytestmark = pytest.mark.django_db

# As they stand in passports, or as they were typed in the language of the person.
PEOPLE = """
Shevchenko, Oleksandr · Шевченко, Олександр · Schmidt, Anna-Lena · Öztürk, Yusuf · O'Hadi, Amal
Al-Hamwi, Mohammed · الحموي, محمد · يوسف, خليل · Khalil, Jamal · رضایی, فاطمه · Müller, Jörg
ተስፋይ, ሰላም · გელაშვილი, გიორგი · Παπαδόπουλος, Γεώργιος · Kovačević, Đorđe · Nguyễn, Văn Minh
Abdulrahman, Omar · عبدالرحمن, عمر · Çelik, Ayşe · Zelenskyi, Volodymyr · Qasemi, Saeed · 王伟
""".strip()

# What is typed, and who is found; whoever is one letter away, too.
FOUND = {
    # in any order, in part, with a hyphen or without
    "Schmidt": "Anna-Lena Schmidt",
    "anna-lena schmidt": "Anna-Lena Schmidt",
    "schmidt annalena": "Anna-Lena Schmidt",
    "Lena": "Anna-Lena Schmidt",
    "SCHM ANN": "Anna-Lena Schmidt",
    "hamwi": "Mohammed Al-Hamwi, محمد الحموي",
    "Alhamwi": "Mohammed Al-Hamwi, محمد الحموي",
    "Hadi": "Amal O'Hadi",
    "ohadi": "Amal O'Hadi",
    "O’Hadi": "Amal O'Hadi",
    # umlauts and accents
    "Mueller": "Jörg Müller",
    "Muller": "Jörg Müller",
    "mÜLLER joerg": "Jörg Müller",
    "Oeztuerk": "Yusuf Öztürk",
    "Ozturk": "Yusuf Öztürk",
    "Celik": "Ayşe Çelik",
    "Tschelik": "Ayşe Çelik",
    "Nguyen Van": "Văn Minh Nguyễn",
    # one spelling for another
    "Schewtschenko": "Oleksandr Shevchenko, Олександр Шевченко",
    "Ševčenko": "Oleksandr Shevchenko, Олександр Шевченко",
    "Aleksandr Shevchenko": "Oleksandr Shevchenko, Олександр Шевченко",
    "Jusuf": "Yusuf Öztürk, خليل يوسف",
    "Youssef Oeztuerk": "Yusuf Öztürk",
    "Chalil": "Jamal Khalil, خليل يوسف",
    "Halil": "Jamal Khalil, خليل يوسف",
    "Dschamal": "Jamal Khalil, Amal O'Hadi",
    "Djordje": "Đorđe Kovačević",
    "Kovacevic": "Đorđe Kovačević",
    "Kowatschewitsch": "Đorđe Kovačević",
    "Selenskyj Wolodymyr": "Volodymyr Zelenskyi",
    "Ghasemi": "Saeed Qasemi",
    "Said Kasemi": "Saeed Qasemi",
    "Abd al Rahman": "Omar Abdulrahman, عمر عبدالرحمن",
    "Abdul Rahman Omar": "Omar Abdulrahman, عمر عبدالرحمن",
    # other scripts, both ways
    "Mohammed Hamwi": "Mohammed Al-Hamwi, محمد الحموي",
    "Muhamad": "Mohammed Al-Hamwi, محمد الحموي",
    "محمد": "محمد الحموي, Mohammed Al-Hamwi",
    "шевченко": "Oleksandr Shevchenko, Олександр Шевченко",
    "Fatima Rezai": "فاطمه رضایی",
    "Fatemeh": "فاطمه رضایی",
    "Selam Tesfai": "ሰላም ተስፋይ",
    "Giorgi Gelaschwili": "გიორგი გელაშვილი",
    "Papadopoulos": "Γεώργιος Παπαδόπουλος",
    "Wang": "王伟, Văn Minh Nguyễn",
    "王": "王伟, Văn Minh Nguyễn",
    # mistyped: wrong, missing, doubled, swapped; two letters in a longer one
    "Schnidt": "Anna-Lena Schmidt",
    "Schmid": "Anna-Lena Schmidt",
    "Schmiddt": "Anna-Lena Schmidt",
    "Shcmidt": "Anna-Lena Schmidt",
    "Mohsmmed": "Mohammed Al-Hamwi, محمد الحموي",
    "Khailil": "Jamal Khalil, خليل يوسف",
    "Papadopuolis": "Γεώργιος Παπαδόπουλος",
    "Schevschenka": "Oleksandr Shevchenko, Олександр Шевченко",
    "Gelashwilli Georgi": "გიორგი გელაშვილი",
    "Kovatschevisch": "Đorđe Kovačević",
    # nobody
    "Schulz": "",
    "Schmidt Mohammed": "",
    "Ivanova": "",
    "Popescu": "",
    "Ahmadzai": "",
    "Xq": "",
    "": "",
    "?!": "",
}


@pytest.fixture
def everybody(offering):
    names = [name.strip() for line in PEOPLE.splitlines() for name in line.split("·")]
    for name in names:
        booked(offering, name)


def test_whatever_is_typed_finds_those_whose_name_it_is_and_nobody_else(offering, everybody):
    wanted = {words: set(filter(None, names.split(", "))) for words, names in FOUND.items()}
    assert {words: set(found(words, offering)) for words in FOUND} == wanted


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Hadi", ["Amal Hadi", "Hadija Noor", "Hedi Noor", "Hani Noor"]),
        ("Mohammed", ["Mohamed Noor", "محمد", "Mohammedi Noor", "Muhamad Noor", "Mohamet Noor"]),
    ],
)
def test_the_nearest_comes_first(offering, words, names):
    for name in reversed(names):
        given, _, family = name.rpartition(" ")
        booked(offering, f"{family}, {given}" if given else family)
    assert found(words, offering) == names
