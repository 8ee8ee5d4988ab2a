import pytest

from profiles.names import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Øystein  GÜNTHER", "oystein gunther"),
        ("Łukasz Żółć", "lukasz zolc"),
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("田中 花子", "田中 花子"),
        ("", ""),
    ],
)
def test_name_is_folded_as_people_type_it(text: str, folded: str) -> None:
    assert fold(text) == folded
