"""Attacks uniform in a disc with the camp in its centre: distances, and hours by road and by air."""
import checks

RUNS = [dict(radius=150, speed=30, detour=1.0), dict(radius=80, speed=20, detour=1.4)]  # km, km/h
CRUISE = 220
ARGS = ['--events']


def settings(p):
    return {'localities.village.scatter': f'{p.radius} km', 'response.ground_speed': f'{p.speed} km/h',
            'response.detour': p.detour}


def expect(run, p):
    hours = [float(event['travel_h']) for event in run.events()]
    full = p.radius * p.detour / p.speed
    yield checks.mean('hours by road', hours, 2 * full / 3, full / 18 ** 0.5, sees=0.02 * full)
    distances = [t * p.speed / p.detour for t in hours]
    yield checks.distribution('distance', distances, lambda d: (min(d, p.radius) / p.radius) ** 2)
    yield checks.quantile('median distance', distances, 0.5, p.radius * 0.5 ** 0.5)
    yield checks.quantile('90 % distance', distances, 0.9, p.radius * 0.9 ** 0.5)
    air = run.again('--set', 'response.ground=no', '--set', 'fleets.armed.tails=60')
    flights = [float(event['travel_h']) * CRUISE for event in air.events(outcome='reached')]
    yield checks.distribution('distance by air', flights, lambda d: (min(d, p.radius) / p.radius) ** 2)
    road = [float(event['travel_h']) * p.speed / p.detour for event in run.events(outcome='reached')]
    yield checks.exact('the same by road and by air', flights, road, 1e-9)
