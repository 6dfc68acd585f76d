"""Conditions on support backfire once each time they are made, with the stated probability, on that day, by one state."""
import checks

RUNS = [dict(p=0.3), dict(p=0.05), dict(p=1.0)]
FIRST, SECOND, DAYS = 3, 8, 30  # days


def settings(p):
    return {'host.backfire': p.p}


def expect(run, p):
    best, next_, third = (run.column(f'days_consent_{i}', 'twice') for i in range(3))
    n = len(best)
    yield checks.proportion('the first backfires', best.count(FIRST), n, p.p)
    yield checks.proportion('only the second does', best.count(SECOND), n, (1 - p.p) * p.p)
    yield checks.proportion('both do', sum(x > 0 for x in third), n, p.p ** 2)
    yield checks.exact('no other days', sum(x in (FIRST, SECOND, DAYS) for x in best), n)
    yield checks.exact('by one state at a time', [a + b + c for a, b, c in zip(best, next_, third)], DAYS, 1e-8)
    yield checks.exact('without conditions', run.column('days_consent_0', 'never'), DAYS, 1e-8)
    # what the study has switched off is no unknown
    law = ['--set', 'host.backfire={uncertain: {uniform: [0, 1]}}', '--worlds', 2, '--replications', 1]
    drawn, given = run.again(*law), run.again(*law, '--set', 'consent=given')
    yield checks.exact('unknowns', ['host.backfire' in more.table('worlds.csv')[0] for more in (drawn, given)], [True, False])
