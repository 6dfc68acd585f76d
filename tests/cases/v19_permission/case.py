"""Permission: the margin holds whatever the correlation inside a week; a refused unit tries again, so tries are geometric."""
import math
import statistics
import checks

RUNS = [dict(approve=0.759, r=0.5, veto=0.4, censor=0.0, closed=0.0, feared=0.0, tempo=0.0),
        dict(approve=0.3, r=0.8, veto=0.15, censor=0.2, closed=0.25, feared=0.7, tempo=0.4)]
NEED = 0.5  # rho: flights that are not asked for where the host is at its busiest


def settings(p):
    return {'host.states.open.approve': p.approve, 'permissions.weekly_correlation': p.r, 'host.states.open.veto': p.veto,
            'host.states.open.self_censor': p.censor, 'host.states.open.self_censor_no_fly': p.feared,
            'regions.land.no_fly_share': p.closed, 'regions.land.tempo': p.tempo, 'permissions.rho_need': NEED}


def both(p, r):
    """P(two flights of one week are approved): integral over the common normal part."""
    law, z = statistics.NormalDist(), statistics.NormalDist().inv_cdf(p)
    n, total = 4000, 0.0
    for k in range(n):
        x = -8 + 16 * (k + 0.5) / n
        total += law.pdf(x) * law.cdf((z - math.sqrt(r) * x) / math.sqrt(1 - r)) ** 2
    return total * 16 / n


def expect(run, p):
    log = run.again('--events', '--replications', 5000)
    rows = [[event['outcome'] == 'reached' for event in events] for events in log.events_by_row()]
    asked = (1 - (p.closed * p.feared + (1 - p.closed) * p.censor)) * (1 - NEED * p.tempo)
    flies = p.approve * asked
    for k, name in enumerate(['first', 'second', 'third']):
        yield checks.proportion(f'{name} flight', sum(row[k] for row in rows), len(rows), flies)
    pair = both(p.approve, p.r) * asked ** 2
    yield checks.proportion('both flights of a week', sum(row[0] and row[1] for row in rows), len(rows), pair)
    yield checks.proportion('flights of two weeks', sum(row[0] and row[2] for row in rows), len(rows), flies ** 2)
    yield checks.exact('the others: not permitted', run.column('never_not_permitted'), run.column('never'), 1e-8)
    refusals = run.column('units_refused')
    yield checks.mean('refusals of the company', refusals, p.veto / (1 - p.veto), math.sqrt(p.veto) / (1 - p.veto), sees=0.1)
    law = [(1 - p.veto) * p.veto ** k for k in range(4)]
    counts = [refusals.count(k) for k in range(4)]
    yield checks.histogram('refusals', counts + [len(refusals) - sum(counts)], law + [1 - sum(law)])
    yield checks.exact('in the end it is there', run.column('troops_end'), 8500.0, 1e-8)
