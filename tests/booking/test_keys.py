"""Numbers, codes and marks: what may be alike, and what must not."""

import re

import pytest

from booking import keys

NOUR = ("Al-Hassan", "Nour", "01.02.1990")


def test_a_number_has_eight_characters_that_nobody_takes_for_another():
    numbers = {keys.new_number() for _ in range(2000)}
    assert len(numbers) == 2000
    assert {len(number) for number in numbers} == {8}
    assert set("".join(numbers)) == set("234679ACDEFGHJKMNPQRTUVWXYZ")
    assert set("01ILO5S8B").isdisjoint("".join(numbers))


def test_codes_and_pins_have_six_digits_zeros_in_front_included():
    given = [keys.mail_code("AAAA2222", "nour@example.org", issue) for issue in range(500)]
    given += [keys.pin("AAAA2222", version) for version in range(500)]
    assert all(re.fullmatch(r"\d{6}", code) for code in given)
    assert any(code.startswith("0") for code in given)


def test_each_issue_address_and_booking_has_its_own_code():
    asked = [
        ("AAAA2222", "nour@example.org", 1),
        ("AAAA2222", "nour@example.org", 2),
        ("AAAA2222", "noor@example.org", 1),
        ("AAAA3333", "nour@example.org", 1),
    ]
    codes = [keys.mail_code(*one) for one in asked]
    assert len(set(codes)) == 4
    fits = [keys.is_mail_code(codes[0], *one) for one in asked]
    assert fits == [True, False, False, False]


def test_parts_of_a_code_cannot_be_moved_from_one_to_the_next():
    assert keys.mail_code("AAAA222", "2nour@example.org", 1) != keys.mail_code(
        "AAAA2222", "nour@example.org", 1
    )


@pytest.mark.parametrize("given", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 456"])
def test_what_is_not_the_code_is_refused_and_nothing_breaks(given):
    assert keys.is_mail_code(given, "AAAA2222", "nour@example.org", 1) is False


def test_a_link_carries_128_bits_and_fits_into_an_address_as_it_is():
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", keys.link_token("AAAA2222", 1))


def test_raising_the_version_revokes_the_link_and_the_pin():
    token = keys.link_token("AAAA2222", 1)
    assert keys.is_link_token(token, "AAAA2222", 1) is True
    assert keys.is_link_token(token, "AAAA2222", 2) is False
    assert keys.is_link_token(token, "AAAA3333", 1) is False
    assert keys.pin("AAAA2222", 1) != keys.pin("AAAA2222", 2)


def test_links_and_codes_made_under_an_old_key_open_while_it_is_a_fallback(settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "old" * 20, []
    token = keys.link_token("AAAA2222", 1)
    code = keys.mail_code("AAAA2222", "nour@example.org", 1)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, ["older" * 12, "old" * 20]
    assert keys.is_link_token(token, "AAAA2222", 1) is True
    assert keys.is_mail_code(code, "AAAA2222", "nour@example.org", 1) is True
    assert keys.link_token("AAAA2222", 1) != token
    settings.SECRET_KEY_FALLBACKS = []
    assert keys.is_link_token(token, "AAAA2222", 1) is False
    assert keys.is_mail_code(code, "AAAA2222", "nour@example.org", 1) is False


@pytest.mark.parametrize(
    ("family_name", "given_names"),
    [
        ("AL-HASSAN", "NOUR"),
        ("al hassan", "nour"),
        ("Alhassan", "Nour"),
        ("Āl-Ḥassān", "Noür"),
        ("  Al–Hassan ", "Nour."),
        ("Nour", "Al-Hassan"),
        ("Al-Ha\u0301ssan", "Nour"),
    ],
)
def test_the_same_person_spelt_otherwise_is_known_again(family_name, given_names):
    assert keys.fingerprint(family_name, given_names, "01.02.1990") == keys.fingerprint(*NOUR)


@pytest.mark.parametrize(
    "other",
    [
        ("Al-Hassan", "Nour", "02.01.1990"),
        ("Al-Hassan", "Nour", "00.00.1990"),
        ("Al-Hassan", "Nora", "01.02.1990"),
        ("Al-Hassani", "Nour", "01.02.1990"),
        ("Al-Hassan", "", "01.02.1990"),
        ("Al-Hassan Nour", "", "01.02.1990"),
        ("نور", "الحسن", "01.02.1990"),
    ],
)
def test_another_person_is_another(other):
    assert keys.fingerprint(*other) != keys.fingerprint(*NOUR)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (("Шевченко", "Олена"), ("ШЕВЧЕНКО", "олена")),
        (("Groß", "Jürgen"), ("GROSS", "JÜRGEN")),
        (("Nguyễn", "Thị Hoa"), ("NGUYEN", "thi-hoa")),
        (("الحَسَن", "نور"), ("الحسن", "نور")),
        (("Suharto", ""), ("", "SUHARTO")),
    ],
)
def test_names_of_every_script_are_compared_without_case_and_marks(one, same):
    marks = {keys.fingerprint(family, given, "00.00.1990") for family, given in (one, same)}
    assert len(marks) == 1


def test_a_mark_says_nothing_without_the_pepper(settings):
    before = keys.fingerprint(*NOUR)
    settings.PEPPER = "another pepper"
    assert keys.fingerprint(*NOUR) != before
    assert re.fullmatch(r"[0-9a-f]{64}", before)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Müller", "mueller"),
        ("MÜLLER", "mueller"),
        ("Österreich", "oesterreich"),
        ("Äbischer", "aebischer"),
        ("Groß-Gerau", "grossgerau"),
        ("D’Angelo", "dangelo"),
        ("Nguyễn", "nguyen"),
        ("Çelik", "celik"),
        ("İnan", "inan"),
        ("von der Leyen", "vonderleyen"),
        ("Шевченко", ""),
        ("", ""),
    ],
)
def test_plain_letters_are_those_of_the_phone_book(name, letters):
    assert keys.plain_letters(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Mu\u0308ller", "mueller"),
        ("Đoàn", "doan"),
        ("Łukasik", "lukasik"),
        ("Øst", "ost"),
        ("ışık", "isik"),  # noqa: RUF001
    ],
)
def test_letters_with_strokes_keep_their_place_in_the_alphabet(name, letters):
    assert keys.plain_letters(name) == letters


def test_the_code_of_a_letter_is_the_number_and_four_letters_nobody_guesses():
    code = keys.letter_code("K7QM42XD", 1)
    assert re.fullmatch(r"K7QM-42XD-[2-9A-Z]{4}", code)
    tails = {keys.letter_code("K7QM42XD", version)[-4:] for version in range(200)}
    assert len(tails) > 195
    assert set("01ILO5S8B").isdisjoint("".join(tails))


def test_only_the_letters_of_this_number_and_version_open_it():
    tail = keys.letter_code("K7QM42XD", 1)[-4:]
    asked = [("K7QM42XD", 1), ("K7QM42XD", 2), ("K7QM42XE", 1)]
    assert [keys.is_letter_code(tail, *one) for one in asked] == [True, False, False]


def test_letters_and_pins_made_under_an_older_key_still_open(settings):
    tail, pin = keys.letter_code("K7QM42XD", 1)[-4:], keys.pin("K7QM42XD", 1)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key that is long enough for everything it has to sign"
    assert keys.letter_code("K7QM42XD", 1)[-4:] != tail
    assert keys.is_letter_code(tail, "K7QM42XD", 1)
    assert keys.is_pin(pin, "K7QM42XD", 1)
