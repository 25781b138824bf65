"""How a document was read, which its reader's name tells, so that it can be read so again."""

READERS = {"never": "pdf", "auto": "pdf+tesseract", "always": "tesseract"}


def mode_of(reader: str) -> str:
    """How a document was read, by the name of its reader: `pdf+tesseract` -> auto, `docx` -> never."""
    return next((mode for mode, name in READERS.items() if name == reader), "never")
