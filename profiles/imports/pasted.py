"""Text that a person pasted, as a file among others."""

import io


def pasted(text: str) -> list[tuple[str, io.BytesIO]]:
    """Name and bytes, as JSON or as a CV; nothing where nothing was pasted."""
    text = text.strip()
    if not text:
        return []
    name = "Pasted profile.json" if text[0] in "{[" else "Pasted text.txt"
    return [(name, io.BytesIO(text.encode("utf-8", errors="replace")))]
