"""People within 1, 3, 6 and 24 expected hours, from the table of places; means over time when camps close or aircraft come."""
import math
import checks

PEOPLE = {'at_camp': (0, 1000), 'near': (0.25, 2000), 'middle': (0.9, 4000), 'far': (-1.2, 8000), 'outpost': (4, 16000), 'beyond': (8, 32000)}
DEGREE = math.pi / 180 * 6371.0088
DAYS, CHANGE = 100, 40
GRID = 2.0 ** -24  # values of places.csv are multiples of it
RUNS = [dict(speed=25, mobilise=0.5, range=150), dict(speed=40, mobilise=2, range=120)]
ALL = sum(n for _, n in PEOPLE.values())


def settings(p):
    return {'response.ground_speed': f'{p.speed} km/h', 'response.mobilise': f'{p.mobilise} h', 'response.ground_range': f'{p.range} km'}


def by_road(p, lon, camps):
    distance = min(abs(lon - camp) for camp in camps) * DEGREE
    hours = distance * 1.2 / p.speed * math.exp(0.3 ** 2 / 2)  # travel is lognormal with log-sd 0.3: its mean
    return p.mobilise + (hours + hours / 0.5) / 2 if distance <= p.range else math.inf  # half by night


def by_air(lon):
    """Permission, notice (by night until the morning, half a night in the mean), flight with one stop beyond the radius."""
    distance = abs(lon) * DEGREE
    return 2 + (1 + (1 + 6)) / 2 + distance / 200 + (0.7 if distance > 600 else 0)


def covered(p, camps, air, limit):
    return sum(n for lon, n in PEOPLE.values() if min(by_road(p, lon, camps), by_air(lon) if air else math.inf, 72) <= limit) / ALL


def expect(run, p):
    cases = {'stay': ([0, 4], [0, 4], False), 'close': ([0, 4], [0], False), 'fly': ([0, 4], [0, 4], True), 'grow': ([0, 4], [0, 4], True)}
    for option, (before, after, air) in cases.items():
        for limit in (1, 3, 6, 24):
            share = (CHANGE * covered(p, before, False, limit) + (DAYS - CHANGE) * covered(p, after, air, limit)) / DAYS
            yield checks.exact(f'{option}: within {limit} h', run.column(f'cov_pop_{limit}h', option), share, 1e-8)
        far = (CHANGE * (1 - covered(p, before, False, 6)) + (DAYS - CHANGE) * (1 - covered(p, after, air, 6))) * ALL / DAYS
        yield checks.exact(f'{option}: beyond 6 h', run.column('unprotected_6h', option), far, 1e-8)
        for date, camps, fly in (('2023-01-01', before, False), ('2023-03-01', after, air)):
            rows = {row['place']: float(row['value']) for row in run.table('places.csv')
                    if row['option'] == option and row['date'] == date and row['metric'] == 'reach_h'}
            hours = [min(by_road(p, lon, camps), by_air(lon) if fly else math.inf, 72) for lon, _ in PEOPLE.values()]
            yield checks.exact(f'{option}: hours, {date}', [rows[place] for place in PEOPLE], hours, GRID)
