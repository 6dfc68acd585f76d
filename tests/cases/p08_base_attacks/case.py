"""Attacks on a base: Poisson numbers, deaths by their two kinds, and no team leaves while the base is locked."""
import math
import checks

RUNS = [dict(rate=6, locked=72, complex=0.2, zero=0.8, shelling=0.3, median=2.0, log_sd=0.9),
        dict(rate=2, locked=30, complex=0.5, zero=0.6, shelling=0.9, median=4.0, log_sd=0.5)]
DAYS, STEP = 350, 6


def settings(p):
    return {'bases.camp.attacks': f'{p.rate} /month', 'base_attacks.locked': f'{p.locked} h',
            'base_attacks.complex_share': p.complex, 'base_attacks.shelling_no_death': p.zero,
            'base_attacks.shelling_deaths': f'{p.shelling} persons',
            'base_attacks.complex_deaths': f'{{lognormal: {{median: {p.median} persons, log_sd: {p.log_sd}}}}}'}


def rounded_lognormal(median, log_sd):
    """Mean and mean square of round(X)."""
    def above(x):
        return 0.5 * math.erfc(math.log(x / median) / log_sd / math.sqrt(2))
    tails = [above(k - 0.5) for k in range(1, 2000)]
    return math.fsum(tails), math.fsum((2 * k - 1) * tail for k, tail in enumerate(tails, 1))


def expect(run, p):
    mean = p.rate / 30.4375 * DAYS
    yield checks.poisson('attacks on the base', run.column('base_attacks'), mean, sees=0.05 * mean)
    kill = p.shelling / (1 - p.zero)
    shelling = (p.shelling, (1 - p.zero) * (2 * kill ** 2 - kill))
    storm = rounded_lognormal(p.median, p.log_sd)
    first, second = ((1 - p.complex) * a + p.complex * b for a, b in zip(shelling, storm))
    yield checks.mean('killed: mean', run.column('pk_killed_bases'), mean * first, (mean * second) ** 0.5, sees=0.08 * mean * first)
    yield checks.variance('killed: variance', run.column('pk_killed_bases'), mean * second)
    # an attack is seen at the next step: the time looked back is the lock less the part of the step that is over
    rate = p.rate / 730.5
    locked = 1 - math.exp(-rate * p.locked) * math.expm1(rate * STEP) / (rate * STEP)
    yield checks.ratio('no team may leave', [a * b for a, b in zip(run.column('never_no_server'), run.column('incidents'))],
                       run.column('incidents'), locked, sees=0.1 * locked)
