"""Which documents say the same: the same text, a copy that was edited, an article that holds another's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b
from itertools import combinations

from rensa import RMinHash

from pipeline.claim import Copy, Text

PERMUTATIONS = 128
SHINGLE = 4  # words
NEAR = 0.8  # of the shingles of both
PARTIAL = 0.6  # of the sentences of the shorter
_BANDS = 32  # of 4: two texts that share 0.7 of their shingles are found in 999 of 1000 cases
_SEED = 20
_LONG = 50  # characters: a shorter sentence («وأضاف قائلا») may stand anywhere
_COMMON = 50  # documents: what stands in more is a phrase of its time, and no sign of copying
_LATE = date.max


def signature(keys: Iterable[str]) -> bytes:
    """What is left of a text's folded sentences: enough to tell how alike two texts are (MinHash, Broder 1997)."""
    words = [word for key in keys for word in key.split()]
    shingles = (
        {" ".join(words[at : at + SHINGLE]) for at in range(max(len(words) - SHINGLE + 1, 1))} if words else set()
    )
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(sorted(shingles))
    return b"".join(value.to_bytes(4, "big") for value in minhash.digest())


def sentence_hashes(keys: Iterable[str]) -> frozenset[bytes]:
    """The long sentences of a text, each as eight bytes."""
    return frozenset(blake2b(key.encode(), digest_size=8).digest() for key in keys if len(key) >= _LONG)


def likeness(first: bytes, second: bytes) -> float:
    """The share of shingles that two texts have in common, as their signatures tell it (0..1, ± 0.04)."""
    same = sum(first[at : at + 4] == second[at : at + 4] for at in range(0, len(first), 4))
    return same / PERMUTATIONS


def copies(texts: Sequence[Text]) -> tuple[Copy, ...]:
    """Each document that repeats an earlier one, beside the first of its cluster.

    The first is the earliest published, then the smallest id; undated documents come last.
    """
    by_id = {text.id: text for text in texts}
    found: dict[str, dict[str, tuple[str, float]]] = defaultdict(dict)
    for one, other in sorted(_candidates(texts)):
        alike = _compare(by_id[one], by_id[other])
        if alike:
            found[one][other] = found[other][one] = alike
    seen: set[str] = set()
    copied: list[Copy] = []
    for text in sorted(texts, key=_age):
        if text.id in seen or text.id not in found:
            continue
        seen.add(text.id)
        for other, (kind, share) in sorted(found[text.id].items()):
            if other not in seen:
                seen.add(other)
                copied.append(Copy(other, text.id, kind, share))
    return tuple(sorted(copied, key=lambda copy: copy.document_id))


def _age(text: Text) -> tuple[date, str]:
    return text.published_on or _LATE, text.id


def _candidates(texts: Sequence[Text]) -> set[tuple[str, str]]:
    """The pairs that are worth a look: much alike by their signatures, or with sentences in common."""
    pairs = set(_by_signature(texts))
    holders: defaultdict[bytes, list[str]] = defaultdict(list)
    for text in texts:
        for sentence in text.sentences:
            holders[sentence].append(text.id)
    for held in holders.values():
        if 1 < len(held) <= _COMMON:
            pairs.update(combinations(sorted(held), 2))
    return pairs


def _by_signature(texts: Sequence[Text]) -> Iterator[tuple[str, str]]:
    """Locality-sensitive hashing, a band at a time, so that a hundred thousand texts fit into memory."""
    width = 4 * PERMUTATIONS // _BANDS
    for start in range(0, 4 * PERMUTATIONS, width):
        buckets: defaultdict[bytes, list[str]] = defaultdict(list)
        for text in texts:
            if text.sentences:
                buckets[text.signature[start : start + width]].append(text.id)
        for held in buckets.values():
            first, *others = sorted(held)
            # A bucket of hundreds is one text printed hundreds of times: each is compared with the first.
            yield from combinations((first, *others), 2) if len(held) <= _COMMON else ((first, one) for one in others)


def _compare(one: Text, other: Text) -> tuple[str, float] | None:
    """`identical`, `near`, or `partial` where the greater part of the shorter stands in the longer; else None."""
    share = likeness(one.signature, other.signature)
    if one.signature == other.signature and one.sentences == other.sentences:
        return "identical", 1.0
    if share >= NEAR:
        return "near", round(share, 2)
    shorter = min(len(one.sentences), len(other.sentences))
    held = len(one.sentences & other.sentences) / shorter if shorter >= 2 else 0.0
    return ("partial", round(held, 2)) if held >= PARTIAL else None
