"""Whether a number of articles is smaller than chance makes it."""

from __future__ import annotations

import math

# Chance alone makes so small a number on fewer days than this share of them.
_SELDOM = 0.003
# Beyond this mean the normal distribution is near enough.
_MANY = 500


def is_beyond_chance(number: int, usual: float) -> bool:
    """Whether a day hardly ever has so few articles where `usual` is their mean: as a Poisson
    distribution has it. Small means make no number unlikely: of five a day none may come."""
    if number >= usual:
        return False
    if usual > _MANY:
        return (number + 0.5 - usual) / math.sqrt(usual) < -2.75  # 0.3 % as well
    logarithm = math.log(usual)
    terms = (count * logarithm - usual - math.lgamma(count + 1) for count in range(number + 1))
    return sum(map(math.exp, terms)) < _SELDOM
