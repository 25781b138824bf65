"""Words that stand in the same company: clusters from openly licensed text, by PPMI, SVD and k-means."""

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

SEED = 5
CONTEXTS = 1200
DIMENSIONS = 96


def clusters(text: Sequence[Sequence[str]], words: Sequence[str], sizes: Iterable[int]) -> list[NDArray[np.int64]]:
    """For every size, the cluster of each word."""
    vectors = _vectors(text, words)
    return [_kmeans(vectors, size) for size in sizes]


def _vectors(text: Sequence[Sequence[str]], words: Sequence[str]) -> NDArray[np.float32]:
    index = {word: at for at, word in enumerate(words)}
    frequent = Counter(word for line in text for word in line).most_common(CONTEXTS)
    context = {word: at for at, (word, _) in enumerate(frequent)}
    edge, places = len(context), (-2, -1, 1, 2)
    width = edge + 1
    counts = np.zeros((len(words), width * len(places)), np.float32)
    for line in text:
        rows = [index.get(word, -1) for word in line]
        columns = [context.get(word, -1) for word in line]
        for at, row in enumerate(rows):
            if row < 0:
                continue
            for block, place in enumerate(places):
                other = at + place
                column = columns[other] if 0 <= other < len(line) else edge
                if column >= 0:
                    counts[row, block * width + column] += 1
    total = counts.sum()
    across, down = counts.sum(1, keepdims=True) + 1e-9, counts.sum(0, keepdims=True) ** 0.75
    down *= total / max(down.sum(), 1e-9)
    with np.errstate(divide="ignore"):
        np.log(counts * total / across / np.maximum(down, 1e-9), out=counts)
    np.maximum(counts, 0, out=counts)
    return _svd(counts)


def _svd(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    sample = np.random.default_rng(SEED).standard_normal((matrix.shape[1], DIMENSIONS + 16)).astype(np.float32)
    basis = np.linalg.qr(matrix @ sample)[0]
    for _ in range(3):
        basis = np.linalg.qr(matrix @ (matrix.T @ basis))[0]
    left, values, _ = np.linalg.svd(basis.T @ matrix, full_matrices=False)
    vectors = (basis @ left[:, :DIMENSIONS]) * np.sqrt(values[:DIMENSIONS])
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)


def _kmeans(vectors: NDArray[np.float32], size: int, rounds: int = 25) -> NDArray[np.int64]:
    # The commonest words are spread over the first centres.
    centres = vectors[np.random.default_rng(SEED).choice(min(len(vectors), size * 6), size, replace=False)]
    nearest = np.zeros(len(vectors), np.int64)
    for _ in range(rounds):
        nearest = np.argmax(vectors @ centres.T, axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, vectors)
        empty = np.linalg.norm(sums, axis=1) < 1e-9
        sums[empty] = centres[empty]
        centres = sums / np.linalg.norm(sums, axis=1, keepdims=True)
    return nearest
