from django.contrib.postgres.operations import CreateExtension, TrigramExtension
from django.db import migrations, models

# The keys by which people are found from how their names sound (booking.spelling): of each word
#   .word   the whole word
#   <wo     every beginning of it
#   -wrd    all vowels alike and up to one letter left out, for words of up to four consonants
#   =wrd    consonants alone and up to two of them left out, for words of at least four
# Two words that differ in one letter (wrong, missing, too many, two swapped) have a key in common
# with one letter left out of each. It calls nothing of ours: an index is built and restored where
# only what PostgreSQL itself has is found.
KEYS = """
CREATE FUNCTION booking_name_keys(sounds text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE STRICT COST 4000 AS $$
DECLARE
  keys text[] := '{}';
  word text;
  vowels text;
  bones text;
  size int;
BEGIN
  FOREACH word IN ARRAY string_to_array(sounds, ' ') LOOP
    size := length(word);
    CONTINUE WHEN size = 0;
    keys := keys || ('.' || word);
    CONTINUE WHEN left(word, 1) = '+';
    FOR i IN least(2, size)..size LOOP
      keys := keys || ('<' || left(word, i));
    END LOOP;
    vowels := translate(word, 'eiou', 'aaaa');
    bones := left(vowels, 1) || replace(substr(vowels, 2), 'a', '');
    IF length(bones) <= 4 OR left(word, 1) = '~' THEN
      keys := keys || ('-' || vowels);
      FOR i IN 1..(CASE WHEN size > 3 THEN size ELSE 0 END) LOOP
        keys := keys || ('-' || left(vowels, i - 1) || substr(vowels, i + 1));
      END LOOP;
    END IF;
    size := length(bones);
    CONTINUE WHEN size < 4 OR left(word, 1) = '~';
    keys := keys || ('=' || bones);
    FOR i IN (CASE WHEN size = 4 THEN 2 ELSE 1 END)..size LOOP
      keys := keys || ('=' || left(bones, i - 1) || substr(bones, i + 1));
    END LOOP;
    CONTINUE WHEN size = 4;
    FOR i IN 2..size - 1 LOOP
      FOR j IN i + 1..size LOOP
        keys := keys || (
          '=' || left(bones, i - 1) || substr(bones, i + 1, j - i - 1) || substr(bones, j + 1));
      END LOOP;
    END LOOP;
  END LOOP;
  RETURN keys;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("booking", "0009_calendars_tell_of_what_the_desk_sees")]

    operations = [
        TrigramExtension(),  # parts of e-mails, telephone and file numbers
        CreateExtension("fuzzystrmatch"),  # how far apart two words are
        migrations.AddField(
            model_name="attendee",
            name="sounds",
            field=models.CharField(blank=True, db_default="", editable=False, max_length=1040),
        ),
        migrations.RunSQL(KEYS, "DROP FUNCTION booking_name_keys(text)"),
    ]
