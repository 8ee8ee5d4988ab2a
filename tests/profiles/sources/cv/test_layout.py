import pytest

from profiles.sources.cv.layout import in_reading_order
from tests.profiles.sources.cv.builders import Text, hebrew, pdf
from tests.profiles.sources.cv.reading import lines_of


def test_hebrew_is_read_from_right_to_left() -> None:
    page = [*hebrew(300, 100, "דנה לוי", 20), *hebrew(300, 140, "מנהלת פיתוח"), Text(300, 180, "dana@example.com")]
    assert lines_of(pdf(page)) == ["דנה לוי", "מנהלת פיתוח", "dana@example.com"]


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("Mara Quill", "Mara Quill"),
        ("Élodie (2019)", "Élodie (2019)"),
        ("דמחמ", "מחמד"),
        ("2021 - 03/2019 ץרמ", "מרץ 03/2019 - 2021"),
        ("Acme (2019) תירבעה הרבחה", "החברה העברית (2019) Acme"),
        ("Dana ןהכ יול works", "Dana לוי כהן works"),
    ],
)
def test_numbers_and_latin_words_run_from_left_to_right(seen: str, read: str) -> None:
    assert in_reading_order(seen) == read
