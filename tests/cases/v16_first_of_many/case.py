"""The first of m exponential services to end is exponential with the sum of the rates; so is the time to the next."""
import math
import checks

RUNS = [dict(teams=3, mean=24), dict(teams=2, mean=10)]
ARGS = ['--events']


def settings(p):
    return {'units.company.strength': f'{40 * p.teams} persons', 'response.on_scene': f'{{exponential: {{mean: {p.mean} h}}}}'}


def expect(run, p):
    waits = [sorted(float(event['notice_h']) for event in events) for events in run.events_by_row()]
    n, gap = p.teams, p.mean / p.teams
    yield checks.exact('first calls wait for nothing', [t for row in waits for t in row[:n]], 0.0)
    yield checks.distribution('first to come back', [row[n] for row in waits], lambda t: 1 - math.exp(-t / gap))
    yield checks.distribution('next', [row[n + 1] - row[n] for row in waits], lambda t: 1 - math.exp(-t / gap))
    yield checks.distribution('both', [row[n + 1] for row in waits], lambda t: 1 - math.exp(-t / gap) * (1 + t / gap))
    yield checks.mean('hours until the first', [row[n] for row in waits], gap, gap, sees=0.2 * gap)
