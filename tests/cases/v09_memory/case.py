"""A tail that was out of order a day ago: the two-state chain between two looks."""
import math
import checks

RUNS = [dict(mtbf=60, mttr=40), dict(mtbf=10, mttr=48)]


def settings(p):
    return {'fleets.armed.mtbf': f'{p.mtbf} h', 'fleets.armed.mttr': f'{p.mttr} h'}


def expect(run, p):
    up = p.mtbf / (p.mtbf + p.mttr)
    kept = math.exp(-24 * (1 / p.mtbf + 1 / p.mttr))
    law = [(1 - up) * (1 - up + up * kept), 2 * up * (1 - up) * (1 - kept), up * (up + (1 - up) * kept)]
    reached = [round(2 * (1 - never)) for never in run.column('never')]
    yield checks.histogram('days on which it went', [reached.count(k) for k in range(3)], law)
