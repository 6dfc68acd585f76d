"""A table of seasons: attacks of the year and their months."""
import bisect
import itertools
import checks

SEASON = [1.3, 1.2, 1.5, 1, 0.8, 0.9, 0.4, 0.6, 0.7, 1.1, 1.1, 1.8]
DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
BEGIN = [0, *itertools.accumulate(DAYS)]
RUNS = [dict(rate=0.4, weight=1.0), dict(rate=0.7, weight=0.5)]


def settings(p):
    return {'attacks.total': f'{p.rate} /d', 'attacks.season_weight': p.weight}


def expect(run, p):
    means = [p.rate * days * (1 + p.weight * (s - 1)) for days, s in zip(DAYS, SEASON)]
    yield checks.poisson('attacks of a year', run.column('incidents'), sum(means), sees=0.02 * sum(means))
    log = run.again('--events', '--replications', 200)
    months = [0] * 12
    for event in log.events(accepted=1):
        months[bisect.bisect_right(BEGIN, float(event['onset_h']) / 24) - 1] += 1
    yield checks.histogram('months', months, [mean / sum(means) for mean in means])
