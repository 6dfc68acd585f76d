"""Days closed to flying, a moving maximum of L daily shocks: 1 - (1 - p)^L of all days, in spells; and hot days."""
import itertools
import statistics
import checks

RUNS = [dict(closed=0.3, spell=2), dict(closed=0.4, spell=3), dict(closed=0.2, spell=1)]  # share of days; days
DAYS = 4


def settings(p):
    return {'regions.land.no_fly_days': p.closed, 'air.spell': f'{p.spell} d'}


def law_of_open_days(p):
    """Law of the number of open days among four in a row: sum over the shocks that they see."""
    shock = 1 - (1 - p.closed) ** (1 / p.spell)
    law = [0.0] * (DAYS + 1)
    for shocks in itertools.product((0, 1), repeat=DAYS + p.spell - 1):
        probability = 1.0
        for hit in shocks:
            probability *= shock if hit else 1 - shock
        law[sum(not any(shocks[day:day + p.spell]) for day in range(DAYS))] += probability
    return law


def expect(run, p):
    reached = [round(DAYS * (1 - never)) for never in run.column('never')]
    yield checks.mean('share of open days', [k / DAYS for k in reached], 1 - p.closed, sees=0.03)
    yield checks.histogram('open days of four', [reached.count(k) for k in range(DAYS + 1)], law_of_open_days(p))
    yield checks.exact('tail-hours', run.column('air_available_attack_h'), 20 * 24 * 25 * (1 - p.closed), 1e-9)
    heat = ['regions.land.temperature=38 C', 'regions.land.temperature_sd=4 C', 'fleets.armed.temperature_limit=41 C', 'regions.land.no_fly_days=0']
    hot = run.again('--replications', 5000, *(word for text in heat for word in ('--set', text)))
    cool = statistics.NormalDist(38, 4).cdf(41)
    flown = [round(DAYS * (1 - never)) for never in hot.column('never')]
    yield checks.proportion('days that are not too hot', sum(flown), DAYS * len(flown), cool)
