"""Hours of a flight: distance over speed, one stop for fuel beyond the radius of action, nobody beyond two of them; a
vacant command makes decisions slower until it is filled."""
import math
import checks

# degrees of longitude on the equator from camp to village; radius of action in km; factor of the vacancy
RUNS = [dict(lon=3, radius=500, gap=1.0), dict(lon=3, radius=300, gap=2.5), dict(lon=3, radius=160, gap=1.4), dict(lon=2, radius=222, gap=4.0)]
ARGS = ['--events']
EARTH, SPEED, STOP, DECIDE = 6371.0088, 200, 0.7, 2


def settings(p):
    return {'localities.village.lon': p.lon, 'fleets.armed.radius': f'{p.radius} km', 'command.gap': p.gap}


def expect(run, p):
    distance = EARTH * math.radians(p.lon)
    first, second = ([event for event in run.events() if event['onset_h'] == hour] for hour in ('24', '120'))
    yield checks.exact('both happen', [len(first), len(second)], 50)
    if distance > 2 * p.radius:
        yield checks.exact('too far for anybody', sum(event['outcome'] == 'reached' for event in first + second), 0)
        return
    hours = distance / SPEED + (STOP if distance > p.radius else 0)
    for name, events, gap in (('vacant', first, p.gap), ('filled', second, 1)):
        yield checks.exact(f'{name}: hours to decide', [float(event['decide_h']) for event in events], DECIDE * gap, 1e-6)
        yield checks.exact(f'{name}: hours in the air', [float(event['travel_h']) for event in events], hours, 1e-4)
