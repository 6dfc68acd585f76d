"""What small levers move: detection, recruitment, an abandoned region, hours for the host, stopped flights, approvals, displacement."""
import math
import checks

RUNS = [dict(effect=0.1), dict(effect=0.0)]
DAYS, RATE = 365, 0.2  # a day, each actor
FAST, TELECOM, ISR = 0.6, 2, 1.5


def settings(p):
    return {'attacks.project_effect': p.effect}


def logistic(x):
    return 1 / (1 + math.exp(-x))


def expect(run, p):
    odds = math.log(FAST / (1 - FAST))
    fast = {'still': FAST, 'towers': logistic(odds - TELECOM * (0.8 - 0.3)), 'blind': logistic(odds - ISR * 0.4)}
    for option, share in fast.items():  # the drones count by their hours, of which they have none
        seen = sum(round(a * n) for a, n in zip(run.column('detected', option), run.column('incidents', option)))
        yield checks.proportion(f'{option}: known at once', seen, sum(run.column('incidents', option)), share)
    yield checks.poisson('attacks', run.column('incidents', 'still'), 2 * RATE * DAYS, sees=6)
    left = RATE * DAYS * (1 + (1 - p.effect) ** 3)  # armed groups only; host forces are not recruited there
    yield checks.poisson('attacks while projects run', run.column('incidents', 'projects'), left, sees=6)
    yield checks.poisson('attacks where nobody stays', run.column('incidents', 'left'), RATE * DAYS * (1 + 1.5), sees=8)
    yield checks.exact('cost of projects', run.column('cost_projects_musd', 'projects'), 3 * 365 * 24 / 8766 * 730.5 / 730, 1e-3)
    yield checks.exact('no projects, no cost', run.column('cost_projects_musd', 'still'), 0)
    month = 4 * 30 * (1 - 0.25)  # hours of the fleet beside the reserve
    yield checks.exact('hours for the host', run.column('air_hours_host', 'airlift'), 0.3 * month * DAYS * 24 / 730.5, 1e-6)
    yield checks.exact('hours for the host: none', run.column('air_hours_host', 'still'), 0)
    flown = min(20 * 2 * DAYS / 7, 0.7 * month * DAYS * 24 / 730.5)
    yield checks.exact('the mission flies in what is left', run.column('air_hours_flown', 'airlift'), flown + 0.3 * month * DAYS * 24 / 730.5, 1e-6)
    for option in ('still', 'airlift'):
        yield checks.exact(f'{option}: wait for routine flights', run.column('air_wait_routine_h', option), 1.5 * 24 * math.exp(0.18), 1e-6)
        yield checks.exact(f'{option}: wait for medical evacuation', run.column('air_wait_medevac_h', option), 1.5 * 2, 1e-6)
    flights = [math.floor(n * DAYS / 7 + 1e-9) for n in (20, 7)]
    yield checks.exact('grounded: refused', run.column('sorties_refused', 'grounded'), flights[0])
    yield checks.exact('grounded: asked for', run.column('sorties_requested', 'grounded'), sum(flights))
    yield checks.exact('displaced', run.column('displaced', 'still'), [150 * n for n in run.column('incidents', 'still')])
    yield checks.exact('area for each usable soldier', run.column('area_per_usable_km2', 'still'), 40000 / 1200, 1e-9)
