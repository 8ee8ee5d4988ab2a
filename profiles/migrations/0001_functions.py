"""Extensions, and the SQL twin of `profiles.linkedin_urls.linkedin_key` for the generated column.

A later change of the rule is a new migration with CREATE OR REPLACE FUNCTION and a rewrite of the column.
"""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations

# Only built-in functions and explicit alphabets: the result must not change with collation, locale or search_path.
# A bad escape must not raise, and a generated column may run in a parallel plan, so UTF-8 is checked by pattern, over
# the bytes in hex, and not by catching the error of convert_from. Long alphabets are slow: ASCII goes round them.
LINKEDIN_KEY = r"""
CREATE FUNCTION linkedin_key(url text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $function$
DECLARE
    capitals CONSTANT text :=
        'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅ'
        'ŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМ'
        'НОПРСТУФХЦЧШЩЪЫЬЭЮЯ' || U&'\212A\212B\2126';
    smalls CONSTANT text :=
        'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņ'
        'ňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋѐёђѓєѕіїјљњћќѝўџабвгдежзийклм'
        'нопрстуфхцчшщъыьэюяkåω';
    invisible CONSTANT text := '[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]';
    blank CONSTANT text := E' \t\r\n\f\x0b';
    utf8 CONSTANT text := '^(?:0[1-9a-f]|[1-7][0-9a-f]|(?:c[2-9a-f]|d[0-9a-f])[89ab][0-9a-f]'
        '|(?:e0[ab][0-9a-f]|e[1-9a-cef][89ab][0-9a-f]|ed[89][0-9a-f])[89ab][0-9a-f]'
        '|(?:f0[9ab][0-9a-f]|f[1-3][89ab][0-9a-f]|f48[0-9a-f])(?:[89ab][0-9a-f]){2})*$';
    linkedin CONSTANT text :=
        '^(?:https?:/*)*/*(?:[a-z0-9-]+\.)*linkedin\.com\.?(?::[0-9]+)?/+(?:(?:comm|mwlite)/+)?';
    path text;
    found text[];
    name text;
BEGIN
    path := url;
    IF octet_length(path) <> char_length(path) THEN
        path := translate(regexp_replace(path, invisible, '', 'g'), capitals, smalls);
    END IF;
    path := lower(btrim(path, blank) COLLATE "C");
    path := CASE
        WHEN path LIKE 'https://www.linkedin.com/in/%' THEN substr(path, 26)  -- most are, and patterns cost
        WHEN path ~ linkedin THEN regexp_replace(path, linkedin, '')
    END;
    IF path IS NULL THEN
        RETURN NULL;
    END IF;
    found := regexp_match(path, '^in/+([^/?#&]+)');
    IF found IS NULL THEN
        found := regexp_match(path, '^profile/+view/*\?(?:[^#]*&)?id=([a-z0-9_-]{1,100})(?:[&#]|$)');
        IF found IS NOT NULL THEN
            RETURN 'linkedin.com/profile/' || found[1];
        END IF;
        found := regexp_match(
            path,
            '^pub/+([^/?#&]+)(?:/+([0-9a-f]{1,3})/+([0-9a-f]{1,3})/+([0-9a-f]{1,3}))?/*(?:[?#&]|$)'
        );
    END IF;
    name := found[1];
    IF name ~ '%[0-9a-f]{2}' THEN
        SELECT string_agg(coalesce(substr(part[1], 2), encode(convert_to(part[2], 'UTF8'), 'hex')), '' ORDER BY place)
        INTO name
        FROM regexp_matches(name, '(%[0-9a-f]{2})|([^%]+|%)', 'g') WITH ORDINALITY AS parts (part, place);
        IF name !~ utf8 THEN
            RETURN NULL;
        END IF;
        name := lower(convert_from(decode(name, 'hex'), 'UTF8') COLLATE "C");
    END IF;
    IF octet_length(name) <> char_length(name) THEN
        name := normalize(translate(regexp_replace(name, invisible, '', 'g'), capitals, smalls), NFC);
    END IF;
    name := btrim(name, blank);
    IF name IS NULL OR char_length(name) > 200 OR name IN ('me', 'unavailable', 'dir')
        OR name !~ '[^-_.~&'']' OR name ~ '[\u0001-%(-,/:-@\[-^`{-}\u007f-\u00a0]' THEN
        RETURN NULL;
    END IF;
    RETURN 'linkedin.com/in/' || name
        || coalesce('-' || lpad(found[4], 3, '0') || lpad(found[3], 3, '0') || ltrim(found[2], '0'), '');
END
$function$
"""


class Migration(migrations.Migration):
    dependencies: list[tuple[str, str]] = []

    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(LINKEDIN_KEY, "DROP FUNCTION linkedin_key(text)"),
    ]
