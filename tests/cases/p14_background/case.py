"""Deaths by illness go by person-years, accidents of aircraft by hours flown; the dead are replaced."""
import checks

RUNS = [dict(men=8000, ill=0.001, crash=0.002, zero=0.6, most=6), dict(men=3000, ill=0.004, crash=0.001, zero=0.3, most=3)]


def settings(p):
    return {'units.company.strength': f'{p.men} persons', 'casualties.background': f'{p.ill} /person/year',
            'casualties.air_accidents': f'{p.crash} /h', 'casualties.air_no_death': p.zero,
            'casualties.air_most_deaths': p.most}


def expect(run, p):
    years = 365 / 365.25
    yield checks.poisson('by illness', run.column('pk_killed_other'), p.ill * p.men * years, sees=0.08 * p.ill * p.men)
    hours = run.column('air_hours_flown')
    yield checks.exact('hours', hours, [hours[0]] * len(hours), 1e-9)
    n, one = p.crash * hours[0], (1 - p.zero) * (p.most + 1) / 2
    square = (1 - p.zero) * (p.most + 1) * (2 * p.most + 1) / 6
    yield checks.mean('in the air: mean', run.column('pk_killed_air'), n * one, (n * square) ** 0.5, sees=0.35 * n * one)
    yield checks.variance('in the air: variance', run.column('pk_killed_air'), n * square)
    yield checks.exact('all', run.column('pk_killed'), [a + b for a, b in zip(run.column('pk_killed_other'), run.column('pk_killed_air'))])
    last = (p.ill * p.men * years + n * one) * 31 / 365  # those of December are counted at its end
    yield checks.mean('replaced but for the last', run.column('troops_end'), p.men - last, sees=0.6)
    late = run.again('--set', 'casualties.replacement=10000 d')
    yield checks.exact('not replaced', late.column('troops_end'), [p.men - dead for dead in late.column('pk_killed')], 1e-9)
