import pytest

from tests.profiles.sources.cv.reading import person_in

FORM = """履歴書
氏名\t田中 花子
電話 03-1234-5678

年\t月\t学歴・職歴
学歴
2012\t4\t北浜大学　経済学部　入学
2016\t3\t北浜大学　経済学部　卒業
職歴
2016\t4\t株式会社北浜商事　入社
\t\t営業部に配属
2019\t3\t株式会社北浜商事　退社
令和元年 5月\t株式会社みなと物流　入社
現在に至る
以上
免許・資格
2015\t6\t普通自動車第一種運転免許 取得
志望動機
貴社の物流に関心があります。
"""


def test_a_form_is_read_row_by_row() -> None:
    profile, warnings = person_in(FORM.encode())
    assert profile.full_name == "田中 花子"
    assert [(job.company, job.start, job.end, job.is_current) for job in profile.experience] == [
        ("株式会社北浜商事", "2016-04", "2019-03", False),
        ("株式会社みなと物流", "2019-05", None, True),
    ]
    assert [(school.school, school.start, school.end) for school in profile.education] == [
        ("北浜大学", "2012-04", "2016-03")
    ]
    assert [certificate.name for certificate in profile.certifications] == ["普通自動車第一種運転免許 取得"]
    assert warnings == []


def test_a_row_without_a_date_ends_no_list_of_jobs() -> None:
    profile, _ = person_in(FORM.replace("\t\t営業部に配属\n", "").encode())
    assert person_in(FORM.encode())[0] == profile


@pytest.mark.parametrize("heading", ["賞罰", "インターンシップ・アルバイト"])
def test_rows_below_other_headings_are_no_jobs(heading: str) -> None:
    profile, _ = person_in(FORM.replace("令和元年", f"{heading}\n令和元年").encode())
    assert [job.company for job in profile.experience] == ["株式会社北浜商事"]


def test_the_first_year_of_an_era_is_written_with_a_sign_of_its_own() -> None:
    profile, _ = person_in(FORM.replace("令和元年 5月", "平成元\t5").encode())
    assert profile.experience[1].start == "1989-05"


def test_still_there_on_a_row_of_its_own_says_it_of_the_last_job() -> None:
    profile, _ = person_in(FORM.replace("現在に至る\n", "").encode())
    assert not profile.experience[-1].is_current
