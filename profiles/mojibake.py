"""Text that was read in the wrong encoding ("MÃ¼ller", "itâ€™s") set right. Pure."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ftfy import TextFixerConfig

# A letter that begins a character in UTF-8, read as Latin-1 or Windows-1252, and one that goes on with it; or a
# control character between 0x80 and 0x9F, which nobody types. Other text is not even shown to ftfy.
_TELL_TALE = re.compile("[Â-ô][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[\x80-\x84\x86-\x9f]")


def repaired(text: str) -> tuple[str, bool]:
    """The text as it was meant, and whether anything had to be changed for it. Only the encoding is touched."""
    if text.isascii() or not _TELL_TALE.search(text):
        return text, False
    import ftfy  # a tenth of a second, and most runs never need it

    fixed = ftfy.fix_text(text, _encoding_only())
    return fixed, fixed != text


@cache
def _encoding_only() -> "TextFixerConfig":
    from ftfy import TextFixerConfig

    return TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_encoding=True,
        restore_byte_a0=True,
        replace_lossy_sequences=False,  # a guess would stand in for what is lost
        decode_inconsistent_utf8=True,
        fix_c1_controls=True,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
        explain=False,
    )
