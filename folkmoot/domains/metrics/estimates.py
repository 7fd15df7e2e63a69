"""Estimates: a number and the interval that holds it, by the field's standard formulas, without a heavy library.

SciPy has all of this, and costs 70 MB in every web process that imports it; the tests compare each formula with it.
All intervals are at 95%. Nothing here knows what is counted.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import ceil, exp, inf, lgamma, log, sqrt

from folkmoot.kit.intervals import CONFIDENCE, Z, wilson

__all__ = ["Step", "Survival", "garwood", "survival", "wilson"]


def garwood(count: int) -> tuple[float, float]:
    """The interval of a count that came by chance at a steady rate: exact for Poisson (Garwood 1936).

    Raises ValueError for a count below 0.
    """
    if count < 0:
        raise ValueError(f"{count} is no count")
    tail = log((1 - CONFIDENCE) / 2)
    reach = count + 4 * sqrt(count + 1) + 4  # beyond it lies less than a tail
    low = 0.0 if count == 0 else _where(lambda rate: _log_at_least(count, rate) - tail, 0.0, float(count))
    high = _where(lambda rate: tail - _log_at_most(count, rate), float(count), reach)
    return low, high


def _where(rising: Callable[[float], float], low: float, high: float) -> float:
    """The place between low and high at which a rising function passes zero."""
    while high - low > 1e-9 * max(1.0, high):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def _log_at_least(count: int, rate: float) -> float:
    """Logarithm of P(X >= count) for a rate below the count: its terms fall quickly."""
    total = term = 1.0
    number = count
    while term > 1e-16 * total:
        number += 1
        term *= rate / number
        total += term
    return _log_exactly(count, rate) + log(total)


def _log_at_most(count: int, rate: float) -> float:
    """Logarithm of P(X <= count) for a rate above the count."""
    total = term = 1.0
    number = count
    while number and term > 1e-16 * total:
        term *= number / rate
        number -= 1
        total += term
    return _log_exactly(count, rate) + log(total)


def _log_exactly(count: int, rate: float) -> float:
    return (count * log(rate) if count else 0.0) - rate - lgamma(count + 1) if rate else -inf


@dataclass(frozen=True)
class Step:
    """From ``at`` (in the unit of the durations) on, this share still waits; 0 <= low <= waiting <= high <= 1."""

    at: float
    waiting: float
    low: float
    high: float


@dataclass(frozen=True)
class Survival:
    """A curve of Kaplan and Meier: how many still wait after how long. It begins with a step at 0 where all wait.

    ``longest`` is how long the longest was seen: beyond it nothing is known.
    """

    steps: tuple[Step, ...]
    count: int
    ended: int
    longest: float = 0.0

    def quantile(self, share: float) -> float | None:
        """After how long this share has ended; None if the curve never comes so low."""
        return next((step.at for step in self.steps if step.waiting <= 1 - share + 1e-12), None)

    @property
    def median(self) -> float | None:
        return self.quantile(0.5)

    @property
    def median_interval(self) -> tuple[float | None, float | None]:
        """Brookmeyer and Crowley (1982): all times at which the band of the curve holds one half.

        An end that the curve does not reach is None.
        """
        low = next((step.at for step in self.steps if step.low <= 0.5), None)
        high = next((step.at for step in self.steps if step.high <= 0.5), None)
        return low, high

    def within(self, limit: float) -> tuple[float, float | None, float | None]:
        """The share that had ended by this limit, and its interval; before the first end there is none to give."""
        step = [step for step in self.steps if step.at <= limit][-1]
        if step is self.steps[0]:
            return 0.0, None, None
        return 1 - step.waiting, 1 - step.high, 1 - step.low

    def drawn(self, most: int) -> tuple[Step, ...]:
        """At most so many steps, and the end at the longest: for a drawing."""
        stride = max(1, ceil((len(self.steps) - 1) / (most - 2)))
        last = self.steps[-1]
        end = Step(self.longest, last.waiting, last.low, last.high)
        return (*self.steps[:-1:stride], last, end)


def survival(durations: Iterable[tuple[float, bool]]) -> Survival:
    """Kaplan-Meier (1958) from pairs (how long, whether it ended), with Greenwood's variance and the log-log band.

    Those that had not ended when they were last seen count for as long as they were seen. Where nobody waits any
    more the variance is not defined; the upper end of the band then stays where it was.
    """
    seen: Counter[float] = Counter()
    ends: Counter[float] = Counter()
    for duration, has_ended in durations:
        seen[duration] += 1
        ends[duration] += has_ended
    at_risk = count = seen.total()
    waiting, variance = 1.0, 0.0
    steps = [Step(0.0, 1.0, 1.0, 1.0)]
    for at in sorted(seen):
        if ended := ends[at]:
            waiting *= (at_risk - ended) / at_risk
            variance += ended / (at_risk * (at_risk - ended)) if at_risk > ended else inf
            steps.append(_step(at, waiting, variance, before=steps[-1]))
        at_risk -= seen[at]
    return Survival(tuple(steps), count, ends.total(), max(seen, default=0.0))


def _step(at: float, waiting: float, variance: float, *, before: Step) -> Step:
    if waiting <= 0 or variance == inf:
        return Step(at, 0.0, 0.0, before.high)
    spread = Z * sqrt(variance) / -log(waiting)
    return Step(at, waiting, waiting ** exp(spread), waiting ** exp(-spread))
