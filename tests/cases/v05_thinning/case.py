"""Deterrence thins attacks by a constant factor: what happens and what does not are independent Poisson counts."""
import math
import checks

RUNS = [dict(rate=0.3, beta=0.5, more=500), dict(rate=0.2, beta=0.9, more=1000)]  # a day; per 1,000; persons
DAYS, THOUSANDS = 100, 1.0


def settings(p):
    return {'attacks.total': f'{p.rate} /d', 'deterrence.beta': p.beta, 'units.second.authorised': f'{p.more} persons'}


def expect(run, p):
    m = p.rate * DAYS
    thinned, most = m * math.exp(-p.beta * p.more / 1000), m * math.exp(p.beta * THOUSANDS)
    same, more, none = (run.column('incidents', option) for option in ('same', 'more', 'none'))
    yield checks.poisson('attacks', same, m, sees=0.05 * m)
    yield checks.poisson('attacks with more troops', more, thinned, sees=0.05 * thinned)
    yield checks.poisson('attacks without troops', none, most, sees=0.05 * most)
    rejected = [a - b for a, b in zip(same, more)]
    added = [a - b for a, b in zip(none, same)]
    yield checks.poisson('kept away by more troops', rejected, m - thinned)
    yield checks.poisson('added by absence', added, most - m)
    pairs = [(a - thinned) * (b - (m - thinned)) for a, b in zip(more, rejected)]
    yield checks.mean('covariance of kept away and not', pairs, 0.0, math.sqrt(thinned * (m - thinned)))
    yield checks.exact('deaths averted by deterrence: none without troops', run.column('averted_deterrence', 'none'), 0.0)
    yield checks.exact('deaths averted by deterrence', run.column('averted_deterrence', 'same'), added)
