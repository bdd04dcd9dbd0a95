"""Fitting a linear ranker over named features: a softmax over each group's candidates."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

MIN_DOCUMENTS = 3  # in which a feature must occur: one report repeats its own accidents many times
MIN_WEIGHT = 0.005  # weights smaller than this are left out of the file


@dataclass(frozen=True)
class Group:
    """Candidates of one decision: their features, and which of them are right."""

    document: str
    candidates: list[list[str]]
    right: list[bool]


def fit(groups: list[Group], penalty: float) -> dict[str, float]:
    """Weights that maximise the likelihood of a right candidate, less `penalty` * |w|^2 / 2.

    A report with n decisions counts as the root of n, so that long reports do not rule.
    """
    usable = [group for group in groups if any(group.right) and len(group.candidates) > 1]
    pairs = {(name, group.document) for group in usable for c in group.candidates for name in c}
    seen = Counter(name for name, _ in pairs)
    names = sorted(name for name, count in seen.items() if count >= MIN_DOCUMENTS)
    index = {name: at for at, name in enumerate(names)}
    matrix, starts, right = _matrix(usable, index)
    share = _shares(usable)
    owner = np.repeat(np.arange(len(usable)), np.diff([*starts, matrix.shape[0]]))

    def loss(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        scores -= np.maximum.reduceat(scores, starts)[owner]
        grown = np.exp(scores)
        chance = grown / np.add.reduceat(grown, starts)[owner]
        mass = np.add.reduceat(chance * right, starts)
        target = chance * right / mass[owner]
        value = -(share * np.log(mass)).sum() + penalty / 2 * float(weights @ weights)
        return value, matrix.T @ ((chance - target) * share[owner]) + penalty * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {n: round(float(w), 3) for n, w in zip(names, found.x, strict=True) if abs(w) >= MIN_WEIGHT}


def _shares(groups: list[Group]) -> Any:
    """What each decision counts, 1 on average."""
    sizes = Counter(group.document for group in groups)
    shares = np.array([sizes[group.document] ** -0.5 for group in groups])
    return shares * len(shares) / shares.sum()


def _matrix(groups: list[Group], index: dict[str, int]) -> tuple[Any, Any, Any]:
    rows: list[int] = [0]
    columns: list[int] = []
    starts: list[int] = []
    right: list[float] = []
    for group in groups:
        starts.append(len(right))
        for features, good in zip(group.candidates, group.right, strict=True):
            columns.extend(index[name] for name in features if name in index)
            rows.append(len(columns))
            right.append(float(good))
    shape = (len(right), len(index))
    return csr_matrix((np.ones(len(columns)), columns, rows), shape=shape), np.array(starts), np.array(right)
