"""Sorties under a monthly cap of hours: E min(N, c) each calendar month, the calls Poisson."""
import math
import checks

# calls a day; hours of a month, of which a share is for response; hours of a sortie
RUNS = [dict(rate=12 / 31, hours=10.5, share=1.0, loiter=1.0), dict(rate=0.2, hours=30, share=0.25, loiter=1.6)]
DAYS = [31, 28]


def settings(p):
    return {'attacks.total': f'{p.rate} /d', 'fleets.armed.hours_per_tail': f'{p.hours} h/month', 'air.reserve_share': p.share,
            'air.loiter': f'{p.loiter} h'}


def capped(mean, c):
    """(E min(N, c), E min(N, c)^2), N Poisson."""
    law = [math.exp(-mean) * mean ** k / math.factorial(k) for k in range(c)]
    rest = 1 - sum(law)
    return sum(k * q for k, q in enumerate(law)) + c * rest, sum(k * k * q for k, q in enumerate(law)) + c * c * rest


def expect(run, p):
    c = int(p.hours * p.share / p.loiter)
    moments = [capped(p.rate * days, c) for days in DAYS]
    mean, variance = sum(m for m, _ in moments), sum(s - m * m for m, s in moments)
    sorties = run.column('sorties_response')
    yield checks.mean('sorties', sorties, mean, variance ** 0.5, sees=0.05 * mean)
    yield checks.variance('sorties: variance', sorties, variance)
    first = run.again('--set', 'horizon=31 d').column('sorties_response')
    law = [math.exp(-p.rate * 31) * (p.rate * 31) ** k / math.factorial(k) for k in range(c)]
    yield checks.proportion('all hours of January flown', first.count(c), len(first), 1 - sum(law))
    yield checks.mean('sorties in January', first, moments[0][0], sees=0.05 * mean)
    yield checks.exact('never more than the cap', max(first), c)
