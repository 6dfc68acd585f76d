"""Each visit to a grave host-linked attack lowers the rate of host-linked attacks, down to a floor; the fall heals."""
import math
import checks

RUNS = [dict(fall=0.1, recovery=120, floor=0.8), dict(fall=0.3, recovery=1000, floor=0.5), dict(fall=0.02, recovery=30, floor=0.0)]
ARGS = ['--events']
DAYS, VISITS, RATE = 360, (10.25, 30.25, 40.25), 0.1  # a day, each actor; cases are visited when the step is over


def settings(p):
    return {'investigations.accountability': p.fall, 'investigations.recovery': f'{p.recovery} d', 'investigations.floor': p.floor}


def expect(run, p):
    decay = math.log(2) / p.recovery
    deficit, since, missed = 0.0, 0, 0.0
    for day in VISITS + (DAYS,):
        left = deficit * math.exp(-decay * (day - since))
        missed += (deficit - left) / decay
        deficit, since = 1 - min(1 - left, max(p.floor, (1 - left) * (1 - p.fall))), day
    yield checks.exact('factor, mean over time', run.column('accountability'), 1 - missed / DAYS, 1e-9)
    yield checks.poisson('host-linked attacks', [b - 3 for b in counts(run, 'soldiers')], RATE * (DAYS - missed), sees=2)
    yield checks.poisson('attacks by others', [b - 1 for b in counts(run, 'raiders')], RATE * DAYS, sees=2)
    visited = [a - b for a, b in zip(run.column('cases_visited'), counts(run, 'soldiers'))]
    yield checks.holds('host-linked attacks and grave ones are cases, all visited but those of the last step',
                       max(visited) == 1 and sum(visited) > 0.9 * len(visited))


def counts(run, actor):
    return [len(events) for events in run.events_by_row(actor=actor, accepted=1)]
