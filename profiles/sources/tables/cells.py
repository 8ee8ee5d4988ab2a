"""What a cell of a workbook shows: numbers, and dates as exact as their format shows them."""

import re
from dataclasses import dataclass

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

# Quoted text, escaped characters, padding, colours and locales; [h] counts hours and is no date.
_NO_CODE = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?')
# Formats of East Asian Excels that the file does not write out.
_ASIAN_DATES = (27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58)
_BUILT_IN = {**dict.fromkeys(_ASIAN_DATES, "yyyy-mm-dd"), **BUILTIN_FORMATS}


@dataclass(frozen=True)
class Formats:
    """The number formats by a cell's style, and the day from which days are counted."""

    codes: tuple[str, ...] = ()
    from_1904: bool = False

    def shown(self, number: str, style: str) -> str | None:
        """The text of a number, None for a date that is not to be had."""
        code = self.codes[int(style)] if style.isdigit() and int(style) < len(self.codes) else ""
        try:
            value = float(number)
        except ValueError:
            return number
        shape = _NO_CODE.sub("", code.split(";")[0]).lower()
        if shape.strip("0") == "" and len(shape) > 1 and value.is_integer() and 0 <= value < 1e15:
            return f"{int(value):0{len(shape)}d}"
        if "general" in shape or not re.search("[ymd]", shape):
            return as_text(value)
        return self._date(value, shape)

    def _date(self, value: float, shape: str) -> str | None:
        if not re.search("[yd]", shape):
            return as_text(value)  # minutes of a time, or a month's name alone
        if "y" not in shape:
            return None  # "Mar 18", typed for March 2018, became the 18th of March of the year in which it was typed
        try:
            moment = from_excel(value, CALENDAR_MAC_1904 if self.from_1904 else CALENDAR_WINDOWS_1900)
            text = moment.date().isoformat()
        except (ValueError, OverflowError, AttributeError, TypeError):
            return None
        return str(text)[: 10 if "d" in shape else 7 if "m" in shape else 4]


def built_in(number: int) -> str:
    return str(_BUILT_IN.get(number, ""))


def as_text(value: float) -> str:
    """As Excel shows it: 15 digits, and no point where nothing follows it."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.15g}"
