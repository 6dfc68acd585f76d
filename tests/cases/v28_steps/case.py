"""Steps of 1, 6 and 24 hours: the means are equal, the variance follows the step; and at equal steps the engine, which
skips from event to event, has the law of a literal walk from step to step."""
import math
import random
import sys
from pathlib import Path

import checks

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / 'common'))
import hawkes  # noqa: E402

STUDY = '../v03_hawkes/study.yaml'
RUNS = [dict(step=1), dict(step=6), dict(step=24)]
ARGS = ['--replications', '4000']
MU, N, KERNEL, DAYS = 0.4, 0.4, 1.5, 40  # roots a day; follow-on attacks of one; their lag in days
WALKS = 4000


def settings(p):
    return {'attacks.total': f'{MU / (1 - N)} /d', 'actors.raiders.branching': N, 'actors.raiders.kernel': f'{KERNEL} d',
            'step': f'{p.step} h', 'horizon': f'{DAYS} d'}


def poisson(draw, mean):
    """Knuth 1969."""
    limit, k, product = math.exp(-mean), 0, draw.random()
    while product > limit:
        k, product = k + 1, product * draw.random()
    return k


def walk(draw, mean, phi, n_step):
    """Attacks of n_step steps: N ~ Poisson(mu + excitation), the excitation at its mean when the walk begins."""
    excited, total = N * mean, 0
    for _ in range(n_step):
        count = poisson(draw, mean * (1 - N) + excited)
        excited = phi * excited + N * (1 - phi) * count
        total += count
    return total


def classes(sample, edges):
    return [sum(low <= x < high for x in sample) for low, high in zip([0] + edges, edges + [math.inf])]


def expect(run, p):
    phi, mean, n_step = hawkes.chain(p.step / 24, KERNEL), MU / (1 - N) * p.step / 24, DAYS * 24 // p.step
    expected, spread = hawkes.window(n_step, mean, N, phi)
    counts = run.column('incidents')
    yield checks.mean('attacks: mean', counts, expected, spread ** 0.5, sees=0.06 * expected)
    yield checks.variance('attacks: variance', counts, spread)
    if p.step < 6:
        return  # too long a walk
    draw = random.Random(28)
    walks = [walk(draw, mean, phi, n_step) for _ in range(WALKS)]
    cuts = sorted(walks)
    edges = sorted({cuts[len(cuts) * k // 10] for k in range(1, 10)})
    ours, theirs = classes(counts, edges), classes(walks, edges)
    a, b = sum(ours), sum(theirs)
    distance = sum((math.sqrt(b / a) * x - math.sqrt(a / b) * y) ** 2 / (x + y) for x, y in zip(ours, theirs))
    chance = checks.upper_gamma((len(ours) - 1) / 2, distance / 2)
    yield checks.Check('against a literal walk', chance > checks.P_LIMIT, len(ours) - 1, distance, alarm=checks.P_LIMIT, note=f'p = {chance:.2g}')
