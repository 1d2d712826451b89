"""Names as they stand in the books of a foreigners' office: few by the thousand, most once.

Drawn alike in every run. One in ten persons is a Mohammed (so spelt, or محمد); that is harder than
most offices have it.
"""

from __future__ import annotations

from random import Random
from typing import Any

from django.db import connection
from psycopg2.extras import execute_values

from booking.spelling import sounds

# The first are the most frequent, as names are everywhere.
FAMILY = """
Schmidt Müller Öztürk Yılmaz Demir Şahin Çelik Kaya Hadi Ahmadi Ahmadzai Rahimi Hosseini Mohammadi
Karimi Haidari Rezai Noori Al-Ahmad Al-Hussein Khalil Ibrahim Hassan Hussein Ali Mohammed Mahmoud
Saleh Haddad Khoury Shevchenko Kovalenko Bondarenko Tkachenko Melnyk Oliynyk Boyko Ivanov Petrov
Popescu Nguyen Tran Singh Kumar Khan Ahmed Malik Tesfay Gebremedhin Haile Berhane Diallo Bah Camara
Traore Okafor Mensah Kovačević Jovanović Petrović Hoxha Krasniqi Papadopoulos Silva Garcia Wang Li
محمد الأحمد حسين خليل العلي حسینی احمدی Шевченко Коваленко Мельник გელაშვილი ተስፋይ Παπαδόπουλος
"""  # noqa: RUF001
GIVEN = """
Mohammed Mohammad Muhammad Mohamad Ahmad Ahmed Ali Hassan Hussein Omar Khaled Khalid Yusuf Youssef
Mustafa Mahmoud Ibrahim Abdullah Abdulrahman Amal Fatima Maryam Zahra Zainab Noor Sara Hala Leila
Reza Mehdi Amir Hamid Farid Oleksandr Oleksii Olena Olha Iryna Nataliia Yuliia Kateryna Dmytro
Serhii Volodymyr Viktoriia Svitlana Mykhailo Anna Maria Elena Ivan Alexander Giorgi Nino Selam
Samuel Daniel Michael Yonas Mehmet Ayşe Fatma Emine Murat Priya Rahul Wei Minh Jose Luis João
Mamadou Fatoumata Chidi Ngozi Emmanuel محمد أحمد علي فاطمة عمر يوسف زهرا Олександр Олена გიორგი ሰላም
"""
SYLLABLES = """
ka ra mi sho ben dar el far gul ha is jam kh la mar nov ol par qu rash sam tar vic wal xe yas zo ber
chi do fe go hov ji kov lu men ne pe ri su ta vas we zh an im un ek
"""
ENDS = ["", "i", "enko", "ov", "yan", "oğlu", "zade", "ski", "ić", "pour", "uddin", "a", "e"]
MAILS = ["gmail.com"] * 8 + ["web.de", "gmx.de", "icloud.com", "hotmail.com", "caritas.example"]
NETWORKS = ["51", "60", "70", "76", "52"]
DISTINCT = 20_000
Person = tuple[Any, ...]

NAME = """
UPDATE booking_attendee person SET family_name = known.family, given_names = known.given,
  sounds = known.sounds, birth_year = known.year, birth_month = known.month,
  birth_day = known.day, file_number = known.file
FROM known WHERE mod(person.booking_id * 7919, %s) = known.id
"""
REACH = """
UPDATE booking_contact contact SET email = format(known.email, contact.booking_id),
  phone = known.phone || lpad(mod(contact.booking_id * 104729, 10000000)::text, 8, '0')
FROM known WHERE mod(contact.booking_id * 7919, %s) = known.id
"""
KNOWN = """
CREATE TEMPORARY TABLE known (id int PRIMARY KEY, family text, given text, sounds text,
  year smallint, month smallint, day smallint, file text, email text, phone text)
"""


def name_everybody() -> None:
    """Give whoever has a booking a name, a date of birth, an address and a telephone number."""
    random = Random(1)  # noqa: S311 - the same people in every run
    people = [(number, *_person(random)) for number in range(DISTINCT)]
    with connection.cursor() as cursor:
        cursor.execute(KNOWN)
        execute_values(cursor.cursor, "INSERT INTO known VALUES %s", people, page_size=5000)
        cursor.execute(NAME, [DISTINCT])
        cursor.execute(REACH, [DISTINCT])
        cursor.execute("DROP TABLE known")


def _person(random: Random) -> Person:
    family, given = _family(random), _given(random)
    year = int(random.triangular(1940, 2024, 1992))
    is_known = random.random() < 0.95  # noqa: PLR2004
    month, day = (random.randint(1, 12), random.randint(1, 28)) if is_known else (None, None)
    file = f"AZ-{random.randint(1000, 99999)}/{random.randint(18, 26)}"
    email = f"{sounds(given).split()[0].strip('~')}%s@{random.choice(MAILS)}"
    phone = f"+491{random.choice(NETWORKS)}"
    has_file = random.random() < 0.3  # noqa: PLR2004
    facts = (sounds(family, given), year, month, day, file if has_file else "", email, phone)
    return family, given, *facts


def _family(random: Random) -> str:
    name = _frequent(random, FAMILY) if random.random() < 0.55 else _rare(random)  # noqa: PLR2004
    return f"{name}-{_rare(random)}" if random.random() < 0.1 else name  # noqa: PLR2004


def _given(random: Random) -> str:
    name = _frequent(random, GIVEN) if random.random() < 0.8 else _rare(random)  # noqa: PLR2004
    return f"{name} {_frequent(random, GIVEN)}" if random.random() < 0.3 else name  # noqa: PLR2004


def _frequent(random: Random, names: str) -> str:
    known = names.split()
    return random.choices(known, [(place + 1) ** -0.7 for place in range(len(known))])[0]


def _rare(random: Random) -> str:
    syllables = random.choices(SYLLABLES.split(), k=random.choice([2, 2, 3]))
    return "".join([*syllables, random.choice(ENDS)]).title()
