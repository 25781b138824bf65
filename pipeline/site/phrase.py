"""The address of a phrase in a page of the web: browsers that know text fragments scroll to it and light it."""

import re
from urllib.parse import quote

_WORD = re.compile(r"\S+")
_WHOLE = 10  # words: a phrase as short is given whole
_ENDS = 4  # words at each end of a longer one


def at_phrase(url: str | None, phrase: str) -> str | None:
    """`https://example.org/a`, `قال` -> `https://example.org/a#:~:text=...`; None where the address is no page."""
    if not url or not url.startswith(("http://", "https://")):
        return None
    words = _WORD.findall(phrase)
    if not words:
        return url
    ends = [" ".join(words)] if len(words) <= _WHOLE else [" ".join(words[:_ENDS]), " ".join(words[-_ENDS:])]
    # A hyphen, a comma and an ampersand part the fields of a fragment.
    fragment = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={fragment}"
