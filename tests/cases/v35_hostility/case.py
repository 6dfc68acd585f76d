"""Hostility relaxes by (1 - k0 dt)^n, rises with failures and closures, and moves with campaigns and projects."""
import math
from datetime import date
import checks

# a week: relaxation, per unit of disinformation, per million a year; jumps of a failure and of a closure
RUNS = [dict(k0=0.039, told=0.02, helped=0.01, failure=0.05, closure=0.2), dict(k0=0.1, told=0.06, helped=0.02, failure=0.3, closure=0.7),
        dict(k0=0.0, told=0.0, helped=0.3, failure=0.0, closure=0.0)]
START, DAYS = date(2023, 1, 1), 182
GRID = 2.0 ** -24  # values of places.csv are multiples of it
REST = {'land': 0.2, 'beyond': 0.5}
PEOPLE = {'land': 3000, 'beyond': 1000}
GRAVE, AGAIN, CLOSED = (50 * 24, 109 * 24, 35 * 24)  # hours from the start; an attack counts from the step that holds it


def settings(p):
    return {'hostility.relaxation': f'{p.k0} /week', 'hostility.disinformation_effect': f'{p.told} /week',
            'hostility.project_effect': f'{p.helped} /week', 'hostility.failure': p.failure, 'hostility.closure': p.closure}


def jumps(p, option, region):
    """(hour, height), in order."""
    kernel = 1.0 if region == 'land' else math.exp(-math.radians(1) * 6371.0088 / 80)
    seen = [(GRAVE, p.failure), (AGAIN, p.failure)] if region == 'land' and option != 'closed' else []
    return seen + [(CLOSED, p.closure * kernel)] * (option == 'closed')


def segments(p, option, region):
    """(from hour, to hour, hostility), in order, up to the end: between jumps the closed form of n weeks."""
    told = p.told * (0.9 - 0.3) * (option == 'told')
    pushed = told - p.helped * 2 * (option == 'helped' and region == 'beyond')
    rest = 0.7 if (option, region) == ('rest', 'land') else REST[region]
    b, a = p.k0 + told, pushed + p.k0 * rest
    h, since, pieces = REST[region], 0, []
    for hour, height in jumps(p, option, region) + [(24 * DAYS + 1, 0)]:
        first, last = since // 168, hour // 168
        for week in range(first, last + 1):
            n = week - first
            value = a / b + (h - a / b) * (1 - b) ** n if b else h + n * a
            value = min(1, max(0, value))
            pieces.append((max(since, 168 * week), min(hour, 168 * (week + 1)), value))
        h, since = min(1, value + height), hour
    return [piece for piece in pieces if piece[1] > piece[0]]


def at(pieces, hour):
    return [value for begin, end, value in pieces if begin <= hour][-1]


def expect(run, p):
    for option in ('still', 'rest', 'told', 'helped', 'closed'):
        pieces = {region: segments(p, option, region) for region in REST}
        rows = [row for row in run.table('places.csv') if row['option'] == option and row['metric'] == 'hostility']
        for region in REST:
            mine = [row for row in rows if row['place'] == region]
            hours = [(date.fromisoformat(row['date'][:10]) - START).days * 24 for row in mine]
            yield checks.exact(f'{option}: {region}', [float(row['value']) for row in mine], [at(pieces[region], hour) for hour in hours], GRID)

        def mean(hour):
            return sum(PEOPLE[region] * at(pieces[region], hour) for region in REST) / sum(PEOPLE.values())
        series = [float(row['mean']) for row in run.table('series.csv') if row['option'] == option and row['metric'] == 'hostility']
        yield checks.exact(f'{option}: mean over people, week by week', series, [mean(168 * week) for week in range(len(series))], 1e-9)
        whole = sum(PEOPLE[region] * min(value, 1) * (min(end, 24 * DAYS) - begin) for region in REST for begin, end, value in pieces[region])
        yield checks.exact(f'{option}: mean over time', run.column('hostility', option), whole / sum(PEOPLE.values()) / (24 * DAYS), 1e-8)
        yield checks.exact(f'{option}: failures', run.column('failures', option), 0 if option == 'closed' else 2)
