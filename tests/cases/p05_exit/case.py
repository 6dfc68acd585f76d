"""Days to the last soldier: the plan's when all is let through; leave, trucks, roads, escorts and mines make it longer.

N loaded convoys leave one after the other, a week apart at least; each is let through with probability p, so the last leaves at
7 (tries - 1) d with tries negative binomial. At the deadline the rest goes, on the first day on which it is let through.
"""
import math
import checks

PLAN, TRUCKS, LEAST, WEEK = 30, 180, 30, 7  # days, loads
ADVANCE, UNCOVERED = 350, 55  # km a day
STRENGTH = 400
PLAIN = dict(share=1.0, trucks=60, km=35, trip=2, escort=0, strikes=0, factor=30, rear=0.2)
RUNS = [PLAIN,                                            # everything allowed, ample trucks
        dict(PLAIN, share=0.25),                          # stricter permissions
        dict(PLAIN, share=0.1),                           # stricter still
        dict(PLAIN, trucks=20),                           # fewer trucks
        dict(PLAIN, trucks=20, km=1750),                  # a long road: the trucks must come back
        dict(PLAIN, trucks=20, km=700, strikes=0.005),    # a mined one
        dict(PLAIN, trip=7, escort=800, rear=1.0),        # an escort for every other convoy
        dict(PLAIN, share=0.25, trucks=10, factor=2)]     # more than there is time for


def settings(p):
    return {'host.states.open.ground_access': p.share, 'closing.trucks_per_convoy': p.trucks, 'closing.orderly_factor': p.factor,
            'closing.rear_share': p.rear, 'routes.road.segments.land': f'{p.km} km', 'routes.road.round_trip': f'{p.trip} d',
            'routes.road.escort': f'{p.escort} persons', 'regions.land.strike_rate': f'{p.strikes} /km'}


def plan_or_last_convoy(n, p):
    """(mean, sd) of max(PLAN, 7 (tries - 1)), tries negative binomial."""
    weights = {tries: math.comb(tries - 1, n - 1) * p ** n * (1 - p) ** (tries - n) for tries in range(n, 600)}
    days = {tries: max(PLAN, WEEK * (tries - 1)) for tries in weights}
    mean = sum(weights[t] * days[t] for t in weights)
    return mean, math.sqrt(sum(weights[t] * (days[t] - mean) ** 2 for t in weights))


def escorted(n, p):
    """(mean, sd) where convoys have an escort with probability p while the plan lasts; then the rear party goes with the rest."""
    chances = PLAN // WEEK + 1
    gone = [math.comb(chances, k) * p ** k * (1 - p) ** (chances - k) for k in range(chances + 1)]
    days = [PLAN if k >= n else WEEK * (chances + n - k - 1) for k in range(chances + 1)]
    mean = sum(q * d for q, d in zip(gone, days))
    return mean, math.sqrt(sum(q * (d - mean) ** 2 for q, d in zip(gone, days)))


def beyond_the_deadline(run, p):
    """Loads go once a week until the deadline; then the rest of the people wait for the first day on which they may go."""
    deadline, chances = 2 * LEAST, 2 * LEAST // WEEK + 1
    convoys = run.column('exit_convoys')
    yield checks.mean('convoys before the deadline', convoys, chances * p.share, math.sqrt(chances * p.share * (1 - p.share)), sees=0.3)
    after = [days - deadline for days in run.column('days_to_exit')]
    yield checks.mean('days from the deadline to the last soldier', after, (1 - p.share) / p.share, math.sqrt(1 - p.share) / p.share, sees=1)
    yield checks.exact('what is left behind is destroyed', run.column('destroyed_musd'), [3 * (1 - n * p.trucks / TRUCKS) for n in convoys], 1e-8)


def expect(run, p):
    if p.factor == 2:
        yield from beyond_the_deadline(run, p)
        return
    days, n = run.column('days_to_exit'), TRUCKS // p.trucks
    yield checks.exact('all loads leave', run.column('exit_convoys'), n)
    yield checks.exact('nothing is left behind', run.column('destroyed_musd'), 0.0)
    if p.escort:
        mean, sd = escorted(n, STRENGTH / p.escort)
        yield checks.mean('days to the last soldier', days, mean, sd, sees=0.1 * mean)
    elif p.share < 1:
        mean, sd = plan_or_last_convoy(n, p.share)
        yield checks.mean('days to the last soldier', days, mean, sd, sees=0.2 * mean)
        yield checks.holds('never before the plan', min(days) >= PLAN - 1e-9)
    elif p.strikes:  # there and back without cover; each strike stops a convoy for a day
        away, stopped = 2 * p.km / UNCOVERED, p.strikes * p.km
        yield checks.mean('days to the last soldier', days, (n - 1) * (away + stopped), math.sqrt((n - 1) * stopped), sees=0.02 * n * away)
    else:
        yield checks.exact('days to the last soldier', days, max(PLAN, (n - 1) * max(WEEK, 2 * p.km / ADVANCE)), 1e-6)
