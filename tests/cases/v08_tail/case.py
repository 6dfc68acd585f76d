"""One tail: serviceable with probability A, and a day later with A + (1 - A) exp(-(1/MTBF + 1/MTTR) 24 h) if it was."""
import math
import checks

RUNS = [dict(mtbf=60, mttr=40), dict(mtbf=30, mttr=8)]  # hours
HOURS = 10 * 24


def settings(p):
    return {'fleets.armed.mtbf': f'{p.mtbf} h', 'fleets.armed.mttr': f'{p.mttr} h'}


def expect(run, p):
    up = p.mtbf / (p.mtbf + p.mttr)
    keep = math.exp(-(1 / p.mtbf + 1 / p.mttr) * 24)
    both, neither = up * (up + (1 - up) * keep), (1 - up) * (1 - up + up * keep)
    reached = [2 - round(2 * never) for never in run.column('never')]
    counts = [reached.count(k) for k in (0, 1, 2)]
    yield checks.histogram('reached: none, one, both', counts, [neither, 1 - both - neither, both])
    yield checks.proportion('reached', sum(reached), 2 * len(reached), up)
    log = run.again('--events', '--replications', 5000)
    pairs = [[event['outcome'] == 'reached' for event in events] for events in log.events_by_row()]
    after = [second for first, second in pairs if first]
    yield checks.proportion('the second after the first', sum(after), len(after), up + (1 - up) * keep)
    yield checks.exact('tail-hours', run.column('air_available_attack_h'), up * HOURS, 1e-9)
    yield checks.exact('not reached: nothing to send', run.column('never_no_server'), run.column('never'))
