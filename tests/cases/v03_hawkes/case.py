"""The discrete Hawkes law: mean and variance of a window from the stationary state on, of single steps and of pairs."""
import sys
from pathlib import Path

import checks

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'common'))
import hawkes  # noqa: E402

# roots a day; mean follow-on attacks of one; mean lag in days; hours of a step
RUNS = [dict(mu=0.4, n=0.25, kernel=0.8, step=6), dict(mu=1.6, n=0.6, kernel=0.5, step=6)]
BURN, DAYS = 20, 60


def settings(p):
    return {'attacks.total': f'{p.mu / (1.0 - p.n)} /d', 'actors.raiders.branching': p.n,
            'actors.raiders.kernel': f'{p.kernel} d', 'step': f'{p.step} h'}


def expect(run, p):
    phi, mean = hawkes.chain(p.step / 24, p.kernel), p.mu / (1.0 - p.n) * p.step / 24
    expected, spread = hawkes.window(DAYS * 24 // p.step, mean, p.n, phi)
    counts = run.column('incidents')
    yield checks.mean('attacks: mean', counts, expected, spread ** 0.5, sees=0.03 * expected)
    yield checks.variance('attacks: variance', counts, spread, sees=0.2 * spread)
    first = run.again('--set', 'horizon=1 d').column('incidents')
    expected, spread = hawkes.window(24 // p.step, mean, p.n, phi)
    yield checks.mean('attacks of the first day', first, expected, spread ** 0.5, sees=0.15 * expected)
    log = run.again('--events', '--replications', 400)
    steps = []
    for events in log.events_by_row(accepted=1):
        row = [0] * (DAYS * 24 // p.step)
        for event in events:
            row[int(float(event['onset_h']) / p.step)] += 1
        steps.append(row[BURN * 24 // p.step:])
    n = len(steps[0])
    yield checks.mean_of_groups('attacks of a step', steps, mean)
    squares = [sum((k - mean) ** 2 for k in row) / n for row in steps]
    yield checks.mean('variance of a step', squares, hawkes.one_step_variance(mean, p.n, phi))
    pairs = [sum((a - mean) * (b - mean) for a, b in zip(row, row[1:])) / (n - 1) for row in steps]
    yield checks.mean('covariance of steps in a row', pairs, hawkes.next_step_covariance(mean, p.n, phi))
