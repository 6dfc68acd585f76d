"""Supply convoys: Poisson numbers, strikes at the observed rate whatever the protection of the start, stocks that missed ones empty."""
import math
import checks

RUNS = [dict(convoys=2, km=300, rate=0.001, access=0.9), dict(convoys=6, km=150, rate=0.003, access=0.6)]
WEEKS, DAY = 52, 1 / 30.4375


def settings(p):
    return {'routes.road.convoys': f'{p.convoys} /month', 'routes.road.segments.land': f'{p.km} km',
            'regions.land.strike_rate': f'{p.rate} /km', 'host.states.open.ground_access': p.access}


def expect(run, p):
    planned = p.convoys * DAY * 7 * WEEKS
    yield checks.poisson('convoys wanted', run.column('convoys_planned'), planned, sees=0.03 * planned)
    missed = [a * b for a, b in zip(run.column('convoys_missed'), run.column('convoys_planned'))]
    yield checks.poisson('missed', missed, planned * (1 - p.access))
    km = [2 * p.km * (n - m) for n, m in zip(run.column('convoys_planned'), missed)]
    yield checks.exact('kilometres', run.column('convoy_km'), km, 1e-6)
    # cover is drawn for each convoy, so strikes are a mixture with the observed rate as their mean
    rate = p.rate * 2 * p.km * p.access * planned
    yield checks.mean('strikes: mean', run.column('strikes'), rate, sees=0.06 * rate)
    low, high = 0.6 / 0.8, 1 / 0.8  # of the mean, with and without cover
    each = p.rate * 2 * p.km
    second = sum(0.5 * (each * f + (each * f) ** 2) for f in (low, high))
    yield checks.variance('strikes: variance', run.column('strikes'), planned * p.access * second)
    everything = run.again('--set', 'host.states.open.ground_access=0')
    load = 1 / p.convoys / DAY
    need = int(10 / load) + 1  # so many missed loads bring 30 d below 20 d
    mean = [p.convoys * DAY * 7 * w for w in range(WEEKS)]
    fallen = [1 - sum(math.exp(-m) * m ** k / math.factorial(k) for k in range(need)) for m in mean]
    yield checks.mean('days of low stock', everything.column('stock_low'), 7 * math.fsum(fallen), sees=4)
