"""Attacks at a constant rate: the number is Poisson, gaps between occupied steps are geometric, onsets are uniform."""
import math
import checks

RUNS = [dict(rate=0.4, days=365, step=6), dict(rate=2.5, days=60, step=4)]  # attacks a day; days; hours
GAPS = 60  # first gaps of a replication, so many that none is cut off by the end


def settings(p):
    return {'attacks.total': f'{p.rate} /d', 'horizon': f'{p.days} d', 'step': f'{p.step} h'}


def expect(run, p):
    yield checks.poisson('attacks', run.column('incidents'), p.rate * p.days, sees=0.02 * p.rate * p.days)
    log = run.again('--events', '--replications', 200)
    gaps, onsets = [], []
    for events in log.events_by_row():
        steps = sorted({int(float(event['onset_h']) / p.step) for event in events})
        gaps += [later - earlier for earlier, later in zip([-1] + steps, steps)][:GAPS]
        onsets += [float(event['onset_h']) % 24 for event in events]
    yield checks.holds('as many gaps as wanted', len(gaps) == 200 * GAPS)
    full = 1.0 - math.exp(-p.rate * p.step / 24)  # probability that a step has an attack
    last = int(math.log(1e-2) / math.log(1.0 - full))
    classes = [sum(1 for gap in gaps if gap == k) for k in range(1, last)] + [sum(1 for gap in gaps if gap >= last)]
    law = [full * (1.0 - full) ** (k - 1) for k in range(1, last)] + [(1.0 - full) ** (last - 1)]
    yield checks.histogram('gaps', classes, law)
    yield checks.distribution('hour of onset', onsets, lambda hour: hour / 24)
