"""A gamma level of each region and quarter: negative binomial counts, independent between quarters."""
import checks

STUDY = '../v01_poisson/study.yaml'
QUARTERS = [90, 91, 92, 92]  # days of 2023
RUNS = [dict(mean=12.0, shape=2.0), dict(mean=3.0, shape=5.0)]  # attacks of the first quarter; gamma shape
ARGS = ['--replications', '10000']


def settings(p):
    return {'attacks.total': f'{p.mean / 90} /d', 'attacks.frailty_shape': p.shape, 'horizon': '90 d'}


def expect(run, p):
    counts = run.column('incidents')
    yield checks.mean('attacks of a quarter: mean', counts, p.mean, sees=0.1 * p.mean)
    yield checks.variance('attacks of a quarter: variance', counts, p.mean + p.mean ** 2 / p.shape)
    none = (p.shape / (p.shape + p.mean)) ** p.shape
    yield checks.proportion('no attack', sum(n == 0 for n in counts), len(counts), none)
    year = run.again('--set', 'horizon=365 d').column('incidents')
    means = [p.mean * days / 90 for days in QUARTERS]
    yield checks.mean('attacks of a year: mean', year, sum(means), sees=0.1 * sum(means))
    yield checks.variance('attacks of a year: variance', year, sum(m + m * m / p.shape for m in means))
