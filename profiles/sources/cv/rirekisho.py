"""Japanese CVs: the form (履歴書), a row for each year and month, and the account of work (職務経歴書) behind it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from profiles.sources.cv.contact import pieces
from profiles.sources.cv.dates import Period, find_period, is_date_like
from profiles.sources.cv.entries import Entry, with_whole_periods
from profiles.sources.cv.lines import Line
from profiles.sources.cv.naming import Job, School
from profiles.sources.cv.sections import is_bullet, sections_of
from profiles.sources.cv.titles import looks_like_name
from profiles.sources.cv.words import is_company, is_degree, is_school, is_title

_FORM = ("履歴書", "職務経歴書")
_ROW = re.compile(r"((?:19|20)\d\d|(?:令和|平成|昭和)(?:\d+|元))年?\s+(\d{1,2})月?\s+(.+)")
_ENDED = re.compile(r"退社|退職|卒業|修了|中退|終了")
_STILL_THERE = re.compile(r"現在に至る。?")
_MARK = re.compile(r"入社|入学|退社|退職|卒業|修了|中退|終了|開始|現在に至る|一身上の都合により.*")
_PLACE = re.compile(r"((?:北海道|東京都|(?:京都|大阪)府|[^\s\d]{2,3}県))?([^\s\d]{1,6}?[市区町村郡])?")
_NO_ADDRESS = re.compile(r"現?住所|〒?\d{3}-?\d{4}|[\s:：]")
_HEADINGS = re.compile(
    r"(学歴|職歴)|(?:免許.?)?(資格).{0,10}"
    r"|(?:志望|本人希望|趣味|賞罰|インターン|アルバイト|ボランティア|活かせる).{0,15}"
)
_COLUMNS = {"期間業務内容", "年月", "期間"}
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}


@dataclass
class Form:
    name: str = ""
    city: str = ""
    region: str = ""
    jobs: list[tuple[Job, Entry]] = field(default_factory=list)
    schools: list[tuple[School, Entry]] = field(default_factory=list)
    certificates: list[Line] = field(default_factory=list)


def recognises(lines: Sequence[Line]) -> bool:
    texts = {"".join(piece.split()) for line in lines for piece in line.text.split("\t")}
    return any(name in texts for name in _FORM)


def read_form(lines: Sequence[Line]) -> Form:
    form = Form(_name(lines))
    form.region, form.city = _place(lines)
    kind = ""  # what the rows below a heading are about; of what is no school, job or certificate nothing is taken
    for line in lines:
        if found := _ROW.fullmatch(line.text):
            _take_row(form, found, kind)
        elif kind == "職歴" and form.jobs and _STILL_THERE.fullmatch(line.text.strip()):
            _, entry = form.jobs[-1]
            entry.period = replace(entry.period or Period(), is_current=True)
        elif heading := _HEADINGS.fullmatch("".join(line.text.split("\t")[-1].split())):
            kind = heading[1] or heading[2] or ""
    told = sections_of(lines).get("experience", [])
    _take_account(form, [line for line in told if not is_row(line)])
    return form


def is_row(line: Line) -> bool:
    return bool(_ROW.fullmatch(line.text))


def _name(lines: Sequence[Line]) -> str:
    """The largest that may be a name after 氏名, without its reading in kana."""
    best: tuple[str, Line] | None = None
    for line in lines[:40]:
        if "ふりがな" in line.text or "フリガナ" in line.text:
            continue
        for piece in pieces(re.sub(r"氏\s*名\s*[:：]?", "", line.text)):
            name = " ".join(piece.split())
            if looks_like_name(name) and "".join(name.split()) not in _FORM:
                best = (name, line) if best is None or line.size > best[1].size + 0.5 else best
    return best[0] if best else ""


def _place(lines: Sequence[Line]) -> tuple[str, str]:
    for number, line in enumerate(lines):
        if "現住所" in line.text or line.text.startswith("住所"):
            for other in lines[number : number + 3]:
                if (found := _PLACE.match(_NO_ADDRESS.sub("", other.text))) and (found[1] or found[2]):
                    return found[1] or "", found[2] or ""
    return "", ""


def _take_row(form: Form, found: re.Match[str], kind: str) -> None:
    date, text = _date(found[1], found[2]), found[3].replace("\t", "・")
    parts = [part.strip() for part in re.split(r"[・\u3000]|\s{2,}", text) if part.strip()]
    parts = [part for part in parts if not _MARK.fullmatch(part)]
    if kind == "資格":
        form.certificates.append(Line(f"{found[3]} ({date})"))
    elif kind == "学歴" and parts:
        _take_school(form, parts, date, text)
    elif kind == "職歴" and parts:
        _take_job(form, parts, date, text)


def _take_school(form: Form, parts: list[str], date: str, text: str) -> None:
    name = next((part for part in parts if is_school(part)), parts[0])
    known = next(((school, entry) for school, entry in form.schools if school.school == name), None)
    if known is None:
        degree = next((part for part in parts if part != name and is_degree(part)), "")
        subject = next((part for part in parts if part not in (name, degree)), "")
        known = School(name, degree, subject), Entry([], Period())
        form.schools.append(known)
    _set(known[1], date, text)


def _take_job(form: Form, parts: list[str], date: str, text: str) -> None:
    name = next((part for part in parts if is_company(part)), "")
    known = next(((job, entry) for job, entry in form.jobs if job.company == name and not _is_over(entry)), None)
    if not name or (known is None and _ENDED.search(text)):
        return
    if known is None:
        others = [part for part in parts if part != name]
        place = next((part for part in others if _is_place(part)), "")
        title = next((part for part in others if part != place and is_title(part)), "")
        known = Job(title, name, place), Entry([], Period())
        form.jobs.append(known)
    _set(known[1], date, text)


def _is_place(text: str) -> bool:
    found = _PLACE.fullmatch(text)
    return bool(found and (found[1] or found[2]))


def _is_over(entry: Entry) -> bool:
    return bool(entry.period and entry.period.end)


def _set(entry: Entry, date: str, text: str) -> None:
    period = entry.period or Period()
    if _ENDED.search(text):
        entry.period = replace(period, end=date, is_current=False)
    else:
        entry.period = replace(period, start=date, is_current="現在に至る" in text)


def _take_account(form: Form, lines: Sequence[Line]) -> None:
    """職務経歴書: a company's name in larger letters, then its table of period, title and what was done."""
    job: tuple[Job, Entry] | None = None
    for line in with_whole_periods(lines):
        text = line.text.strip()
        if "".join(text.split()) in _COLUMNS:
            continue
        if is_company(text) and not is_bullet(line) and len(text) < 40 and "：" not in text:
            job = next(((known, entry) for known, entry in form.jobs if known.company == text), None)
            if job is None:
                job = (Job("", text), Entry([]))
                form.jobs.append(job)
        elif job and is_date_like(text):
            if job[1].period is None or not job[1].period.start:
                job[1].period = find_period(text) or job[1].period
        elif job and is_title(text) and not is_bullet(line) and len(text) < 30 and job[0].title in ("", text):
            job[0].title = text
        elif job:
            job[1].body.append(line)


def _date(year: str, month: str) -> str:
    era = next((era for era in _ERAS if year.startswith(era)), "")
    number = int(year[len(era) :].replace("元", "1")) + _ERAS.get(era, 0)
    return f"{number:04}-{int(month):02}" if 1 <= int(month) <= 12 else f"{number:04}"
