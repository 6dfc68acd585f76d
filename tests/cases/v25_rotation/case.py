"""Readiness of an overdue unit: R = R0 exp(-eta x), x the time since the missed rotation; worked out monthly or oftener."""
import math
import checks

RUNS = [dict(ready=0.9, eta=0.05), dict(ready=1.0, eta=0.12)]  # at best; loss in a month
BEGIN = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]  # days of 2023
DUE, AUGUST, MONTH, DAYS, PERSONS = 90, 212, 30.4375, 365, 1000  # 1 April; days in a month as a unit


def settings(p):
    return {'units.company.readiness': p.ready, 'force.readiness_loss': f'{p.eta} /month'}


def overdue(p, day):
    """Readiness without rotations."""
    return p.ready * math.exp(-p.eta * max(0, day - DUE) / MONTH)


def rotated(p, day, on):
    return min(0.8, p.ready) if on <= day < on + 21 else p.ready


def usable(run, option):
    return [float(row['mean']) for row in run.table('series.csv') if row['option'] == option and row['metric'] == 'troops_usable']


def expect(run, p):
    laws = {'closed': lambda day: overdue(p, day), 'open': lambda day: rotated(p, day, DUE),
            'reopened': lambda day: overdue(p, day) if day < AUGUST else rotated(p, day, AUGUST)}
    for option, readiness in laws.items():
        series = usable(run, option)
        yield checks.exact(f'{option}: first of the month', [series[day] for day in BEGIN], [PERSONS * readiness(day) for day in BEGIN], 1e-9)
        # Between two updates the last value stands.
        least = [PERSONS * readiness(day) for day in range(DAYS)]
        most = [PERSONS * readiness(max(b for b in BEGIN if b <= day)) for day in range(DAYS)]
        yield checks.holds(f'{option}: day by day', all(min(a, b) - 1e-6 <= x <= max(a, b) + 1e-6
                                                        for day, (a, x, b) in enumerate(zip(least, series, most))))
        mean = run.column('readiness', option)[0]
        yield checks.exact(f'{option}: readiness', mean, math.fsum(series[:DAYS]) / DAYS / PERSONS, 1e-9)
    yield checks.exact('suspended', run.column('rotations_suspended', 'closed'), 9.0)
    yield checks.exact('suspended until August', run.column('rotations_suspended', 'reopened'), 4.0)
