"""A linear ramp of departures: strength day by day, its mean, the day of the last soldier."""
import checks

RUNS = [dict(strength=13000), dict(strength=7310)]
DAYS, GONE = 365, 363  # 30 December is day 363


def settings(p):
    return {'units.company.strength': f'{p.strength} persons'}


def left(strength, leaving, over, day):
    return strength - leaving * min(1.0, max(0.0, (day - (GONE - over)) / over))


def expect(run, p):
    for option, leaving, over in (('leave', p.strength, 183), ('part', min(5000, p.strength), 100)):
        mean = (p.strength * (GONE - over) + (p.strength - leaving / 2) * over + (p.strength - leaving) * (DAYS - GONE)) / DAYS
        yield checks.exact(f'{option}: mean strength', run.column('troops_present', option), mean, 1e-8)
        series = [float(row['mean']) for row in run.table('series.csv') if row['option'] == option and row['metric'] == 'troops_present']
        yield checks.exact(f'{option}: day by day', series, [left(p.strength, leaving, over, day) for day in range(DAYS + 1)], 1e-9)
        yield checks.exact(f'{option}: at the end', run.column('troops_end', option), p.strength - leaving, 1e-8)
    yield checks.exact('day of the last soldier', run.column('days_to_exit', 'leave'), float(GONE))
    yield checks.holds('some never leave', run.column('days_to_exit', 'part') == [None])
