"""Generation with fixed delays: the step comes on the exact day, filled by a known share; a share of pledges fails."""
import checks

RUNS = [dict(fill=0.925, pledge=30.25, prepare=60.25, site=99), dict(fill=0.8, pledge=0, prepare=100.5, site=40)]  # days
DAYS, ASKED = 365, 31  # 1 February is day 31


def settings(p):
    return {'force.fill': p.fill, 'generation.slow.pledge': f'{p.pledge} d', 'generation.slow.prepare': f'{p.prepare} d',
            'generation.slow.infrastructure': f'{p.site} d'}


def expect(run, p):
    raised = ASKED + p.pledge + p.prepare
    arrivals = {'room': (raised, 400), 'later': (raised + 10, 300), 'half': (raised, 200),
                'extended': (ASKED + p.pledge + max(p.prepare, p.site), 400), 'opened': (max(raised, ASKED + 120.5), 400)}
    for option, (day, persons) in arrivals.items():
        here = 200 + p.fill * persons
        series = [float(row['mean']) for row in run.table('series.csv')
                  if row['option'] == option and row['metric'] == 'troops_present']
        yield checks.exact(f'{option}: day by day', series, [here if k >= day else 200 for k in range(len(series))], 1e-8)
        mean = (200 * day + here * (DAYS - day)) / DAYS
        yield checks.exact(f'{option}: mean', run.column('troops_present', option), mean, 1e-8)
        yield checks.exact(f'{option}: gap to the ceiling', run.column('ceiling_gap', option), 600 - mean, 1e-9)
    some = run.again('--option', 'room', '--replications', 2000, '--set', 'generation.slow.probability=0.85')
    came = sum(n > 300 for n in some.column('troops_end'))
    yield checks.proportion('a contributor is found', came, 2000, 0.85)
