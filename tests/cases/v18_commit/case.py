"""The commit gate alone: attendance is binomial, and the caveats of a unit multiply it."""
import checks

RUNS = [dict(commit=0.2, unit=1.0, host=0), dict(commit=0.5, unit=0.6, host=0), dict(commit=0.9, unit=1.0, host=0.07)]


def settings(p):
    more = {'actors.raiders.host_linked': 'yes', 'response.commit_host_linked': p.host} if p.host else {}
    return {'response.commit_probability': p.commit, 'units.company.commit': p.unit, **more}


def expect(run, p):
    chance = p.host or p.commit * p.unit
    attacks = run.column('incidents')
    reached = [round(n * (1 - never)) for n, never in zip(attacks, run.column('never'))]
    yield checks.proportion('attended', sum(reached), sum(attacks), chance)
    surplus = [(k - n * chance) / (n * chance * (1 - chance)) ** 0.5 for k, n in zip(reached, attacks)]
    yield checks.variance('variance over that of a binomial', surplus, 1.0)
    yield checks.exact('the others: not committed', run.column('never_not_committed'), run.column('never'), 1e-8)
    yield checks.exact('attended at once', run.column('reach_1h'), [1 - x for x in run.column('never')], 1e-8)
