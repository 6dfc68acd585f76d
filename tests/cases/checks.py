"""Checks of results against closed forms. Each gives one Check; samples and limits are fixed beforehand.

A check that rests on a standard error fails at |z| >= 6 (two false alarms in 10^9), one that rests on a probability
at p <= 10^-9, an exact one at any difference. `sees` is the smallest bias that is found with probability 99.9 %; a
check that claims to see a bias (`sees=`) fails when its sample is too small for it.
Not for reading files (results.py) or running the program (run.py).
"""
import math
from typing import NamedTuple, Optional

Z_LIMIT = 6.0
Z_ALARM = math.erfc(Z_LIMIT / math.sqrt(2))
P_LIMIT = 1e-9
SEEN = Z_LIMIT + 3.0902  # standard errors; 3.0902 is the 99.9 % point of the normal distribution


class Check(NamedTuple):
    statistic: str
    passed: bool
    expected: Optional[float] = None
    observed: Optional[float] = None
    error: Optional[float] = None  # standard error
    z: Optional[float] = None
    sees: Optional[float] = None   # smallest visible bias
    alarm: float = 0.0             # probability that the check fails although all is well
    note: str = ''
    n: Optional[int] = None        # values in the sample


# ---- statistics of a sample ----

def _moments(sample):
    """(n, mean, variance, fourth central moment)"""
    values = list(sample)
    if any(value is None or not math.isfinite(value) for value in values):
        raise ValueError('the sample has empty or infinite values')
    n = len(values)
    if n < 2:
        raise ValueError(f'a sample of {n} says nothing')
    mean = math.fsum(values) / n
    variance = math.fsum((x - mean) ** 2 for x in values) / (n - 1)
    return n, mean, variance, math.fsum((x - mean) ** 4 for x in values) / n


def _by_error(statistic, expected, observed, error, sees=None, n=None, note=''):
    """The check |observed - expected| < 6 standard errors."""
    difference = observed - expected
    if error > 0.0:
        z = difference / error
    else:
        z = 0.0 if difference == 0.0 else math.copysign(math.inf, difference)
    visible = SEEN * error
    passed = abs(z) < Z_LIMIT
    if sees is not None and visible > sees:
        passed, note = False, f'sample too small to see {sees:g}'
    return Check(statistic, passed, expected, observed, error, z, visible, Z_ALARM, note, n)


def _by_probability(statistic, expected, observed, p, error=None, n=None):
    visible = None if error is None else SEEN * error
    return Check(statistic, p > P_LIMIT, expected, observed, error, None, visible, P_LIMIT, f'p = {p:.2g}', n)


def mean(statistic, sample, expected, sd=None, sees=None):
    """The mean is `expected`; `sd` is the standard deviation of one value where it is known."""
    n, observed, variance, _ = _moments(sample)
    sd = math.sqrt(variance) if sd is None else sd
    return _by_error(statistic, expected, observed, sd / math.sqrt(n), sees, n)


def mean_of_groups(statistic, groups, expected, sees=None):
    """The mean of all values is `expected`, where values of one group (a world) hang together."""
    return mean(statistic, [math.fsum(group) / len(group) for group in groups], expected, None, sees)


def variance(statistic, sample, expected, fourth=None, sees=None):
    """The variance is `expected`; `fourth` is the fourth central moment where it is known."""
    n, _, observed, sample_fourth = _moments(sample)
    if fourth is None:
        fourth, square = sample_fourth, observed ** 2
    else:
        square = expected ** 2
    error = math.sqrt(max(fourth - square * (n - 3) / (n - 1), 0.0) / n)
    return _by_error(statistic, expected, observed, error, sees, n)


def poisson(statistic, sample, expected, sees=None):
    """Counts of a Poisson law: two checks, the mean and the variance."""
    sample = list(sample)
    return [mean(f'{statistic}: mean', sample, expected, math.sqrt(expected), sees),
            variance(f'{statistic}: variance', sample, expected, expected + 3.0 * expected ** 2)]


def dispersion(statistic, sample, expected=1.0, sees=None):
    """Variance over mean is `expected` (delta method)."""
    sample = list(sample)
    n, centre, spread, fourth = _moments(sample)
    third = math.fsum((x - centre) ** 3 for x in sample) / n
    observed = spread / centre
    of_variance = (fourth - spread ** 2) / n
    square = of_variance - 2.0 * observed * third / n + observed ** 2 * spread / n
    return _by_error(statistic, expected, observed, math.sqrt(max(square, 0.0)) / centre, sees, n)


def ratio(statistic, numerators, denominators, expected, sees=None):
    """Sum of numerators over sum of denominators, row by row, is `expected` (delta method)."""
    above, below = list(numerators), list(denominators)
    n, centre, _, _ = _moments(below)
    observed = math.fsum(above) / math.fsum(below)
    square = math.fsum((a - observed * b) ** 2 for a, b in zip(above, below)) / (n - 1)
    return _by_error(statistic, expected, observed, math.sqrt(square / n) / centre, sees, n)


def not_worse(statistic, differences):
    """The mean of paired differences is not below zero by more than noise."""
    n, observed, variance_, _ = _moments(differences)
    error = math.sqrt(variance_ / n)
    z = observed / error if error > 0.0 else math.copysign(math.inf, observed) if observed else 0.0
    return Check(statistic, z > -Z_LIMIT, 0.0, observed, error, z, SEEN * error, Z_ALARM / 2.0, 'at least', n)


# ---- counts and distributions ----

def _tails(probability, observed, mode, last):
    """Two-sided p of a count: twice the smaller tail. `probability(k)` falls on both sides of the mode."""
    def tail(k, step):
        total = 0.0
        while 0 <= k <= last:
            term = probability(k)
            total += term
            if term <= total * 1e-17 and (k - mode) * step > 0:
                break
            k += step
        return total
    return min(1.0, 2.0 * min(tail(observed, 1), tail(observed, -1)))


def count(statistic, observed, expected):
    """A Poisson count with mean `expected`, exact."""
    def probability(k):
        return math.exp(k * math.log(expected) - expected - math.lgamma(k + 1))
    p = _tails(probability, int(observed), expected, math.inf)
    return _by_probability(statistic, expected, observed, p, math.sqrt(expected))


def proportion(statistic, successes, n, expected):
    """Successes among n independent tries, exact."""
    successes, n = int(successes), int(n)
    if expected in (0.0, 1.0):
        return exact(statistic, successes / n, expected)

    def probability(k):
        return math.exp(math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
                        + k * math.log(expected) + (n - k) * math.log1p(-expected))
    p = _tails(probability, successes, n * expected, n)
    return _by_probability(statistic, expected, successes / n, p, math.sqrt(expected * (1.0 - expected) / n), n)


def quantile(statistic, sample, share, expected):
    """The `share` quantile of a continuous law is `expected`: the number of values below it is binomial.
    Missing values (None) and inf lie above."""
    sample = list(sample)
    below = sum(1 for x in sample if x is not None and x <= expected)
    return proportion(f'{statistic} <= {expected:.6g}', below, len(sample), share)


def distribution(statistic, sample, cdf):
    """A continuous law with distribution function `cdf` (Kolmogorov-Smirnov)."""
    values = sorted(sample)
    n = len(values)
    distance = max(max((i + 1) / n - cdf(x), cdf(x) - i / n) for i, x in enumerate(values))
    t = (math.sqrt(n) + 0.12 + 0.11 / math.sqrt(n)) * distance  # Stephens 1970
    p = 2.0 * sum((-1) ** (k - 1) * math.exp(-2.0 * (k * t) ** 2) for k in range(1, 101)) if t > 0.2 else 1.0
    return _by_probability(statistic, 0.0, distance, min(1.0, max(p, 0.0)), n=n)


def upper_gamma(a, x):
    """Q(a, x), the regularised upper incomplete gamma function: series below a + 1, else continued fraction."""
    if x <= 0.0:
        return 1.0
    scale = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1.0:
        term = total = 1.0 / a
        k = a
        while term > total * 1e-16:
            k += 1.0
            term *= x / k
            total += term
        return 1.0 - total * scale
    b = x + 1.0 - a
    c, d = 1e300, 1.0 / b
    h = d
    for i in range(1, 100000):
        factor = -i * (i - a)
        b += 2.0
        d = 1.0 / (factor * d + b)
        c = b + factor / c
        h *= c * d
        if abs(c * d - 1.0) < 1e-15:
            break
    return scale * h


def histogram(statistic, counts, probabilities):
    """Counts of classes with given probabilities that add up to 1 (chi-squared)."""
    counts = list(counts)
    n = sum(counts)
    expected = [n * p for p in probabilities]
    if abs(math.fsum(probabilities) - 1.0) > 1e-9:
        raise ValueError('the probabilities do not add up to 1')
    if min(expected) < 5.0:
        raise ValueError('a class expects fewer than 5: join classes')
    distance = math.fsum((o - e) ** 2 / e for o, e in zip(counts, expected))
    freedom = len(counts) - 1
    return _by_probability(statistic, freedom, distance, upper_gamma(freedom / 2.0, distance / 2.0), n=n)


# ---- exact ----

def exact(statistic, observed, expected, tolerance=0.0):
    """Every value equals its expectation; `tolerance` is relative to the larger of 1 and |expected|.
    `observed` is a number or a sample; `expected` a number for all or a sample."""
    values = list(observed) if hasattr(observed, '__iter__') else [observed]
    targets = list(expected) if hasattr(expected, '__iter__') else [expected] * len(values)
    if not values or len(values) != len(targets):
        return Check(statistic, False, note=f'{len(values)} values, {len(targets)} expectations')

    def gap(pair):
        value, target = pair
        if value == target:
            return 0.0
        if value is None or target is None or not math.isfinite(value - target):
            return math.inf
        return abs(value - target) / max(1.0, abs(target))
    worst = max(zip(values, targets), key=gap)
    note = 'equal' if tolerance == 0.0 else f'within {tolerance:g}'
    return Check(statistic, gap(worst) <= tolerance, worst[1], worst[0], note=note)


def same_bytes(statistic, first, second):
    """Two files are equal byte by byte."""
    a, b = first.read_bytes(), second.read_bytes()
    if a == b:
        return Check(statistic, True, note=f'{len(a)} bytes equal')
    line = next((i for i, pair in enumerate(zip(a.splitlines(), b.splitlines()), 1) if pair[0] != pair[1]),
                min(a.count(b'\n'), b.count(b'\n')) + 1)
    return Check(statistic, False, note=f'line {line} differs')


def holds(statistic, condition, note=''):
    """A plain statement."""
    return Check(statistic, bool(condition), note=note)
