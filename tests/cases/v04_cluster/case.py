"""The size of a cluster of attacks has a Borel law."""
import math
import checks

RUNS = [dict(n=0.25), dict(n=0.55)]


def settings(p):
    return {'actors.raiders.branching': p.n}


def borel(n, k):
    return math.exp(-n * k + (k - 1) * math.log(n * k) - math.lgamma(k + 1))


def expect(run, p):
    sizes = run.column('incidents')
    yield checks.mean('size: mean', sizes, 1 / (1 - p.n), math.sqrt(p.n / (1 - p.n) ** 3), sees=0.1 / (1 - p.n))
    yield checks.variance('size: variance', sizes, p.n / (1 - p.n) ** 3)
    last = 6
    law = [borel(p.n, k) for k in range(1, last)]
    counts = [sum(size == k for size in sizes) for k in range(1, last)]
    yield checks.histogram('size', counts + [len(sizes) - sum(counts)], law + [1 - sum(law)])
