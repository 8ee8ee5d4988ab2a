"""Likeness of meaning between texts, from the word vectors that the wordllama package carries."""

import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]

_WORD = re.compile(r"[^\W_][\w+#&'.-]*")
_STOP = frozenset(
    {"a", "an", "and", "the", "of", "in", "to", "for", "with", "on", "at", "from", "by", "or", "as", "is", "are"}
    | {"was", "were", "be", "been", "has", "have", "had", "it", "its", "this", "that", "their", "who", "what", "which"}
    | {"into", "over", "under", "than", "not", "no", "more", "most", "very", "such", "present", "year", "years"}
    # Said of anybody in this trade, so they tell nobody apart.
    | {"month", "months", "person", "candidate", "role", "roles", "leadership", "leader", "leaders", "experience"}
    | {"background"}
)
# What the vectors do not know: short forms of the trade. Each counts as the words beside it.
_GLOSSARY = {
    short: words.split()
    for short, words in {
        "ceo": "chief executive officer",
        "cto": "chief technology officer engineering",
        "cio": "chief information technology officer",
        "ciso": "chief information security officer",
        "cso": "chief security officer",
        "cfo": "chief finance officer",
        "coo": "chief operations officer",
        "cpo": "chief product officer",
        "cdo": "chief data officer",
        "vp": "vice president",
        "svp": "senior vice president",
        "27001": "information security standard",
        "soc": "security controls audit",
        "nist": "security standard framework",
        "dora": "regulation operational resilience",
        "gdpr": "privacy data protection regulation",
        "pci": "payment security standard",
        "hipaa": "health privacy regulation",
        "cissp": "information security professional",
        "cism": "information security management",
        "cisa": "information systems audit",
        "crisc": "information risk controls",
        "cgeit": "information technology governance",
        "togaf": "enterprise architecture",
        "itil": "information technology service management",
        "erp": "enterprise resource planning systems",
        "aws": "cloud",
        "gcp": "cloud",
        "azure": "cloud",
        "kubernetes": "cloud container infrastructure",
        "mba": "business administration master degree",
        "msc": "master degree",
        "bsc": "bachelor degree",
        "phd": "doctorate degree",
        "p&l": "profit loss responsibility",
    }.items()
}
_MAX_KNOWN = 20_000  # words, and texts; 1 KB each
_MAX_WORDS_PER_TEXT = 100
_SCALE = 1024


class _Rows(dict[str, tuple[int, ...]]):
    """Which rows of the table a word adds up: none for a stop word, several for a short form of the glossary."""

    def __init__(self, tokens: Matrix, tokenizer: Any) -> None:
        super().__init__()
        self.table: Matrix = np.zeros((4096, tokens.shape[1]), dtype=np.float32)
        self._tokens, self._tokenizer, self._used = tokens, tokenizer, 0

    def __missing__(self, word: str) -> tuple[int, ...]:
        bare = word.rstrip("'.-")
        if bare != word:
            rows = self[bare]
        elif word in _GLOSSARY:
            rows = tuple(row for known in _GLOSSARY[word] for row in self[known])
        elif word in _STOP or word[0].isdigit():
            rows = ()
        else:
            if self._used == len(self.table):
                self.table = np.concatenate([self.table, np.zeros_like(self.table)])
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids
            self.table[self._used] = self._tokens[ids].sum(axis=0)
            rows = (self._used,)
            self._used += 1
        self[word] = rows
        return rows


class Meaning:
    """Vectors of texts, built word by word, since careers repeat words far more than whole texts.

    Every sum is over whole numbers small enough to be exact in float32, so neither the order of adding
    nor the processor changes a result.
    """

    def __init__(self) -> None:
        import wordllama  # a second to import: only when a server is made

        model = wordllama.WordLlama.load(cache_dir=Path(wordllama.__file__).parent, disable_download=True)
        self._tokenizer = model.tokenizer
        self._tokenizer.no_padding()
        self._tokens: Matrix = np.rint(model.embedding * _SCALE).astype(np.float32)
        self._forget()

    def _forget(self) -> None:
        self._rows = _Rows(self._tokens, self._tokenizer)
        self._texts: dict[str, Matrix] = {}

    def vectors(self, texts: list[str]) -> Matrix:
        """One unit vector per text, times 1024 and rounded; zeros for a text without words."""
        if max(len(self._rows), len(self._texts)) > _MAX_KNOWN:
            self._forget()
        if missing := [text for text in dict.fromkeys(texts) if text not in self._texts]:
            self._texts.update(zip(missing, self._new_vectors(missing), strict=True))
        return np.array([self._texts[text] for text in texts])

    def _new_vectors(self, texts: list[str]) -> Matrix:
        known = self._rows
        rows: list[int] = []
        text_of_row: list[int] = []
        for index, text in enumerate(texts):
            for word in _WORD.findall(text.lower())[:_MAX_WORDS_PER_TEXT]:
                rows += known[word]
            text_of_row += [index] * (len(rows) - len(text_of_row))
        # Adding up through a matrix of ones is three times as fast as numpy's reduceat.
        ones = np.zeros((len(texts), len(rows)), dtype=np.float32)
        ones[text_of_row, np.arange(len(rows))] = 1.0
        sums = (ones @ known.table[rows]).astype(np.float64)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        unit: Matrix = np.rint(sums * (_SCALE / np.maximum(lengths, 1.0))).astype(np.float32)
        return unit


def likeness(texts: Matrix, others: Matrix) -> NDArray[np.float64]:
    """Cosine of each text (row) with each other (column), to two decimals."""
    return np.round((texts @ others.T).astype(np.float64) / (_SCALE * _SCALE), 2)
